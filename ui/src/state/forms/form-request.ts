// The input that a form to sign needs. It only decides whether the button is enabled; the program
// checks again.
import type { Service, Translator } from '../../generated/types';

const said = (text: string) => text.trim() !== '';

export function isCompleteService({ on, how, by }: Service): boolean {
  return said(on) && said(how) && said(by);
}

export function translatorIsNamed(translator: Translator): boolean {
  return said(translator.name);
}

export function isCompleteDeclaration(who: string, place: string, text: string): boolean {
  return said(who) && said(place) && paragraphsOf(text).length > 0;
}

/** Splits a text into paragraphs, one per line. */
export function paragraphsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(said);
}

/** The certificate names the first language where the paper does not give its own. */
export function withSourceLanguage(translator: Translator, language: string | null): Translator {
  if (language === null) return translator;
  return {
    ...translator,
    languages: [language, ...translator.languages.filter((other) => other !== language)],
  };
}
