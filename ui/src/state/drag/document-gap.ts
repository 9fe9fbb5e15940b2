// The gap between documents where a drag over the pages would drop. Documents flow in rows or
// columns, so their drawn positions decide.
export type Gap = { at: number; x: number; y: number; width: number; height: number };

export function gapAmong(
  scroller: HTMLElement,
  x: number,
  y: number,
  moved: readonly string[],
): Gap | null {
  const cells = [...scroller.querySelectorAll<HTMLElement>('[data-document]')];
  const origin = scroller.getBoundingClientRect();
  let best: { cell: HTMLElement; box: DOMRect; away: number } | null = null;
  for (const cell of cells) {
    const box = cell.getBoundingClientRect();
    const away = Math.hypot(
      Math.max(box.left - x, 0, x - box.right),
      Math.max(box.top - y, 0, y - box.bottom),
    );
    if (best === null || away < best.away) best = { cell, box, away };
  }
  if (best === null) return null;
  const { cell, box } = best;
  const left = box.left - origin.left + scroller.scrollLeft;
  const top = box.top - origin.top + scroller.scrollTop;
  // A document as wide as the pane has gaps above and below it. A card has gaps at its sides.
  const wide = box.width > origin.width * 0.6;
  const after = wide ? y > box.top + box.height / 2 : x > box.left + box.width / 2;
  const before = cells.slice(0, cells.indexOf(cell) + (after ? 1 : 0));
  const at = before.filter((one) => !moved.includes(one.dataset.document ?? '')).length;
  return wide
    ? { at, x: left, y: top + (after ? box.height + 8 : -12), width: box.width, height: 4 }
    : { at, x: left + (after ? box.width + 5 : -9), y: top, width: 4, height: box.height };
}
