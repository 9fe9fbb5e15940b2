// The rows of the case's list, flat: headings, papers before the cover, exhibits with their groups,
// papers after the last exhibit, and papers that stand nowhere.
import type { ExhibitView, LooseView, MatterView, PaperView } from '../../generated/types';
import type { Side } from '../../platform/picture-url';

/** Of the small pictures, in pixels. */
export const thumbSide: Side = 160;

export type Section = 'front' | 'exhibits' | 'back' | 'unplaced';
export type Row =
  | { sort: 'heading'; key: string; section: Section; count: number }
  | { sort: 'group'; key: string; title: string }
  | { sort: 'loose'; key: string; section: 'front' | 'back'; at: number; loose: LooseView }
  | { sort: 'exhibit'; key: string; at: number; exhibit: ExhibitView }
  | { sort: 'paper'; key: string; at: number; paper: PaperView };

// A row whose exhibit stands where it stood stays the same: then nothing of it is drawn again.
const made = new WeakMap<ExhibitView, Row & { sort: 'exhibit' }>();

function rowOf(exhibit: ExhibitView, at: number): Row {
  const before = made.get(exhibit);
  if (before?.at === at) return before;
  const row = { sort: 'exhibit' as const, key: exhibit.id, at, exhibit };
  made.set(exhibit, row);
  return row;
}

export function rowsOf(matter: MatterView): Row[] {
  const rows: Row[] = [];
  const loose = (section: 'front' | 'back', papers: LooseView[]) => {
    if (papers.length === 0) return;
    rows.push({ sort: 'heading', key: `heading-${section}`, section, count: papers.length });
    papers.forEach((paper, at) =>
      rows.push({ sort: 'loose', key: paper.id, section, at, loose: paper }),
    );
  };
  loose('front', matter.front);
  // Without other sections the exhibits need no heading of their own: the pane has one.
  if (matter.front.length > 0 && matter.exhibits.length > 0) {
    rows.push({
      sort: 'heading',
      key: 'heading-exhibits',
      section: 'exhibits',
      count: matter.exhibits.length,
    });
  }
  let group: string | null = null;
  matter.exhibits.forEach((exhibit, at) => {
    if (exhibit.group !== null && exhibit.group !== group)
      rows.push({ sort: 'group', key: `group-${exhibit.id}`, title: exhibit.group });
    group = exhibit.group;
    rows.push(rowOf(exhibit, at));
  });
  loose('back', matter.back);
  if (matter.unplaced.length > 0) {
    rows.push({
      sort: 'heading',
      key: 'heading-unplaced',
      section: 'unplaced',
      count: matter.unplaced.length,
    });
    matter.unplaced.forEach((paper, at) =>
      rows.push({ sort: 'paper', key: paper.sha256, at, paper }),
    );
  }
  return rows;
}

/** The rows of a list, and where each stands. */
type Listing = {
  rows: Row[];
  /** The row of each key, counted from 0. */
  at: Map<string, number>;
  /** The keys that can be chosen, in their order: headings are not chosen, everything else is. */
  order: string[];
  /** The place of each row among those, counted from 1. */
  places: number[];
};

/** All of it in one pass over the rows, because a case can have thousands of rows and is listed anew after every act. */
export function listingOf(matter: MatterView): Listing {
  const listing: Listing = { rows: rowsOf(matter), at: new Map(), order: [], places: [] };
  listing.rows.forEach((row, at) => {
    listing.at.set(row.key, at);
    if (row.sort !== 'heading' && row.sort !== 'group') listing.order.push(row.key);
    listing.places.push(listing.order.length);
  });
  return listing;
}

/** Where its picture is drawn. */
export function pictureOf(row: Row): string | null {
  if (row.sort === 'exhibit') return row.exhibit.picture;
  if (row.sort === 'loose') return row.loose.picture;
  return row.sort === 'paper' ? row.paper.picture : null;
}

/** In rem, so that larger letters get larger rows. */
export function heightOf(row: Row): number {
  if (row.sort === 'heading') return 2.5;
  return row.sort === 'group' ? 2.25 : 4.1;
}

/** What a row shows in the other panes: an exhibit, or the papers before or after. */
export function placeOf(row: Row | undefined): string | null {
  if (row?.sort === 'exhibit') return row.key;
  return row?.sort === 'loose' ? row.section : null;
}
