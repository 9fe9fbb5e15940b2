// What a document can be to those beside it, and with which of them it can go.
import type { DocumentDetail, ExhibitView, PartFields } from '../../generated/types';

export type RoleWord = PartFields['is'];

export const roleWords: readonly RoleWord[] = [
  'paper',
  'translation',
  'translation-certificate',
  'interpretation-certificate',
  'identity-copy',
  'proof-of-service',
];

type Partner = { id: string; name: string };

const nameOf = (document: DocumentDetail) => document.title ?? document.paper;

/** Whether a document of this kind goes with another one. */
export function goesWith(
  word: RoleWord,
): word is 'translation' | 'translation-certificate' | 'interpretation-certificate' {
  return (
    word === 'translation' ||
    word === 'translation-certificate' ||
    word === 'interpretation-certificate'
  );
}

/** The documents with which it can go: those beside it that fit first, then exhibits that are one document. */
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

/** With which documents a part goes now. */
export function roleTargets(part: PartFields): string[] {
  if (part.is === 'translation' || part.is === 'interpretation-certificate') return [part.of];
  return part.is === 'translation-certificate' ? part.of : [];
}

/** The part of this word, as far as it can be told; none while a partner is not chosen. */
export function roleOf(
  word: RoleWord,
  of: readonly string[],
  before: PartFields,
): PartFields | null {
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
      return first === undefined ? null : { is: word, of: first };
    default:
      return { is: word };
  }
}

/** Whether a certificate among these names the document. */
export function isCertified(id: string, beside: readonly DocumentDetail[]): boolean {
  return beside.some(
    (one) => one.part.is === 'translation-certificate' && one.part.of.includes(id),
  );
}
