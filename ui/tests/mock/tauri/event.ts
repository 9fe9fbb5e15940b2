// Events of the program: a test sends them by name.
const heard = new Map<string, Set<(event: { payload: unknown }) => void>>();

export async function listen<T>(name: string, call: (event: { payload: T }) => void): Promise<() => void> {
  const calls = heard.get(name) ?? new Set();
  calls.add(call as (event: { payload: unknown }) => void);
  heard.set(name, calls);
  return () => void calls.delete(call as (event: { payload: unknown }) => void);
}

export function send(name: string, payload: unknown): void {
  for (const call of heard.get(name) ?? []) call({ payload });
}

(globalThis as { sendEvent?: typeof send }).sendEvent = send;
