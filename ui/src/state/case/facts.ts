// The facts of a new case: only what the short dialog asks for.
import type { Facts, Language } from '../../generated/types';

export function newFacts(
  person: string,
  profile: string,
  language: Language,
  docket: string,
): Facts {
  return {
    title: '',
    profile,
    language,
    person,
    docket: linesOf(docket),
    court: [],
    respondents: [],
    minors: [],
    judge: null,
    hearing: null,
    proceeding: null,
    detained: false,
    bates: null,
    service: null,
    split: false,
    in_languages: {},
    own_titles: null,
    filer: { name: '', role: '', address: [], phone: '', email: '', number: '' },
  };
}

/** Splits a field of several lines into the list that the case holds. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
