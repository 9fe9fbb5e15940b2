// The catalogs of texts as plain values: their keys, and how values are filled in.
import english from '../../../assets/messages/en.json';
import spanish from '../../../assets/messages/es.json';
import type { Language } from '../generated/types';

export type Key = keyof typeof english;
type Stem<K> = K extends `${infer S}.one` ? S : never;
/** A text with a singular and a plural: `ui.pages` for `ui.pages.one` and `ui.pages.other`. */
export type CountedKey = Stem<Key>;
export type Values = Record<string, string | number>;

const catalogues: Record<Language, Record<string, string>> = { en: english, es: spanish };

// Sizes have a decimal comma in Spanish (`number.point`), so thousands have a point.
export const locale: Record<Language, string> = { en: 'en-US', es: 'es-VE' };

export function text(language: Language, key: string): string {
  return catalogues[language][key] ?? catalogues.en[key] ?? key;
}

/** Replaces each `{name}` with its value. Numbers are formatted for the language. */
export function fill(language: Language, pattern: string, values: Values): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(locale[language]) : value;
  });
}

/** The plural form. Both languages have only `one` and `other`. */
export function form(n: number): 'one' | 'other' {
  return n === 1 ? 'one' : 'other';
}
