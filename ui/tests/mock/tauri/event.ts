// Events of the program. A test sends them by name.
const heard = new Map<string, Set<(event: { payload: unknown }) => void>>();

export function listen<T>(
  name: string,
  call: (event: { payload: T }) => void,
): Promise<() => void> {
  const calls = heard.get(name) ?? new Set();
  calls.add(call as (event: { payload: unknown }) => void);
  heard.set(name, calls);
  const stop = () => void calls.delete(call as (event: { payload: unknown }) => void);
  return Promise.resolve(stop);
}

export function send(name: string, payload: unknown): void {
  for (const call of heard.get(name) ?? []) call({ payload });
}

(globalThis as { sendEvent?: typeof send }).sendEvent = send;
