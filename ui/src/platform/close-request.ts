// The program's request to close the window, which it sends while work is running.
import { listen } from '@tauri-apps/api/event';

/** Calls `onrequest` on every request, until the returned function is called. */
export function onCloseRequest(onrequest: () => void): () => void {
  const listening = listen<number>('closing', onrequest);
  return () => void listening.then((stop) => stop());
}
