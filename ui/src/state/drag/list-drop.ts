// Where a drag over the list would land, computed from row heights alone.
import { rowAt } from '../list/row-geometry';
import type { Row } from '../list/rows';

/** The cargo: exhibits, documents of an exhibit or a section, or papers outside the dossier. */
export type Cargo = {
  sort: 'exhibits' | 'documents' | 'papers';
  keys: readonly string[];
  from: string | null;
};

export type Drop =
  /** Between rows. `at` does not count the dragged rows, and `y` is where the line is drawn. */
  | { sort: 'gap'; section: 'front' | 'exhibits' | 'back'; at: number; y: number }
  /** Into an exhibit, whose row from `top` to `bottom` is marked. */
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
      // A drop on its own exhibit changes nothing.
      return cargo.from === row.key ? null : { sort: 'into', place: row.key, top, bottom };
    }
    return gap(rows, tops, part > 0.5 ? index + 1 : index, 'exhibits', cargo);
  }
  if (row.sort === 'loose')
    return gap(rows, tops, part > 0.5 ? index + 1 : index, row.section, cargo);
  // A heading or a group stands for the row below it. Unplaced papers are not a target.
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

/** The row index before which the exhibits would go, limited to the exhibits. */
function nearestExhibit(rows: readonly Row[], index: number, part: number): number {
  const first = rows.findIndex((row) => row.sort === 'exhibit');
  const end = endOfExhibits(rows);
  if (first < 0) return end;
  if (rows[index]?.sort === 'group') return index;
  return Math.max(first, Math.min(end, part > 0.5 ? index + 1 : index));
}

/** After the last exhibit, or after the papers before the cover if there are no exhibits. */
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

/** The speed of automatic scrolling near an edge of the list, in pixels per frame. */
export function edgeSpeed(y: number, height: number, edge: number): number {
  if (y < edge) return -Math.ceil(((edge - y) / edge) * 18);
  if (y > height - edge) return Math.ceil(((y - height + edge) / edge) * 18);
  return 0;
}
