// The keyboard of the list of exhibits.
import { keyName } from '../window/keyboard';
import type { DialogName } from '../window/session.svelte';
import type { Desk } from '../case/open-case.svelte';
import { all, choose, step, type Selection } from '../case/selection';

/** Does what the key means; true when it meant something. `page`: how many rows are a page. */
export function listKey(desk: Desk, event: KeyboardEvent, page: number, open: (dialog: DialogName) => void): boolean {
  const key = keyName(event);
  const moved = walk(desk.listing.order, desk.selection, key, page);
  if (moved) {
    desk.select(moved);
    return true;
  }
  if (key === 'Ctrl+A') {
    desk.select(all(desk.matter.exhibits.map((exhibit) => exhibit.id), desk.selection));
    return true;
  }
  if (desk.matter.read_only) return false;
  const one = desk.selectedExhibits.length === 1;
  const some = desk.selectedExhibits.length > 0;
  const movable = desk.selectedPapers.length > 0 || desk.selectedLoose !== null;
  const acts: Record<string, [boolean, () => void]> = {
    'Alt+ArrowUp': [true, () => void desk.shift('up')],
    'Alt+ArrowDown': [true, () => void desk.shift('down')],
    'Alt+Home': [true, () => void desk.shift('first')],
    'Alt+End': [true, () => void desk.shift('last')],
    F2: [one, () => rename(desk)],
    Enter: [one, () => rename(desk)],
    G: [some, () => open('group')],
    S: [one, () => void desk.split(null)],
    M: [movable, () => open('move')],
    Delete: [true, () => void desk.removeSelected()],
  };
  const act = acts[key];
  if (!act?.[0]) return false;
  act[1]();
  return true;
}

function rename(desk: Desk): void {
  desk.renaming = desk.selectedExhibits[0] ?? null;
}

/** Arrows and their companions, the same in the list and among pages of one column. */
export function walk(order: readonly string[], now: Selection, key: string, page: number): Selection | null {
  const deltas: Record<string, number> = {
    ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, Home: -order.length, End: order.length,
  };
  if (key === 'Space' || key === ' ' || key === 'Ctrl+ ') return now.active === null ? null : choose(order, now, now.active, 'toggle');
  const name = key.split('+').pop() ?? '';
  const delta = deltas[name];
  if (delta === undefined) return null;
  if (key === name) return step(order, now, delta, 'only');
  if (key === `Shift+${name}`) return step(order, now, delta, 'range');
  return key === `Ctrl+${name}` ? step(order, now, delta, 'move') : null;
}
