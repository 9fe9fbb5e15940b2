// The keyboard of the pages. Left and right go page by page. Up and down follow the drawn rows,
// which depend on the width of the window.
import type { OpenCase } from '../case/open-case.svelte';
import { all, choose, step } from '../case/selection';
import { openLook } from '../look/quick-look.svelte';
import type { DialogName } from '../window/session.svelte';

/** Handles a key. Returns whether it had an effect. */
export function pageKeyboard(
  openCase: OpenCase,
  key: string,
  within: HTMLElement,
  open: (dialog: DialogName) => void,
): boolean {
  const name = key.split('+').pop() ?? '';
  const held = key.slice(0, Math.max(0, key.length - name.length - 1));
  const delta = {
    ArrowLeft: -1,
    ArrowRight: 1,
    Home: -openCase.pageOrder.length,
    End: openCase.pageOrder.length,
  }[name];
  if (held !== 'Alt' && (delta !== undefined || name === 'ArrowUp' || name === 'ArrowDown')) {
    const way = held === 'Shift' ? 'range' : held === 'Ctrl' ? 'move' : 'only';
    const by = delta ?? line(openCase, within, name === 'ArrowDown');
    openCase.selectPages(step(openCase.pageOrder, openCase.pages, by, way));
    follow(openCase, within);
    return true;
  }
  if (key === ' ' || key === 'Enter') {
    void openLook(openCase);
    return true;
  }
  if (key === 'Ctrl+ ') {
    if (openCase.pages.active !== null)
      openCase.selectPages(
        choose(openCase.pageOrder, openCase.pages, openCase.pages.active, 'toggle'),
      );
    return true;
  }
  if (key === 'Ctrl+A') {
    openCase.selectPages(all(openCase.pageOrder, openCase.pages));
    return true;
  }
  if (openCase.matter.read_only || openCase.pages.keys.size === 0) return false;
  // A document that is drawn in another place takes the focus there.
  const shift = (where: 'up' | 'down' | 'first' | 'last') =>
    void openCase.shiftDocuments(where).then(() => follow(openCase, within));
  const acts: Record<string, () => void> = {
    R: () => void openCase.turn(90),
    'Shift+R': () => void openCase.turn(270),
    X: () => void openCase.leaveOut(),
    M: () => open('move'),
    S: () => void openCase.splitHere(),
    Delete: () => void openCase.removeDocuments(),
    'Alt+ArrowUp': () => shift('up'),
    'Alt+ArrowLeft': () => shift('up'),
    'Alt+ArrowDown': () => shift('down'),
    'Alt+ArrowRight': () => shift('down'),
    'Alt+Home': () => shift('first'),
    'Alt+End': () => shift('last'),
  };
  const act = acts[key];
  act?.();
  return act !== undefined;
}

/** The distance to the page that is drawn above or below the current one. */
function line(openCase: OpenCase, within: HTMLElement, down: boolean): number {
  const now =
    openCase.pages.active === null
      ? null
      : within.querySelector(`[id="page-${openCase.pages.active}"]`);
  if (!now) return down ? 1 : -1;
  const box = now.getBoundingClientRect();
  const at = openCase.pageOrder.indexOf(openCase.pages.active!);
  for (let by = 1; by < 60; by += 1) {
    const key = openCase.pageOrder[at + (down ? by : -by)];
    const other = key === undefined ? null : within.querySelector(`[id="page-${key}"]`);
    if (!other) break;
    const place = other.getBoundingClientRect();
    const beyond = down ? place.top > box.top + 4 : place.top < box.top - 4;
    if (beyond && (down ? place.right > box.left + 4 : place.left < box.right - 4))
      return down ? by : -by;
  }
  return down ? 1 : -1;
}

/** Moves the focus to the list that holds the current page, and scrolls the page into view. */
function follow(openCase: OpenCase, within: HTMLElement): void {
  requestAnimationFrame(() => {
    const tile = within.querySelector<HTMLElement>(`[id="page-${openCase.pages.active}"]`);
    tile?.closest<HTMLElement>('[data-pages]')?.focus({ preventScroll: true });
    tile?.scrollIntoView({ block: 'nearest' });
  });
}
