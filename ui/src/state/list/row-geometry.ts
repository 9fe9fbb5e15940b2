// Which rows of a long list are near the viewport. Heights are known beforehand, so nothing is
// measured while scrolling.

/** The tops of all rows, and at the end the height of the whole. */
export function tops(heights: readonly number[]): number[] {
  const result = new Array<number>(heights.length + 1);
  result[0] = 0;
  heights.forEach((height, at) => (result[at + 1] = result[at]! + height));
  return result;
}

/** The row at a height: the last whose top is not below it. */
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

/** From the first to behind the last row that is seen, with `spare` pixels more on both sides. */
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

/** Where to scroll so that a row is seen whole; nothing moves when it already is. */
export function reveal(top: number, bottom: number, scroll: number, height: number): number {
  if (top < scroll) return top;
  return bottom > scroll + height ? Math.min(top, bottom - height) : scroll;
}

/** The rows beyond a range, at most `reach` on each side: first those in the direction of the scrolling, the nearest first. */
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
