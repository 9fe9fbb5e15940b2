// The position of each page in the preview: rows of equal slots, computed in advance.
import { sharpSide, type Side } from '../../platform/picture-url';

type Slots = {
  columns: number;
  width: number;
  height: number;
  line: number;
  lines: number;
  left: number;
};

/** Lays out `pages` in `columns`. `rem` determines the space for the label under each page. */
export function layOut(
  pages: number,
  columns: number,
  room: number,
  aspect: number,
  rem: number,
): Slots {
  const gap = 1.25 * rem;
  const most = columns === 1 ? 46 * rem : Infinity;
  const width = Math.max(4 * rem, Math.min(most, (room - gap * (columns + 1)) / columns));
  const height = width * aspect;
  const line = height + 2.6 * rem;
  return {
    columns,
    width,
    height,
    line,
    lines: Math.ceil(pages / columns),
    left: Math.max(gap, (room - columns * width - (columns - 1) * gap) / 2),
  };
}

export function placeAt(slots: Slots, index: number, rem: number): { x: number; y: number } {
  return {
    x: slots.left + (index % slots.columns) * (slots.width + 1.25 * rem),
    y: Math.floor(index / slots.columns) * slots.line + rem,
  };
}

/** The range of pages to draw: the visible ones and up to a screen more on both sides. */
export function pagesNear(
  slots: Slots,
  pages: number,
  scroll: number,
  height: number,
): { from: number; to: number } {
  const spare = Math.min(height, 2 * slots.line);
  const first = Math.max(0, Math.floor((scroll - spare) / slots.line));
  const last = Math.max(0, Math.ceil((scroll + height + spare) / slots.line));
  return {
    from: Math.min(pages, first * slots.columns),
    to: Math.min(pages, last * slots.columns),
  };
}

/** The current page: the one at a third of the viewport's height. */
export function present(slots: Slots, pages: number, scroll: number, height: number): number {
  const line = Math.floor(Math.max(0, scroll + height / 3) / slots.line);
  return Math.max(0, Math.min(pages - 1, line * slots.columns));
}

/** A coarse size while scrolling, and at rest one that is sharp in its slot. */
export function sidesFor(slots: Slots): { coarse: Side; sharp: Side } {
  const sharp = sharpSide(Math.max(slots.width, slots.height));
  return { coarse: sharp <= 320 ? 160 : 320, sharp };
}
