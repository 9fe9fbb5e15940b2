// The selection in an ordered list, as a value: the selected keys, the focused one, and the anchor
// of a range. Exhibits and pages both use it.
export type Selection = {
  readonly keys: ReadonlySet<string>;
  readonly active: string | null;
  readonly anchor: string | null;
};

type Way = 'only' | 'toggle' | 'range';

export const nothing: Selection = { keys: new Set(), active: null, anchor: null };

export function only(key: string): Selection {
  return { keys: new Set([key]), active: key, anchor: key };
}

export function choose(order: readonly string[], now: Selection, key: string, way: Way): Selection {
  if (way === 'toggle') {
    const keys = new Set(now.keys);
    if (!keys.delete(key)) keys.add(key);
    return { keys, active: key, anchor: key };
  }
  const from = way === 'range' && now.anchor !== null ? order.indexOf(now.anchor) : -1;
  const to = order.indexOf(key);
  if (from < 0 || to < 0) return only(key);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set(range), active: key, anchor: now.anchor };
}

/** Moves the focus by `delta` places. `move` keeps the selection (Ctrl with an arrow). */
export function step(
  order: readonly string[],
  now: Selection,
  delta: number,
  way: 'only' | 'range' | 'move',
): Selection {
  if (order.length === 0) return nothing;
  const at = now.active === null ? -1 : order.indexOf(now.active);
  const to =
    at < 0
      ? delta < 0
        ? order.length - 1
        : 0
      : Math.max(0, Math.min(order.length - 1, at + delta));
  const key = order[to]!;
  if (way === 'move') return { ...now, active: key };
  return choose(order, now.anchor === null ? { ...now, anchor: now.active } : now, key, way);
}

export function all(order: readonly string[], now: Selection): Selection {
  return { keys: new Set(order), active: now.active ?? order[0] ?? null, anchor: order[0] ?? null };
}

/**
 * Adapts the selection to a changed list. Removed keys are dropped, and the focus moves to the
 * nearest one that is left.
 */
export function keep(
  before: readonly string[],
  isThere: (key: string) => boolean,
  now: Selection,
): Selection {
  const keys = new Set([...now.keys].filter(isThere));
  const near = (key: string | null): string | null => {
    if (key === null || isThere(key)) return key;
    const at = before.indexOf(key);
    const later = before.slice(at + 1).find(isThere);
    return later ?? before.slice(0, Math.max(0, at)).reverse().find(isThere) ?? null;
  };
  const active = near(now.active);
  if (keys.size === 0 && now.keys.size > 0 && active !== null) keys.add(active);
  return { keys, active, anchor: now.anchor !== null && isThere(now.anchor) ? now.anchor : active };
}

/** The selected keys in the order of the list, not of the clicks. */
export function ordered(order: readonly string[], now: Selection): string[] {
  return order.filter((key) => now.keys.has(key));
}

export function way(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): Way {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
