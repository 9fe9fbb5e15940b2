// The places on pages that suggestions were read from: they are marked where their page is seen.
import type { Conclusion } from '../../generated/types';

class ReadPlaces {
  /** The suggestion that has the focus or the pointer. */
  near = $state.raw<Conclusion | null>(null);

  /** Nothing is near any more, if it was this one. */
  leave(one: Conclusion): void {
    if (this.near?.id === one.id) this.near = null;
  }
}

export const readPlaces = new ReadPlaces();

/** The key of the page that a suggestion was read from, as pages are selected. */
export const pageOf = (one: Conclusion): string | null =>
  one.at === null ? null : `${one.at.document}:${one.at.page}`;

/** The lines of a page that these were read from. No one line says the language of a page. */
export function linesOn(key: string | null, found: readonly Conclusion[]): string[] {
  const own = found.filter(
    (one) => key !== null && one.field !== 'language' && pageOf(one) === key,
  );
  return [...new Set(own.map((one) => one.from))];
}
