// Files dragged from the desktop. A test sends the event `drag`.
import { listen } from './event';

export function getCurrentWebview() {
  return {
    onDragDropEvent: (call: (event: { payload: never }) => void) => listen<never>('drag', call),
  };
}
