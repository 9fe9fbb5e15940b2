// The rows of a long list that are near the viewport. Row heights are known in advance, so that
// scrolling needs no measurement.

/** The top of every row, and finally the total height. */
export function tops(heights: readonly number[]): number[] {
  const result = new Array<number>(heights.length + 1);
  result[0] = 0;
  heights.forEach((height, at) => (result[at + 1] = result[at]! + height));
  return result;
}

/** The row at `y`: the last one whose top is not below it. */
export function rowAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The range of visible rows, with `spare` more pixels on both sides. */
export function visible(
  tops: readonly number[],
  scroll: number,
  height: number,
  spare: number,
): { from: number; to: number } {
  if (tops.length < 2) return { from: 0, to: 0 };
  return {
    from: rowAt(tops, scroll - spare),
    to: Math.min(tops.length - 1, rowAt(tops, scroll + height + spare) + 1),
  };
}

/**
 * The scroll position that shows the whole row. It does not change if the row is already visible.
 */
export function reveal(top: number, bottom: number, scroll: number, height: number): number {
  if (top < scroll) return top;
  return bottom > scroll + height ? Math.min(top, bottom - height) : scroll;
}

/**
 * Up to `reach` rows on each side of a range, nearest first, starting in the direction of the
 * scroll.
 */
export function beyond(
  range: { from: number; to: number },
  count: number,
  reach: number,
  down: boolean,
): number[] {
  const below: number[] = [];
  for (let at = range.to; at < Math.min(count, range.to + reach); at++) below.push(at);
  const above: number[] = [];
  for (let at = range.from - 1; at >= Math.max(0, range.from - reach); at--) above.push(at);
  return down ? [...below, ...above] : [...above, ...below];
}
