// The program's request to close the window, with the number of jobs that are running.
import { listen } from '@tauri-apps/api/event';

/** Calls `onrequest` on every request, until the returned function is called. */
export function onCloseRequest(onrequest: (running: number) => void): () => void {
  const listening = listen<number>('closing', ({ payload }) => onrequest(payload));
  return () => void listening.then((stop) => stop());
}
