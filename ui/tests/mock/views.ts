// The program's views of a case: labels, page numbers, pictures. Simple, but consistent.
import type {
  Conclusion,
  LooseView,
  MatterListing,
  MatterView,
  PlaceDetail,
} from '../../src/generated/types';
import type { Case, Document } from './case';
import { isDraft } from './filing';

export function label(at: number): string {
  let text = '';
  for (let n = at; n >= 0; n = Math.floor(n / 26) - 1)
    text = String.fromCharCode(65 + (n % 26)) + text;
  return text;
}

const range = (from: number, to: number) => (from === to ? `${from}` : `${from}–${to}`);

function paperOf(one: Case, document: Document) {
  return one.papers.find((paper) => paper.sha256 === document.sha256)!;
}

function sheets(one: Case, documents: Document[]): number {
  return documents.reduce(
    (sum, document) => sum + paperOf(one, document).pages - document.out.length,
    0,
  );
}

function picture(one: Case, document: Document, page: number): string {
  return `paper/${one.id}/${document.sha256}/${page}/${document.turns[page] ?? 0}`;
}

function firsts(one: Case): Map<string, number> {
  const result = new Map<string, number>();
  let page = 3;
  for (const exhibit of one.exhibits) {
    result.set(exhibit.id, page);
    page += sheets(one, exhibit.documents) + 1;
  }
  result.set('end', page - 1);
  return result;
}

function titleOf(one: Case, at: number): string {
  const exhibit = one.exhibits[at]!;
  const document = exhibit.documents[0];
  return (
    exhibit.fields.title ||
    (document ? paperOf(one, document).name.replace(/\.\w+$/, '') : 'Document')
  );
}

export function viewOf(one: Case, undo: string | null, redo: string | null): MatterView {
  const first = firsts(one);
  const pages = first.get('end')!;
  const loose = (documents: Document[]): LooseView[] =>
    documents.map((document) => ({
      id: document.id,
      title: paperOf(one, document).name,
      part: document.part.is,
      pages: null,
      sheets: paperOf(one, document).pages,
      picture: picture(one, document, 1),
      warnings: 0,
    }));
  const used = new Set(
    [...one.front, ...one.back, ...one.exhibits.flatMap((exhibit) => exhibit.documents)].map(
      (document) => document.sha256,
    ),
  );
  return {
    id: one.id,
    name: one.name,
    read_only: one.read_only,
    facts: one.facts,
    revision: String(one.revision),
    undo,
    redo,
    pages,
    estimate: pages * 61_000,
    estimate_size: `${((pages * 61_000) / 1e6).toFixed(1)} MB`,
    front: loose(one.front),
    back: loose(one.back),
    exhibits: one.exhibits.map((exhibit, at) => {
      const count = sheets(one, exhibit.documents);
      const from = first.get(exhibit.id)!;
      const cover = exhibit.documents[0];
      return {
        id: exhibit.id,
        label: count === 0 ? null : label(at),
        title: titleOf(one, at),
        printed: null,
        named: exhibit.fields.title !== '',
        kind: exhibit.fields.kind,
        group: exhibit.fields.group,
        pages: count === 0 ? null : range(from, from + count),
        sheets: count,
        documents: exhibit.documents.length,
        picture: cover ? picture(one, cover, 1) : null,
        warnings: exhibit.documents.filter((document) => document.sha256.includes('warn')).length,
      };
    }),
    unplaced: one.papers
      .filter((paper) => !used.has(paper.sha256))
      .map((paper) => ({ ...paper, picture: `paper/${one.id}/${paper.sha256}/1/0` })),
    still_to_get: one.still ?? [],
  };
}

/** What the program suggests for exhibits without a kind, and what it read on papers that it can
    read. */
export function suggestionsOf(one: Case): Conclusion[] {
  const waiting = one.exhibits.filter((exhibit) => exhibit.fields.kind === null);
  const kinds = waiting.map((exhibit) => ({
    id: `${exhibit.id}:kind`,
    place: exhibit.id,
    label: null,
    of: exhibit.fields.title,
    field: 'kind' as const,
    values: isWordless(one, exhibit) ? ['photo'] : ['certificate'],
    shown: isWordless(one, exhibit) ? ['Photo'] : ['Certificate'],
    source: 'name' as const,
    from: exhibit.fields.title,
    at: null,
    title: null,
    sure: true,
    taken: false,
  }));
  return [...kinds, ...one.exhibits.flatMap((exhibit) => readOf(one, exhibit))];
}

const isWordless = (one: Case, exhibit: Case['exhibits'][number]) =>
  exhibit.documents.some((document) => paperOf(one, document).name.includes('wordless'));

/** The day and the office on a paper with `read` in its name; what one calls itself with `titled`. */
function readOf(one: Case, exhibit: Case['exhibits'][number]): Conclusion[] {
  const document = exhibit.documents[0];
  if (!document) return [];
  const { name } = paperOf(one, document);
  const found = [
    ...(name.includes('titled') ? [['title', [`Constancia ${name}`], 'CONSTANCIA'] as const] : []),
    ...(name.includes('read')
      ? [
          ['date', ['2024-05-03', '2024-03-05'], 'Fecha: 03/05/2024'] as const,
          ['issuer', ['Alcaldía de Nirgua'], 'ALCALDÍA DE NIRGUA'] as const,
        ]
      : []),
  ];
  return found
    .filter(([field]) =>
      field === 'title' ? exhibit.fields.title === '' : exhibit.fields[field] === null,
    )
    .map(([field, values, from]) => ({
      id: `${exhibit.id}:${field}`,
      place: exhibit.id,
      label: null,
      of: exhibit.fields.title,
      field,
      values: [...values],
      shown: [...values],
      source: 'first-page',
      from,
      at: { document: document.id, page: 1 },
      sure: true,
      title: null,
      taken: false,
    }));
}

export function detailOf(one: Case, place: string): PlaceDetail {
  const at = one.exhibits.findIndex((exhibit) => exhibit.id === place);
  const exhibit = one.exhibits[at];
  const documents = exhibit ? exhibit.documents : place === 'back' ? one.back : one.front;
  let page = exhibit ? firsts(one).get(place)! + 1 : 0;
  const view = exhibit ? viewOf(one, null, null).exhibits[at]! : null;
  return {
    place,
    label: view?.label ?? null,
    pages: view?.pages ?? null,
    fields: exhibit?.fields ?? null,
    fresh: null,
    suggestions: suggestionsOf(one).filter((found) => found.place === place),
    documents: documents.map((document) => {
      const paper = paperOf(one, document);
      const from = page;
      const leaves = Array.from({ length: paper.pages }, (_, n) => {
        const out = document.out.includes(n + 1);
        const number = exhibit && !out ? String(page++) : null;
        return {
          page: n + 1,
          label: number,
          out,
          turn: document.turns[n + 1] ?? 0,
          straightened: false,
          picture: picture(one, document, n + 1),
        };
      });
      const photo = document.sha256.includes('photo');
      return {
        id: document.id,
        paper: paper.name,
        origin: null,
        media: paper.media,
        sha256: paper.sha256,
        size: '412 kB',
        title: document.title,
        caption: document.caption,
        date: document.date,
        taken_at: document.place,
        issuer: document.issuer,
        number: null,
        code: null,
        address: null,
        valid_until: null,
        original_with: null,
        people: null,
        author: null,
        in_languages: {},
        part: document.part,
        chat: false,
        unsigned: document.unsigned,
        draft: isDraft(document, documents),
        pages: exhibit && page > from ? range(from, page - 1) : null,
        photo: photo
          ? { date: '2024-07-13', taken: '13 July 2024, 20:14', camera: 'Pixel 6', position: null }
          : null,
        expires: null,
        codes: photo
          ? []
          : [{ page: 1, kind: 'qr', text: 'https://tramites.example/v?c=1', place: [0, 0, 0, 0] }],
        leaves,
        findings: document.sha256.includes('warn')
          ? [
              {
                code: 'pdf-unapplied-redaction',
                severity: 'check' as const,
                message:
                  'The PDF has redactions that were marked but never applied (2, page 1): the words under them are still there. Apply them in the program that made them, and add the PDF again.',
              },
            ]
          : [],
      };
    }),
  };
}

export function listing(one: Case): MatterListing {
  return {
    id: one.id,
    name: one.name,
    person: one.facts.person,
    exhibits: one.exhibits.length,
    papers: one.papers.length,
    updated: one.updated,
    built: one.built,
    read_only: one.read_only,
  };
}
