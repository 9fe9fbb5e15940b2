// Finds pages by their printed labels, and sections by words.
import type { SectionView } from '../../generated/types';
import { contains } from '../../words/search';

/** The page with this printed label. A plain number is not taken as an index. */
export function pageWith(labels: readonly (string | null)[], wanted: string): number | null {
  const text = wanted.trim().toLocaleLowerCase();
  if (text === '') return null;
  const at = labels.findIndex((label) => label?.toLocaleLowerCase() === text);
  return at < 0 ? null : at;
}

export function sectionsWith(sections: readonly SectionView[], wanted: string): SectionView[] {
  return sections.filter((section) => contains(`${section.label ?? ''} ${section.title}`, wanted));
}

/** The last section that begins at or before a page. Sections are in page order. */
export function sectionOf(sections: readonly SectionView[], page: number): SectionView | null {
  let found: SectionView | null = null;
  for (const section of sections) {
    if (section.first > page) break;
    found = section;
  }
  return found;
}
