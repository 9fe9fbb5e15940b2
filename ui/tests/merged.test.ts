import { expect, test } from 'vitest';
import { merged } from '../src/state/case/merged';

const base = { title: 'Carta', code: null as string | null, texts: { en: { who: 'Ana' } } };

test('what was typed stays, and what another act changed', () => {
  const typed = { ...base, code: 'A-1' };
  const now = { ...base, texts: { en: { who: 'Ana', title: 'Letter' } } };
  expect(merged(base, typed, now)).toEqual({
    title: 'Carta',
    code: 'A-1',
    texts: { en: { who: 'Ana', title: 'Letter' } },
  });
});

test('of one field, what was typed last', () => {
  expect(merged(base, { ...base, title: 'Mine' }, { ...base, title: 'Theirs' }).title).toBe('Mine');
});

test('what was taken away stays away', () => {
  const had = { texts: { en: 'a', es: 'b' } as Record<string, string> };
  const typed = { texts: { es: 'b' } };
  const now = { texts: { en: 'a', es: 'c' } };
  expect(merged<typeof had>(had, typed, now)).toEqual({ texts: { es: 'c' } });
});

test('what nobody typed is as it is now', () => {
  expect(merged(base, { ...base }, { ...base, code: 'B' })).toEqual({ ...base, code: 'B' });
});
