// What the program tells the window without being asked: that it is about to be closed.
import { listen } from '@tauri-apps/api/event';
import { session } from '../state/window/session.svelte';

/** Begins to listen; the answer ends it. */
export function hearProgram(): () => void {
  const heard = listen<number>('closing', () => (session.dialog = 'closing'));
  return () => void heard.then((stop) => stop());
}
