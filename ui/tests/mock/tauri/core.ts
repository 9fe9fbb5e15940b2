// Replaces Tauri's bridge when the window runs without the program.
import { answer } from '../program';

export class Channel<T> {
  onmessage: (message: T) => void = () => undefined;
}

export async function invoke<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  return (await answer(command, args)) as T;
}

export function convertFileSrc(path: string, protocol: string): string {
  return `/${protocol}/${encodeURIComponent(path)}.svg`;
}
