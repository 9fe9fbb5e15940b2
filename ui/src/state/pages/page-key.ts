// Keys of pages, made of document and page: `d4:1`.
import type { PlaceDetail } from '../../generated/types';

export function pageKey(document: string, page: number): string {
  return `${document}:${page}`;
}

export function pagesOf(detail: PlaceDetail | null): string[] {
  return (
    detail?.documents.flatMap((document) =>
      document.leaves.map((leaf) => pageKey(document.id, leaf.page)),
    ) ?? []
  );
}

/** The documents of the pages, each once, in order. */
export function documentsOf(pages: readonly string[]): string[] {
  return [...new Set(pages.map((page) => page.slice(0, page.indexOf(':'))))];
}
