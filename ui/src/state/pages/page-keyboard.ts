// The keyboard among pages. Left and right go page by page; up and down go by what is drawn above
// and below, because lines of pages break where the window is narrow.
import type { DialogName } from '../window/session.svelte';
import type { Desk } from '../case/open-case.svelte';
import { all, choose, step } from '../case/selection';

/** Does what the key means; true when it meant something. */
export function pageKeyDone(desk: Desk, key: string, within: HTMLElement, open: (dialog: DialogName) => void): boolean {
  const name = key.split('+').pop() ?? '';
  const held = key.slice(0, Math.max(0, key.length - name.length - 1));
  const delta = { ArrowLeft: -1, ArrowRight: 1, Home: -desk.pageOrder.length, End: desk.pageOrder.length }[name];
  if (held !== 'Alt' && (delta !== undefined || name === 'ArrowUp' || name === 'ArrowDown')) {
    const way = held === 'Shift' ? 'range' : held === 'Ctrl' ? 'move' : 'only';
    const by = delta ?? line(desk, within, name === 'ArrowDown');
    desk.selectPages(step(desk.pageOrder, desk.pages, by, way));
    follow(desk, within);
    return true;
  }
  if (key === ' ' || key === 'Ctrl+ ') {
    if (desk.pages.active !== null) desk.selectPages(choose(desk.pageOrder, desk.pages, desk.pages.active, 'toggle'));
    return true;
  }
  if (key === 'Ctrl+A') {
    desk.selectPages(all(desk.pageOrder, desk.pages));
    return true;
  }
  if (desk.matter.read_only || desk.pages.keys.size === 0) return false;
  const documents = desk.selectedDocuments;
  const acts: Record<string, () => void> = {
    R: () => void desk.turn(90),
    'Shift+R': () => void desk.turn(270),
    X: () => void desk.leaveOut(),
    M: () => open('move'),
    S: () => void (documents[0] !== desk.detail?.documents[0]?.id && desk.split(documents[0] ?? null)),
    Delete: () => void desk.removeDocuments(),
    'Alt+ArrowUp': () => void desk.shiftDocuments('up'),
    'Alt+ArrowLeft': () => void desk.shiftDocuments('up'),
    'Alt+ArrowDown': () => void desk.shiftDocuments('down'),
    'Alt+ArrowRight': () => void desk.shiftDocuments('down'),
    'Alt+Home': () => void desk.shiftDocuments('first'),
    'Alt+End': () => void desk.shiftDocuments('last'),
  };
  const act = acts[key];
  act?.();
  return act !== undefined;
}

/** How many pages up or down the page is that is drawn above or below the present one. */
function line(desk: Desk, within: HTMLElement, down: boolean): number {
  const now = desk.pages.active === null ? null : within.querySelector(`[id="page-${desk.pages.active}"]`);
  if (!now) return down ? 1 : -1;
  const box = now.getBoundingClientRect();
  const at = desk.pageOrder.indexOf(desk.pages.active!);
  for (let by = 1; by < 60; by += 1) {
    const key = desk.pageOrder[at + (down ? by : -by)];
    const other = key === undefined ? null : within.querySelector(`[id="page-${key}"]`);
    if (!other) break;
    const place = other.getBoundingClientRect();
    const beyond = down ? place.top > box.top + 4 : place.top < box.top - 4;
    if (beyond && (down ? place.right > box.left + 4 : place.left < box.right - 4)) return down ? by : -by;
  }
  return down ? 1 : -1;
}

/** The focus goes to the list of pages in which the present page stands, and the page into sight. */
function follow(desk: Desk, within: HTMLElement): void {
  requestAnimationFrame(() => {
    const tile = within.querySelector<HTMLElement>(`[id="page-${desk.pages.active}"]`);
    tile?.closest<HTMLElement>('[data-pages]')?.focus({ preventScroll: true });
    tile?.scrollIntoView({ block: 'nearest' });
  });
}
