// Dates in three fields.
import { expect, it } from 'vitest';
import { dateOf, partsOf } from '../src/matter/date';

it('go apart and together again', () => {
  for (const date of ['2024-02-11', '2024-02', '2024', null]) expect(dateOf(partsOf(date))).toBe(date);
});

it('are no date while half typed or impossible', () => {
  const parts = (day: string, month: string, year: string) => dateOf({ day, month, year });
  expect(parts('', '', '20')).toBeUndefined();
  expect(parts('11', '', '2024')).toBeUndefined();
  expect(parts('31', '2', '2024')).toBeUndefined();
  expect(parts('x', '2', '2024')).toBeUndefined();
  expect(parts('29', '2', '2024')).toBe('2024-02-29');
  expect(parts('', '', '')).toBeNull();
});
