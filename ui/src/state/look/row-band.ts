// Where a row of signatures is that somebody adds, on the picture of its sheet.
import type { SheetRow } from '../../generated/types';

export type Band = SheetRow['band'];

/** Where a row is that somebody adds below another: in the gap before the next one, or as far down
 *  as the one above is high; none where there is no room. */
export function bandBelow(above: Band | undefined, next: Band | undefined): Band {
  if (!above) return null;
  const [leftTop, leftBottom, rightTop, rightBottom] = above;
  const tall = (leftBottom - leftTop + rightBottom - rightTop) / 2;
  const [left, right] = next ? [next[0], next[2]] : [leftBottom + tall, rightBottom + tall];
  const room = (left - leftBottom + right - rightBottom) / 2;
  if (tall <= 0 || room < tall * 0.6) return null;
  const high = Math.min(room, tall);
  const band: Band = [leftBottom, leftBottom + high, rightBottom, rightBottom + high];
  return Math.max(...band) <= 10_000 ? (band.map(Math.round) as Band) : null;
}
