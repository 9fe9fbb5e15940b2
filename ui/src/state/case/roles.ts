// The roles of documents, such as translation or certificate, and the documents that they refer to.
import type { DocumentDetail, ExhibitView, RoleFields } from '../../generated/types';

export type RoleWord = RoleFields['is'];

export const roleWords: readonly RoleWord[] = [
  'paper',
  'translation',
  'translation-certificate',
  'interpretation-certificate',
  'identity-copy',
  'proof-of-service',
  'apostille',
  'differences-note',
];

type Partner = { id: string; name: string };

const nameOf = (document: DocumentDetail) => document.title ?? document.paper;

/** Whether a document with this role refers to another one. */
export function goesWith(
  word: RoleWord,
): word is 'translation' | 'translation-certificate' | 'interpretation-certificate' | 'apostille' {
  return (
    word === 'translation' ||
    word === 'translation-certificate' ||
    word === 'interpretation-certificate' ||
    word === 'apostille'
  );
}

/**
 * The documents that it can refer to: first the fitting ones of the same place, then exhibits of a
 * single document.
 */
export function partners(
  word: RoleWord,
  own: string,
  beside: readonly DocumentDetail[],
  exhibits: readonly ExhibitView[],
  place: string,
): Partner[] {
  const fits = (one: DocumentDetail) =>
    one.id !== own &&
    one.part.is === (word === 'translation-certificate' ? 'translation' : 'paper');
  const near = beside.filter(fits).map((one) => ({ id: one.id, name: nameOf(one) }));
  const far = exhibits
    .filter((one) => one.id !== place && one.documents === 1)
    .map((one) => ({ id: one.id, name: [one.label, one.title].filter(Boolean).join('  ') }));
  return [...near, ...far];
}

/** The documents that a role refers to now. */
export function roleTargets(part: RoleFields): string[] {
  if (
    part.is === 'translation' ||
    part.is === 'interpretation-certificate' ||
    part.is === 'apostille'
  )
    return [part.of];
  return part.is === 'translation-certificate' ? part.of : [];
}

/** The role for a word, or null while it still needs a document to refer to. */
export function roleOf(
  word: RoleWord,
  of: readonly string[],
  before: RoleFields,
): RoleFields | null {
  const [first] = of;
  switch (word) {
    case 'translation':
      if (first === undefined) return null;
      return before.is === 'translation'
        ? { ...before, of: first }
        : { is: word, of: first, translator: null, machine: false };
    case 'translation-certificate':
      return of.length === 0 ? null : { is: word, of: [...of] };
    case 'interpretation-certificate':
    case 'apostille':
      return first === undefined ? null : { is: word, of: first };
    default:
      return { is: word };
  }
}

/** Whether one of these certificates covers the document. */
export function isCertified(id: string, beside: readonly DocumentDetail[]): boolean {
  return beside.some(
    (one) => one.part.is === 'translation-certificate' && one.part.of.includes(id),
  );
}
