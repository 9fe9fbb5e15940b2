// Printed page numbers in words: one is a page, a range or a list are pages.
import { t } from './words.svelte';

/** `5` is one; `5–9` and `5, 9` are several. A number such as `A-4` has a hyphen of its own. */
export function areSeveral(pages: string): boolean {
  return /[–,]/.test(pages);
}

export function pagesInWords(pages: string): string {
  return areSeveral(pages) ? t('ui.row.pages', { pages }) : t('ui.row.page', { pages });
}
