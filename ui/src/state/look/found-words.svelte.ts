// The words that were searched last, and the pages on which they are: the quick look marks them and
// goes from one page to the next.
import { line_marks, marks } from '../../generated/commands';
import type { Found, Hit, Marked } from '../../generated/types';
import { only } from '../case/selection';
import { session } from '../window/session.svelte';
import { looking, openLook } from './quick-look.svelte';

class FoundWords {
  question = $state('');
  hits = $state.raw<Hit[]>([]);
  /** The place of the hit that was opened last among them. */
  at = $state(-1);

  /** Opens a page that was found. */
  async open(question: string, found: Found, hit: Hit): Promise<void> {
    this.question = question;
    this.hits = found.hits;
    this.at = found.hits.indexOf(hit);
    await this.#show(hit);
  }

  /** Marks nothing any more. */
  clear(): void {
    this.question = '';
    this.hits = [];
    this.at = -1;
  }

  /** Goes to the page that was found after this one, or before it. Returns whether there is one. */
  async step(by: 1 | -1): Promise<boolean> {
    const next = this.hits[this.at + by];
    if (next === undefined) return false;
    this.at += by;
    await this.#show(next);
    return true;
  }

  async #show(hit: Hit): Promise<void> {
    if (session.openCase?.matter.id !== hit.matter) await session.open(hit.matter);
    const openCase = session.openCase;
    if (openCase === null || openCase.matter.id !== hit.matter) return;
    if (hit.document === null) openCase.select(only(hit.item));
    else {
      const loose = (['front', 'back'] as const).find((place) =>
        openCase.matter[place].some((one) => one.id === hit.document),
      );
      const place = hit.exhibit ?? loose;
      if (place !== undefined) await openCase.showPlace(place, hit.document, hit.page);
    }
    if (looking.at?.openCase !== openCase || session.view !== 'look') await openLook(openCase);
    if (hit.document === null) looking.at?.goPage(hit.page);
  }
}

export const foundWords = new FoundWords();

/** Where the words are on the picture with this path: `paper/CASE/SHA256/PAGE/TURN`. */
export async function marksOn(path: string, question: string): Promise<Marked[]> {
  const [, matter, item, page, turn] = path.split('/');
  if (matter === undefined || item === undefined || question === '') return [];
  const found = await marks(matter, item, Number(page), question);
  return found.map((one) => turned(one, Number(turn)));
}

/** Where a line is on the picture with this path. */
export async function lineOn(path: string, line: string): Promise<Marked[]> {
  const [, matter, item, page, turn] = path.split('/');
  if (matter === undefined || item === undefined) return [];
  const found = await line_marks(matter, item, Number(page), line);
  return found.map((one) => turned(one, Number(turn)));
}

/** A box on the page after it was turned clockwise. */
export function turned({ x, y, width, height }: Marked, degrees: number): Marked {
  switch (degrees) {
    case 90:
      return { x: 1 - y - height, y: x, width: height, height: width };
    case 180:
      return { x: 1 - x - width, y: 1 - y - height, width, height };
    case 270:
      return { x: y, y: 1 - x - width, width: height, height: width };
    default:
      return { x, y, width, height };
  }
}
