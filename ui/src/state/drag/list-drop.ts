// Where something that is dragged over the list would land, computed from heights alone.
import { rowAt } from '../list/row-geometry';
import type { Row } from '../list/rows';

/** What is dragged: exhibits, documents of an exhibit or of a section, papers that stand nowhere. */
export type Cargo = {
  sort: 'exhibits' | 'documents' | 'papers';
  keys: readonly string[];
  from: string | null;
};

export type Drop =
  /** Between rows: `at` counts only what stays; `y` is where the line is drawn. */
  | { sort: 'gap'; section: 'front' | 'exhibits' | 'back'; at: number; y: number }
  /** Into an exhibit; the row from `top` to `bottom` is marked. */
  | { sort: 'into'; place: string; top: number; bottom: number };

export function dropAt(
  rows: readonly Row[],
  tops: readonly number[],
  y: number,
  cargo: Cargo,
): Drop | null {
  if (rows.length === 0) return null;
  const index = rowAt(tops, y);
  const row = rows[index]!;
  const top = tops[index]!;
  const bottom = tops[index + 1]!;
  const part = (y - top) / (bottom - top);

  if (cargo.sort === 'exhibits')
    return gap(rows, tops, nearestExhibit(rows, index, part), 'exhibits', cargo);
  if (row.sort === 'exhibit') {
    if (part >= 0.25 && part <= 0.75) {
      // Dropped back where it came from: nothing would change.
      return cargo.from === row.key ? null : { sort: 'into', place: row.key, top, bottom };
    }
    return gap(rows, tops, part > 0.5 ? index + 1 : index, 'exhibits', cargo);
  }
  if (row.sort === 'loose')
    return gap(rows, tops, part > 0.5 ? index + 1 : index, row.section, cargo);
  // A heading or a group leads to what stands below it; what stands nowhere is no place to drop.
  const below = rows
    .slice(index + 1)
    .find((other) => other.sort === 'exhibit' || other.sort === 'loose' || other.sort === 'paper');
  if (row.sort === 'paper' || below?.sort === 'paper' || below === undefined) {
    return gap(rows, tops, endOfExhibits(rows), 'exhibits', cargo);
  }
  return gap(
    rows,
    tops,
    rows.indexOf(below),
    below.sort === 'loose' ? below.section : 'exhibits',
    cargo,
  );
}

/** The index of the row before which exhibits would go, kept within the exhibits. */
function nearestExhibit(rows: readonly Row[], index: number, part: number): number {
  const first = rows.findIndex((row) => row.sort === 'exhibit');
  const end = endOfExhibits(rows);
  if (first < 0) return end;
  if (rows[index]?.sort === 'group') return index;
  return Math.max(first, Math.min(end, part > 0.5 ? index + 1 : index));
}

/** Behind the last exhibit; where there is none, behind the papers before the cover. */
function endOfExhibits(rows: readonly Row[]): number {
  for (let at = rows.length - 1; at >= 0; at--) if (rows[at]!.sort === 'exhibit') return at + 1;
  const later = rows.findIndex((row) => row.sort === 'heading' && row.section !== 'front');
  return later < 0 ? rows.length : later;
}

function gap(
  rows: readonly Row[],
  tops: readonly number[],
  before: number,
  section: 'front' | 'exhibits' | 'back',
  cargo: Cargo,
): Drop {
  const moved = new Set(cargo.keys);
  const stays = rows
    .slice(0, before)
    .filter(
      (row) =>
        (section === 'exhibits'
          ? row.sort === 'exhibit'
          : row.sort === 'loose' && row.section === section) && !moved.has(row.key),
    );
  return { sort: 'gap', section, at: stays.length, y: tops[before]! };
}

/** How fast the list scrolls by itself when something is held near its edge, in pixels a frame. */
export function edgeSpeed(y: number, height: number, edge: number): number {
  if (y < edge) return -Math.ceil(((edge - y) / edge) * 18);
  if (y > height - edge) return Math.ceil(((y - height + edge) / edge) * 18);
  return 0;
}
