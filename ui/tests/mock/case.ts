// A case in the mock program, and its changes.
import type {
  Arrangement,
  ExhibitFields,
  Facts,
  MediaKind,
  RoleFields,
} from '../../src/generated/types';

export type Paper = { sha256: string; name: string; media: MediaKind; pages: number };
export type Document = {
  id: string;
  sha256: string;
  title: string | null;
  caption: string | null;
  date: string | null;
  place: string | null;
  issuer: string | null;
  out: number[];
  turns: Record<number, number>;
  part: RoleFields;
  unsigned: boolean;
};
export type Exhibit = { id: string; fields: ExhibitFields; documents: Document[] };
export type Case = {
  answers: Record<string, string>;
  id: string;
  name: string;
  read_only: boolean;
  facts: Facts;
  revision: number;
  updated: string;
  built: string | null;
  front: Document[];
  exhibits: Exhibit[];
  back: Document[];
  papers: Paper[];
  still?: { name: string; why: string[] }[];
};

export function newDocument(id: string, sha256: string): Document {
  return {
    id,
    sha256,
    title: null,
    caption: null,
    date: null,
    place: null,
    issuer: null,
    out: [],
    turns: {},
    part: { is: 'paper' },
    unsigned: false,
  };
}

export function newFields(title: string): ExhibitFields {
  return {
    title,
    kind: null,
    date: null,
    issuer: null,
    number: null,
    who: null,
    place: null,
    signatures: null,
    language: null,
    translated: null,
    understands: null,
    group: null,
    photos_per_page: 2,
    photo_list: false,
    code: null,
    address: null,
    valid_until: null,
    original_with: null,
    in_languages: {},
    needs: [],
  };
}

let next = 1000;

function lists(one: Case): Document[][] {
  return [one.front, ...one.exhibits.map((exhibit) => exhibit.documents), one.back];
}

function taken(one: Case, ids: readonly string[]): Document[] {
  const all = lists(one).flat();
  const result = ids.flatMap((id) => all.find((document) => document.id === id) ?? []);
  for (const list of lists(one))
    list.splice(0, list.length, ...list.filter((document) => !ids.includes(document.id)));
  return result;
}

function put(one: Case, documents: Document[], place: string, at: number): void {
  if (place === 'new')
    one.exhibits.splice(at, 0, { id: `e${(next += 1)}`, fields: newFields(''), documents });
  else if (place === 'front' || place === 'back') one[place].splice(at, 0, ...documents);
  else one.exhibits.find((exhibit) => exhibit.id === place)?.documents.splice(at, 0, ...documents);
}

function exhibit(one: Case, id: string): Exhibit {
  const found = one.exhibits.find((other) => other.id === id);
  if (!found) throw new Error(`no exhibit ${id}`);
  return found;
}

function pagesOf(one: Case, sha256: string): number[] {
  const paper = one.papers.find((other) => other.sha256 === sha256);
  return Array.from({ length: paper?.pages ?? 0 }, (_, at) => at + 1);
}

function document(one: Case, id: string): Document {
  const found = lists(one)
    .flat()
    .find((other) => other.id === id);
  if (!found) throw new Error(`no document ${id}`);
  return found;
}

export function arrangeCase(one: Case, change: Arrangement): void {
  switch (change.do) {
    case 'exhibit':
      exhibit(one, change.exhibit).fields = change.fields;
      break;
    case 'several':
      for (const id of change.exhibits) {
        const { fields } = exhibit(one, id);
        fields.kind = change.fields.kind ?? fields.kind;
        fields.date = change.fields.date ?? fields.date;
        fields.language = change.fields.language ?? fields.language;
        fields.group = change.fields.group ?? fields.group;
      }
      break;
    case 'document':
      Object.assign(document(one, change.document), {
        title: change.title,
        caption: change.caption,
        date: change.date,
        place: change.place,
        issuer: change.issuer,
      });
      break;
    case 'part':
      document(one, change.document).part = change.part;
      break;
    case 'move-exhibits': {
      const moved = one.exhibits.filter((other) => change.exhibits.includes(other.id));
      const stay = one.exhibits.filter((other) => !change.exhibits.includes(other.id));
      one.exhibits = [...stay.slice(0, change.to), ...moved, ...stay.slice(change.to)];
      break;
    }
    case 'move-documents':
      put(one, taken(one, change.documents), change.place, change.at);
      // An exhibit that lost its only paper goes.
      one.exhibits = one.exhibits.filter((other) => other.documents.length > 0);
      break;
    case 'place-papers':
      put(
        one,
        change.papers.map((sha256) => newDocument(`d${(next += 1)}`, sha256)),
        change.place,
        change.at,
      );
      break;
    case 'group':
      for (const id of change.exhibits) exhibit(one, id).fields.group = change.heading;
      break;
    case 'join': {
      const [first, ...others] = change.exhibits.map((id) => exhibit(one, id));
      for (const other of others) first!.documents.push(...other.documents);
      one.exhibits = one.exhibits.filter((other) => !others.includes(other));
      if (change.title !== null) first!.fields.title = change.title;
      break;
    }
    case 'split': {
      const whole = exhibit(one, change.exhibit);
      const at = one.exhibits.indexOf(whole);
      const from =
        change.before === null
          ? 1
          : whole.documents.findIndex((other) => other.id === change.before);
      const rest = whole.documents.splice(from);
      const parts = change.before === null ? rest.map((other) => [other]) : [rest];
      one.exhibits.splice(
        at + 1,
        0,
        ...parts.map((documents) => ({ id: `e${(next += 1)}`, fields: newFields(''), documents })),
      );
      break;
    }
    case 'leave-out': {
      for (const named of change.pages) {
        const paper = document(one, named.document);
        const pages = named.pages ?? pagesOf(one, paper.sha256);
        paper.out = change.out
          ? [...new Set([...paper.out, ...pages])]
          : paper.out.filter((page) => !pages.includes(page));
      }
      break;
    }
    case 'turn': {
      for (const named of change.pages) {
        const paper = document(one, named.document);
        for (const page of named.pages ?? pagesOf(one, paper.sha256))
          paper.turns[page] = ((paper.turns[page] ?? 0) + change.degrees) % 360;
      }
      break;
    }
    case 'not-needed':
      one.still = (one.still ?? []).filter((paper) => !change.papers.includes(paper.name));
      break;
    case 'remove':
      one.exhibits = one.exhibits.filter((other) => !change.exhibits.includes(other.id));
      taken(one, change.documents);
      break;
  }
}
