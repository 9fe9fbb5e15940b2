// Files dragged in from the desktop: a test sends the event `drag`.
import { listen } from './event';

export function getCurrentWebview() {
  return {
    onDragDropEvent: (call: (event: { payload: never }) => void) => listen<never>('drag', call),
  };
}
