// The findings of the mock program and the forms that it makes: as few of each as the window needs.
import type {
  FindingView,
  FormRequest,
  MatterView,
  RuleView,
  Translator,
  VolumeView,
} from '../../src/generated/types';
import { newDocument, newFields, type Case, type Document } from './case';

export const register: { all: Translator[] } = { all: [] };

const rule = (says: string, sure: RuleView['sure']): RuleView => ({
  about: 'practice',
  says,
  source: 'Immigration Court Practice Manual, 3.3',
  checked: '2026-11-01',
  sure,
});

function all(one: Case): Document[] {
  return [...one.front, ...one.exhibits.flatMap((exhibit) => exhibit.documents), ...one.back];
}

export function isDraft(document: Document, beside: readonly Document[]): boolean {
  if (document.unsigned) return true;
  if (document.part.is !== 'translation') return false;
  return !beside.some(
    (other) =>
      !other.unsigned &&
      other.part.is === 'translation-certificate' &&
      other.part.of.includes(document.id),
  );
}

export function hasDrafts(one: Case): boolean {
  return [one.front, one.back, ...one.exhibits.map((exhibit) => exhibit.documents)].some((beside) =>
    beside.some((document) => isDraft(document, beside)),
  );
}

export function volumesOf(one: Case, view: MatterView): VolumeView[] {
  const volumes = one.facts.split ? 2 : 1;
  const each = Math.ceil(view.pages / volumes);
  return Array.from({ length: volumes }, (_, at) => ({
    pages: each,
    first: String(at * each + 1),
    last: String(Math.min(view.pages, (at + 1) * each)),
    estimate: view.estimate / volumes,
    estimate_size: `${(view.estimate / volumes / 1e6).toFixed(1)} MB`,
  }));
}

export function findingsOf(one: Case): FindingView[] {
  const court = 'US immigration court';
  const found: FindingView[] = [];
  const petition = one.exhibits.find((exhibit) => exhibit.id === 'e3')?.documents[0];
  if (petition && petition.turns[2] !== 180) {
    found.push({
      code: 'page-upside-down',
      severity: 'check',
      message: 'Page 10 is upside down (the petition): turn it.',
      name: 'page-upside-down-d4',
      page: 10,
      label: '10',
      place: 'e3',
      document: petition.id,
      court,
      rule: rule('Nothing is upside down.', 'unconfirmed'),
      fix: { words: 'Turn page 10', kind: 'turn', document: petition.id },
    });
  }
  if (
    one.exhibits.length > 0 &&
    !all(one).some((document) => document.part.is === 'proof-of-service')
  ) {
    found.push({
      code: 'service-missing',
      severity: 'stops',
      message: 'There is no proof of service: make one, have it signed, and add it.',
      name: 'service-missing',
      court,
      rule: rule('A dated certificate of service goes with the filing.', 'official'),
      fix: { words: 'Make the proof of service…', kind: 'proof-of-service', document: null },
    });
  }
  if (one.exhibits.length > 0 && one.facts.court.length === 0) {
    found.push({
      code: 'fact-missing',
      severity: 'check',
      message: 'The cover page lacks: the court.',
      name: 'fact-missing:court',
      fact: 'court',
    });
  }
  for (const exhibit of one.exhibits.filter((other) => other.documents.length === 0)) {
    found.push({
      code: 'exhibit-empty',
      severity: 'check',
      message: `The exhibit “${exhibit.fields.title}” has no page and is left out of the dossier. Add a paper to it, or remove it.`,
      name: `exhibit-empty:${exhibit.id}`,
      place: exhibit.id,
    });
  }
  const letters = one.exhibits.filter((other) => other.fields.kind === 'letter');
  for (const exhibit of letters.length > 1 ? letters : []) {
    found.push({
      code: 'identity-missing',
      severity: 'check',
      message: `“${exhibit.fields.title}” has no copy of an identity card.`,
      name: `identity-missing:${exhibit.id}`,
      place: exhibit.id,
    });
  }
  for (const document of all(one).filter((other) => other.unsigned)) {
    found.push({
      code: 'paper-unsigned',
      severity: 'stops',
      message: `“${document.title}” waits for its signature.`,
      name: `paper-unsigned-${document.id}`,
      document: document.id,
      fix: { words: 'Add the signed paper…', kind: 'sign', document: document.id },
    });
  }
  return found.map((finding) => {
    const answer = one.answers[finding.name!];
    return answer === undefined ? finding : { ...finding, answer };
  });
}

export function mendCase(one: Case, findings: string[]): void {
  const petition = one.exhibits.find((exhibit) => exhibit.id === 'e3')?.documents[0];
  if (findings.join() !== 'page-upside-down-d4' || !petition)
    throw { code: 'no-finding', message: `no finding ${findings.join()}`, findings: [] };
  petition.turns[2] = 180;
}

let made = 0;

export function makeForm(one: Case, request: FormRequest): { document: string; place: string } {
  const id = `form${(made += 1)}`;
  const document = { ...newDocument(id, id), unsigned: true, title: request.form };
  one.papers.push({ sha256: id, name: `${request.form}.pdf`, media: 'pdf', pages: 1 });
  if (request.form === 'proof-of-service') {
    one.facts = { ...one.facts, service: request.service };
    one.back.push({ ...document, part: { is: 'proof-of-service' } });
    return { document: id, place: 'back' };
  }
  if (request.form === 'declaration') {
    one.exhibits.push({
      id: `e${id}`,
      fields: { ...newFields(`Declaration of ${request.who}`), kind: 'declaration' },
      documents: [document],
    });
    return { document: id, place: `e${id}` };
  }
  const of = request.form === 'translation-certificate' ? request.of[0]! : request.of;
  const exhibit = one.exhibits.find((other) => other.documents.some((beside) => beside.id === of))!;
  const part =
    request.form === 'translation-certificate'
      ? ({ is: request.form, of: request.of } as const)
      : ({ is: request.form, of } as const);
  exhibit.documents.push({ ...document, part });
  return { document: id, place: exhibit.id };
}

export function signPaper(one: Case, id: string): void {
  const document = all(one).find((other) => other.id === id);
  if (document) document.unsigned = false;
}
