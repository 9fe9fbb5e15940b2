// Finds pages by what is printed on them, and sections by their words.
import type { SectionView } from '../../generated/types';
import { contains } from '../../words/search';

/** The page with this printed number; else, for plain digits, nothing is guessed. */
export function pageWith(labels: readonly (string | null)[], wanted: string): number | null {
  const text = wanted.trim().toLocaleLowerCase();
  if (text === '') return null;
  const at = labels.findIndex((label) => label?.toLocaleLowerCase() === text);
  return at < 0 ? null : at;
}

export function sectionsWith(sections: readonly SectionView[], wanted: string): SectionView[] {
  return sections.filter((section) => contains(`${section.label ?? ''} ${section.title}`, wanted));
}

/** The last section that begins at or before a page; sections stand in the order of the pages. */
export function sectionOf(sections: readonly SectionView[], page: number): SectionView | null {
  let found: SectionView | null = null;
  for (const section of sections) {
    if (section.first > page) break;
    found = section;
  }
  return found;
}
