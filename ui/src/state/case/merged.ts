// Two changes of one form: what somebody types while another act changes other fields of it.

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What is there now, with what was typed since `base`: a field that was not typed in keeps the
 *  value that it has now, in texts of several languages as well. */
export function merged<T>(base: T, typed: T, now: T): T {
  if (same(typed, base)) return now;
  if (!isRecord(base) || !isRecord(typed) || !isRecord(now)) return typed;
  const result: Record<string, unknown> = { ...now };
  for (const key of new Set([...Object.keys(base), ...Object.keys(typed)])) {
    const one = merged<unknown>(base[key], typed[key], now[key]);
    if (one === undefined) delete result[key];
    else result[key] = one;
  }
  return result as T;
}
