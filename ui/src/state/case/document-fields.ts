// The fields of a document that people write, as an act on it takes them.
import type { Arrangement, DocumentDetail } from '../../generated/types';

export type DocumentFields = Omit<Extract<Arrangement, { do: 'document' }>, 'do' | 'document'>;

export function documentFields(one: DocumentDetail): DocumentFields {
  return {
    title: one.title,
    caption: one.caption,
    date: one.date,
    place: one.taken_at,
    issuer: one.issuer,
    number: one.number,
    code: one.code,
    address: one.address,
    valid_until: one.valid_until,
    original_with: one.original_with,
    people: one.people,
    author: one.author,
    in_languages: one.in_languages,
  };
}
