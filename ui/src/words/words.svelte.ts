// The texts of the window in the current language. A view that reads them updates when the language
// changes.
import type { Language } from '../generated/types';
import { fill, form, locale, text, type CountedKey, type Key, type Values } from './catalogue';

let language = $state<Language>('en');

export function currentLanguage(): Language {
  return language;
}

/** Screen readers choose their voice by the document's language, so it changes with the texts. */
export function setLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next;
}

export function t(key: Key, values: Values = {}): string {
  return fill(language, text(language, key), values);
}

/** A text that depends on a number, which is `{n}` in it. */
export function tn(stem: CountedKey, n: number, values: Values = {}): string {
  return fill(language, text(language, `${stem}.${form(n)}`), { n, ...values });
}

export function number(n: number): string {
  return n.toLocaleString(locale[language]);
}
