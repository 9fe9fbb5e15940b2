// What a field is called that something was read for: whom a paper names depends on its kind.
import type { ConcludedField, ExhibitKind, InLanguages, Language } from '../generated/types';
import type { Key } from './catalogue';
import { t } from './words.svelte';

/** A text that can be printed in two languages. */
export type TextInLanguage = keyof NonNullable<InLanguages[Language]>;

const keys: Record<Exclude<ConcludedField, 'issuer' | 'who' | `in-${string}`>, Key> = {
  title: 'ui.exhibit.title',
  kind: 'ui.kind',
  date: 'ui.date',
  number: 'ui.filled.number',
  'paper-number': 'ui.number',
  language: 'ui.language.paper',
  code: 'ui.code.verify',
  address: 'ui.code.address',
  'valid-until': 'ui.valid-until',
};

/** `kind` is the kind of the exhibit, or the one that is suggested for it. */
export function fieldLabel(field: ConcludedField, kind: string | null | undefined): string {
  if (field === 'issuer') return t(kind === 'court' ? 'ui.issuer.court' : 'ui.issuer');
  if (field === 'who') return t(kind ? `ui.who.${kind as ExhibitKind}` : 'ui.who.other');
  const of = Object.entries(keys).find(([own]) => own === field)?.[1];
  // A text in the other language is called as the text is.
  return t(of ?? `text-field.${field.slice('in-'.length) as TextInLanguage}`);
}
