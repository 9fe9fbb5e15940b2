// The window's own decisions about findings, forms to sign, and the roles of documents.
import { describe, expect, it } from 'vitest';
import type { DocumentDetail, ExhibitView, FindingView, RoleFields } from '../src/generated/types';
import {
  alike,
  answeredTogether,
  fixedTogether,
  grouped,
  isImmediateFix,
  measured,
  openCount,
} from '../src/state/build/finding-groups';
import { openedBy } from '../src/state/build/mend';
import { isCertified, roleTargets, partners, roleOf } from '../src/state/case/roles';
import {
  isCompleteDeclaration,
  paragraphsOf,
  isCompleteService,
  withSourceLanguage,
  translatorIsNamed,
} from '../src/state/forms/form-request';
import { nobody, sameName } from '../src/state/forms/translator-register.svelte';

const finding = (
  code: string,
  severity: FindingView['severity'],
  answer?: string,
): FindingView => ({
  code,
  severity,
  message: code,
  name: code,
  ...(answer === undefined ? {} : { answer }),
});
const document = (id: string, part: RoleFields = { is: 'paper' }): DocumentDetail =>
  ({ id, paper: `${id}.pdf`, title: null, part }) as DocumentDetail;
const exhibit = (id: string, documents: number): ExhibitView =>
  ({ id, label: id.toUpperCase(), title: `Exhibit ${id}`, documents }) as ExhibitView;

describe('findings', () => {
  it('tell one size of a dossier that was written', () => {
    const list = [finding('needs-split', 'stops'), finding('tab', 'check')];
    const over = { ...finding('over-limit', 'stops'), message: '25.6 MB' };
    const told = measured(list, [over]);
    expect(told.map((one) => [one.code, one.message])).toEqual([
      ['needs-split', '25.6 MB'],
      ['tab', 'tab'],
    ]);
    expect(measured(list, []).map((one) => one.code)).toEqual(['tab']);
  });

  it('that a fix opened are those that need the user and were not there', () => {
    const before = [finding('language', 'check')];
    const after = [
      finding('language', 'check'),
      finding('translation', 'stops'),
      finding('tip', 'note'),
      finding('known', 'check', 'It is fine'),
    ];
    expect(openedBy(before, after).map((one) => one.code)).toEqual(['translation']);
  });

  const found = [
    finding('note', 'note'),
    finding('page', 'check'),
    finding('service', 'stops'),
    finding('size', 'stops', 'the judge allowed it'),
  ];

  it('stand by how much they matter, the answered ones apart', () => {
    const { open, answered } = grouped(found);
    expect(open.map((group) => [group.severity, group.findings.map((one) => one.code)])).toEqual([
      ['stops', ['service']],
      ['check', ['page']],
      ['note', ['note']],
    ]);
    expect(answered.map((one) => one.code)).toEqual(['size']);
  });

  it('of one kind stand together, also those that lie apart', () => {
    const letters = ['a', 'b', 'c'].map((name) => ({ ...finding('card', 'check'), name }));
    const other = finding('page', 'check');
    const kinds = alike([letters[0]!, other, letters[1]!, letters[2]!]);
    expect(kinds.map((kind) => [kind.first.code, kind.findings.length])).toEqual([
      ['card', 3],
      ['page', 1],
    ]);
    expect(answeredTogether(letters)).toEqual(['a', 'b', 'c']);
    const fix = { words: 'Turn', kind: 'turn' as const, document: null };
    expect(fixedTogether([{ ...letters[0]!, fix }, letters[1]!])).toEqual(['a']);
    // Two rules of one code ask two things.
    const rule = (says: string) => ({
      about: 'x',
      says,
      source: '',
      checked: '',
      sure: 'official' as const,
    });
    expect(alike(['one', 'two'].map((says) => ({ ...other, rule: rule(says) })))).toHaveLength(2);
  });

  it('advice and what is answered want nothing', () => {
    expect(openCount(found)).toBe(2);
    expect(openCount([])).toBe(0);
  });

  it('are mended at once only where nothing is asked', () => {
    expect((['split', 'turn', 'photos'] as const).every(isImmediateFix)).toBe(true);
    expect(
      (
        [
          'sign',
          'proof-of-service',
          'translation-certificate',
          'interpretation-certificate',
        ] as const
      ).some(isImmediateFix),
    ).toBe(false);
  });
});

describe('papers to sign', () => {
  it('a proof of service needs on whom, how and by whom; the day can be written by hand', () => {
    const service = { on: 'DHS', address: [], how: 'by hand', date: null, by: 'Ana' };
    expect(isCompleteService(service)).toBe(true);
    for (const lacking of [{ on: ' ' }, { how: '' }, { by: '' }])
      expect(isCompleteService({ ...service, ...lacking })).toBe(false);
  });

  it('a declaration needs who, where and what', () => {
    expect(isCompleteDeclaration('Ana', 'Capacho', 'I say so.')).toBe(true);
    expect(isCompleteDeclaration('Ana', '', 'I say so.')).toBe(false);
    expect(isCompleteDeclaration('Ana', 'Capacho', ' \n ')).toBe(false);
    expect(paragraphsOf('One.\n\n  Two. \n')).toEqual(['One.', 'Two.']);
  });

  it('a certificate needs a name, and begins with the language of the original', () => {
    expect(translatorIsNamed(nobody)).toBe(false);
    expect(translatorIsNamed({ ...nobody, name: 'Luz' })).toBe(true);
    const luz = { ...nobody, name: 'Luz', languages: ['en', 'es'] };
    expect(withSourceLanguage(luz, 'es').languages).toEqual(['es', 'en']);
    expect(withSourceLanguage(luz, null).languages).toEqual(['en', 'es']);
    expect(sameName('Luz Marina', ' luz marina')).toBe(true);
  });
});

describe('what a document is', () => {
  const beside = [
    document('d1'),
    document('d2', { is: 'translation', of: 'd1', translator: null, machine: false }),
    document('d3'),
  ];

  it('goes with those beside it that fit, then with exhibits of one document', () => {
    const exhibits = [exhibit('e1', 3), exhibit('e2', 1), exhibit('e3', 2)];
    expect(partners('translation', 'd3', beside, exhibits, 'e1').map((one) => one.id)).toEqual([
      'd1',
      'e2',
    ]);
    expect(
      partners('translation-certificate', 'd3', beside, exhibits, 'e1').map((one) => one.id),
    ).toEqual(['d2', 'e2']);
  });

  it('is said only with the document that it goes with', () => {
    expect(roleOf('translation', [], { is: 'paper' })).toBeNull();
    expect(roleOf('translation-certificate', [], { is: 'paper' })).toBeNull();
    expect(roleOf('identity-copy', [], { is: 'paper' })).toEqual({ is: 'identity-copy' });
    const part = roleOf('translation', ['d1'], { is: 'paper' });
    expect(part).toEqual({ is: 'translation', of: 'd1', translator: null, machine: false });
    expect(roleTargets(part!)).toEqual(['d1']);
  });

  it('of another original keeps its translator', () => {
    const luz = { ...nobody, name: 'Luz' };
    expect(
      roleOf('translation', ['d9'], {
        is: 'translation',
        of: 'd1',
        translator: luz,
        machine: true,
      }),
    ).toEqual({ is: 'translation', of: 'd9', translator: luz, machine: true });
  });

  it('is certified by a certificate that names it', () => {
    expect(isCertified('d2', beside)).toBe(false);
    expect(
      isCertified('d2', [...beside, document('d4', { is: 'translation-certificate', of: ['d2'] })]),
    ).toBe(true);
  });
});
