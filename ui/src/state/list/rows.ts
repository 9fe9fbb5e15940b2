// The rows of the case's list, flat: headings, papers before the cover, exhibits with their groups,
// papers after the last exhibit, and papers outside the dossier.
import type { ExhibitView, LooseView, MatterView, PaperView } from '../../generated/types';
import type { Side } from '../../platform/picture-url';
import { t } from '../../words/words.svelte';

/** The size of thumbnails, in pixels. */
export const thumbSide: Side = 160;

export type Section = 'front' | 'exhibits' | 'back' | 'unplaced';
export type Row =
  | { sort: 'heading'; key: string; section: Section; count: number }
  | { sort: 'group'; key: string; title: string }
  | { sort: 'loose'; key: string; section: 'front' | 'back'; at: number; loose: LooseView }
  | { sort: 'exhibit'; key: string; at: number; exhibit: ExhibitView }
  | { sort: 'paper'; key: string; at: number; paper: PaperView };

// An unchanged row keeps its identity, so that it is not drawn again.
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
  // Without other sections, the title of the pane is enough.
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
    // One without a heading does not belong to the group before it, as the table shows, too.
    if (exhibit.group !== group)
      rows.push({
        sort: 'group',
        key: `group-${exhibit.id}`,
        title: exhibit.group ?? t('ui.group.others'),
      });
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

/** The rows of a list, with indexes. */
type Listing = {
  rows: Row[];
  /** The index of each row by key. */
  at: Map<string, number>;
  /** The selectable keys in order: everything but headings. */
  order: string[];
  /** For each row, its 1-based position among the selectable rows. */
  places: number[];
};

/** Makes a single pass, because a case can have thousands of rows and this runs after every act. */
export function listingOf(matter: MatterView): Listing {
  const listing: Listing = { rows: rowsOf(matter), at: new Map(), order: [], places: [] };
  listing.rows.forEach((row, at) => {
    listing.at.set(row.key, at);
    if (row.sort !== 'heading' && row.sort !== 'group') listing.order.push(row.key);
    listing.places.push(listing.order.length);
  });
  return listing;
}

/** The path of its picture. */
export function pictureOf(row: Row): string | null {
  if (row.sort === 'exhibit') return row.exhibit.picture;
  if (row.sort === 'loose') return row.loose.picture;
  return row.sort === 'paper' ? row.paper.picture : null;
}

/** In rem, so that rows grow with the font. */
export function heightOf(row: Row): number {
  if (row.sort === 'heading') return 2.5;
  return row.sort === 'group' ? 2.25 : 4.1;
}

/** The place that a row shows in the other panes: an exhibit, or the front or back section. */
export function placeOf(row: Row | undefined): string | null {
  if (row?.sort === 'exhibit') return row.key;
  return row?.sort === 'loose' ? row.section : null;
}

/** The number of letters of the longest label. */
export function longestLabel(exhibits: readonly ExhibitView[]): number {
  return exhibits.reduce((longest, { label }) => Math.max(longest, label?.length ?? 1), 1);
}
