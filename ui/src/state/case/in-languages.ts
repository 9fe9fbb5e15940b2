// Texts in the language of the court beside that of the family.
import type { InLanguages, Language } from '../../generated/types';
import type { TextInLanguage } from '../../words/field-label';

export function textIn(
  texts: InLanguages,
  language: Language,
  field: TextInLanguage,
): string | null {
  return texts[language]?.[field] ?? null;
}

/** The same texts with one of them set; an empty one is taken away. */
export function withText(
  texts: InLanguages,
  language: Language,
  field: TextInLanguage,
  text: string,
): InLanguages {
  const others = { ...texts[language] };
  if (text.trim() === '') delete others[field];
  else others[field] = text;
  const rest = { ...texts };
  if (Object.keys(others).length === 0) delete rest[language];
  else rest[language] = others;
  return rest;
}
