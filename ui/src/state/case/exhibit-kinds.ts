// The form fields of each kind of exhibit, in order. A field that is not shown keeps its value. What
// is suggested for them is in `from_words.rs` of the app.
import type { ExhibitKind } from '../../generated/types';

type Field =
  | 'issuer'
  | 'number'
  | 'date'
  | 'who'
  | 'place'
  | 'signatures'
  | 'language'
  | 'understands'
  | 'photos'
  | 'valid-until'
  | 'code'
  | 'address'
  | 'original';

export const kinds: readonly ExhibitKind[] = [
  'certificate',
  'petition',
  'declaration',
  'translation',
  'photo',
  'identity',
  'letter',
  'court',
  'other',
];

const asked: Record<ExhibitKind, readonly Field[]> = {
  certificate: [
    'issuer',
    'number',
    'date',
    'valid-until',
    'who',
    'language',
    'code',
    'address',
    'original',
  ],
  petition: ['who', 'signatures', 'date', 'place', 'language'],
  declaration: ['who', 'place', 'date', 'language', 'understands'],
  translation: ['who', 'language', 'date'],
  photo: ['place', 'date', 'photos'],
  identity: ['who', 'issuer', 'number', 'date', 'valid-until', 'language', 'original'],
  letter: ['who', 'date', 'place', 'language'],
  court: ['issuer', 'number', 'date', 'language'],
  other: ['issuer', 'date', 'language'],
};

export function fieldsOf(kind: ExhibitKind | null): readonly Field[] {
  return asked[kind ?? 'other'];
}
