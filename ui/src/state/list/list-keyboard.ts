// The keyboard of the list of exhibits.
import type { OpenCase } from '../case/open-case.svelte';
import { all, choose, step, type Selection } from '../case/selection';
import { openLook } from '../look/quick-look.svelte';
import { keyName } from '../window/keyboard';
import type { DialogName } from '../window/session.svelte';

/** Handles a key. Returns whether it had an effect. `page` is the number of rows in a page. */
export function listKeyboard(
  openCase: OpenCase,
  event: KeyboardEvent,
  page: number,
  open: (dialog: DialogName) => void,
): boolean {
  const key = keyName(event);
  const moved = walk(openCase.listing.order, openCase.selection, key, page);
  if (moved) {
    openCase.select(moved);
    return true;
  }
  if (key === 'Ctrl+A') {
    openCase.select(
      all(
        openCase.matter.exhibits.map((exhibit) => exhibit.id),
        openCase.selection,
      ),
    );
    return true;
  }
  const one = openCase.selectedExhibits.length === 1;
  const some = openCase.selectedExhibits.length > 0;
  const movable = openCase.selectedPapers.length > 0 || openCase.selectedLoose !== null;
  if (key === ' ' || key === 'Enter') {
    void openLook(openCase);
    return true;
  }
  if (openCase.matter.read_only) return false;
  const acts: Record<string, [boolean, () => void]> = {
    'Alt+ArrowUp': [true, () => void openCase.shift('up')],
    'Alt+ArrowDown': [true, () => void openCase.shift('down')],
    'Alt+Home': [true, () => void openCase.shift('first')],
    'Alt+End': [true, () => void openCase.shift('last')],
    F2: [one, () => rename(openCase)],
    G: [some, () => open('group')],
    J: [openCase.selectedExhibits.length > 1, () => open('join')],
    S: [one, () => void openCase.split(null)],
    M: [movable, () => open('move')],
    Delete: [true, () => void openCase.removeSelected()],
  };
  const act = acts[key];
  if (!act?.[0]) return false;
  act[1]();
  return true;
}

function rename(openCase: OpenCase): void {
  openCase.renaming = openCase.selectedExhibits[0] ?? null;
}

/** Arrows and similar keys, shared by the list and by pages in one column. */
export function walk(
  order: readonly string[],
  now: Selection,
  key: string,
  page: number,
): Selection | null {
  const deltas: Record<string, number> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: -order.length,
    End: order.length,
  };
  if (key === 'Ctrl+ ')
    return now.active === null ? null : choose(order, now, now.active, 'toggle');
  const name = key.split('+').pop() ?? '';
  const delta = deltas[name];
  if (delta === undefined) return null;
  if (key === name) return step(order, now, delta, 'only');
  if (key === `Shift+${name}`) return step(order, now, delta, 'range');
  return key === `Ctrl+${name}` ? step(order, now, delta, 'move') : null;
}
