// The quick look: one page as large as the window, with the pages and papers before and after it.
// What it shows is the selection of the case, so that the details beside it are those of the page.
import type { MediaKind } from '../../generated/types';
import { only } from '../case/selection';
import type { OpenCase } from '../case/open-case.svelte';
import { intake } from '../intake/intake.svelte';
import { placeOf, type Row } from '../list/rows';
import { goToList } from '../window/navigation';
import { session } from '../window/session.svelte';

/** The page that is looked at. */
type Looked = {
  /** The path of its picture. */
  path: string;
  /** What the exhibit is called in the dossier. */
  label: string | null;
  /** The title of its exhibit, or the name of the paper. */
  title: string;
  /** The name of its document, where the place has several. */
  document: string | null;
  /** Its place among the pages of the exhibit or paper, counted from 1. */
  at: number;
  of: number;
  out: boolean;
  /** Its document and number, if it is a photo in the dossier. */
  photo: { document: string; page: number } | null;
};

class Looking {
  /** What the view `look` shows. */
  at = $state.raw<QuickLook | null>(null);
}

export const looking = new Looking();

/** Opens it, if a page is selected or can be. */
export async function openLook(openCase: OpenCase): Promise<void> {
  await openCase.settle();
  await openCase.loaded;
  const look = new QuickLook(openCase);
  look.begin();
  if (look.page === null) return;
  intake.tidy();
  looking.at = look;
  session.go('look');
}

export const closeLook = (): Promise<void> => goToList(() => (looking.at = null));

export class QuickLook {
  /** The page of a paper that is outside of the dossier. */
  #outside = $state(1);
  readonly openCase: OpenCase;

  constructor(openCase: OpenCase) {
    this.openCase = openCase;
  }

  get #paper() {
    const { selection, matter } = this.openCase;
    return matter.unplaced.find((one) => one.sha256 === selection.active) ?? null;
  }

  readonly page: Looked | null = $derived.by(() => {
    const { detail, pages, pageOrder, place, matter } = this.openCase;
    const paper = this.#paper;
    if (paper) {
      const at = Math.min(this.#outside, paper.pages);
      const path = pageOf(paper.picture, at);
      const title = paper.name;
      const of = paper.pages;
      return { path, label: null, title, document: null, at, of, out: true, photo: null };
    }
    const at = pages.active === null ? -1 : pageOrder.indexOf(pages.active);
    if (!detail || detail.place !== place || at < 0) return null;
    const [id, number] = pages.active!.split(':');
    const document = detail.documents.find((one) => one.id === id);
    const leaf = document?.leaves.find((one) => one.page === Number(number));
    if (!document || !leaf) return null;
    const exhibit = matter.exhibits.find((one) => one.id === place);
    const name = document.title ?? document.caption ?? document.paper;
    return {
      path: leaf.picture,
      label: exhibit?.label ?? null,
      title: exhibit?.title ?? name,
      document: exhibit && detail.documents.length > 1 ? name : null,
      at: at + 1,
      of: pageOrder.length,
      out: leaf.out,
      photo: isPicture(document.media) ? { document: document.id, page: leaf.page } : null,
    };
  });

  /** Selects the first page of the place, unless one is selected. */
  begin(): void {
    const { pages, pageOrder } = this.openCase;
    const first = pages.active ?? pageOrder[0];
    if (first !== undefined && !pages.keys.has(first)) this.openCase.selectPages(only(first));
  }

  /** Whether there is nothing to look at any more: its paper was removed by undo, for example. */
  get isOver(): boolean {
    const { detail, place, pageOrder } = this.openCase;
    if (this.page !== null || this.#paper) return false;
    return place === null || (detail?.place === place && pageOrder.length === 0);
  }

  /** The paths of the pages beside it, which are likely next. */
  get beside(): string[] {
    const { detail, pages, pageOrder } = this.openCase;
    const at = pages.active === null ? -1 : pageOrder.indexOf(pages.active);
    const near = [pageOrder[at + 1], pageOrder[at - 1]];
    const leaves = detail?.documents.flatMap((one) =>
      one.leaves.filter((leaf) => near.includes(`${one.id}:${leaf.page}`)),
    );
    return leaves?.map((leaf) => leaf.picture) ?? [];
  }

  /** Goes to a page of a paper that is outside of the dossier. */
  goPage(page: number): void {
    const paper = this.#paper;
    if (paper) this.#outside = Math.min(Math.max(1, page), paper.pages);
  }

  /** Goes to the next page, or to the first of the next paper. Returns whether there is one. */
  async go(by: 1 | -1): Promise<boolean> {
    const { openCase } = this;
    const paper = this.#paper;
    if (paper && this.#outside + by >= 1 && this.#outside + by <= paper.pages) {
      this.#outside += by;
      return true;
    }
    const at =
      openCase.pages.active === null ? -1 : openCase.pageOrder.indexOf(openCase.pages.active);
    const next = paper ? undefined : openCase.pageOrder[at + by];
    if (next !== undefined) {
      openCase.selectPages(only(next));
      return true;
    }
    return this.goPaper(by, by < 0);
  }

  /** Goes to the paper before or after, or to its last page. Returns whether there is one. */
  async goPaper(by: 1 | -1, last = false): Promise<boolean> {
    const { openCase } = this;
    const row = this.#rowBeside(by);
    if (row === undefined) return false;
    openCase.select(only(row.key));
    await openCase.loaded;
    if (row.sort === 'paper') {
      this.#outside = last ? row.paper.pages : 1;
      return true;
    }
    const { pageOrder } = openCase;
    const first = last ? pageOrder.at(-1) : pageOrder[0];
    if (first === undefined) return this.goPaper(by, last);
    openCase.selectPages(only(first));
    return true;
  }

  /** The next row of another place. The papers before the cover page are one place. */
  #rowBeside(by: 1 | -1): Row | undefined {
    const { listing, selection, place } = this.openCase;
    const rows = listing.order.map((key) => listing.rows[listing.at.get(key)!]!);
    const at = rows.findIndex((row) => row.key === selection.active);
    const rest = by > 0 ? rows.slice(at + 1) : rows.slice(0, Math.max(0, at)).reverse();
    return rest.find((row) => row.sort === 'paper' || placeOf(row) !== place);
  }
}

/** Whether papers of a kind are pictures, on which a sheet can be seen. */
const isPicture = (media: MediaKind): boolean =>
  ['jpeg', 'png', 'tiff', 'webp', 'gif', 'bmp', 'heic', 'avif', 'jp2'].includes(media);

/** The path of another page of a paper: `paper/CASE/SHA256/PAGE/TURN`. */
function pageOf(path: string, page: number): string {
  const parts = path.split('/');
  return [...parts.slice(0, -2), page, parts.at(-1)].join('/');
}
