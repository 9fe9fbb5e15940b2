// The languages that the window offers for papers, named in the window's language.
import type { Key } from './catalogue';
import { locale } from './catalogue';
import { currentLanguage, t } from './words.svelte';

const offered = ['en', 'es', 'fr', 'pt', 'ht', 'ar', 'ru', 'uk', 'zh'];

/** The offered languages, plus the paper's own if it is another one. */
export function languages(own: string | null): string[] {
  return own === null || offered.includes(own) ? offered : [...offered, own];
}

/** The offered languages, plus those of a person. */
export function offeredWith(own: readonly string[]): string[] {
  return [...offered, ...own.filter((code) => !offered.includes(code))];
}

/** The name with a capital, for use on its own. */
export function languageTitle(code: string): string {
  const name = languageName(code);
  return name.charAt(0).toLocaleUpperCase(locale[currentLanguage()]) + name.slice(1);
}

export function languageName(code: string): string {
  if (offered.includes(code)) return t(`language.${code}` as Key);
  return (
    new Intl.DisplayNames([locale[currentLanguage()]], { type: 'language', fallback: 'code' }).of(
      code,
    ) ?? code
  );
}
