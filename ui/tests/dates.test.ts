// Dates in three fields.
import { expect, it } from 'vitest';
import { clockOf, hearingOf, hearingText } from '../src/state/case/hearing';
import { dateOf, partsOf } from '../src/words/date-parts';

it('go apart and together again', () => {
  for (const date of ['2024-02-11', '2024-02', '2024', null])
    expect(dateOf(partsOf(date))).toBe(date);
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

it('hearings have a date and an hour, or stay as they were written', () => {
  expect(hearingOf('2026-03-12 09:00')).toEqual({ date: '2026-03-12', hour: '09:00' });
  expect(hearingOf('2026-03')).toEqual({ date: '2026-03', hour: '' });
  expect(hearingOf(null)).toEqual({ date: null, hour: '' });
  expect(hearingOf('12 de marzo, a las nueve')).toBeNull();
  expect(hearingText({ date: '2026-03-12', hour: '9:30' })).toBe('2026-03-12 09:30');
  expect(hearingText({ date: '2026-03-12', hour: '9' })).toBe('2026-03-12');
  expect(hearingText({ date: '2026-03-12', hour: '25:00' })).toBe('2026-03-12');
  expect(hearingText({ date: '2026', hour: '09:00' })).toBe('2026');
  expect(hearingText({ date: null, hour: '09:00' })).toBeNull();
  // As people write it: "9am" was emptied without a word.
  const hours = ['9am', '9:00 a.m.', '2:30 p. m.', '12 pm', '12:05 am', '14h30', '9 AM'];
  expect(hours.map(clockOf)).toEqual([
    '09:00',
    '09:00',
    '14:30',
    '12:00',
    '00:05',
    '14:30',
    '09:00',
  ]);
  expect(['9', '', '25:00', '13 pm', '9:75', 'noon'].map(clockOf)).toEqual(Array(6).fill(null));
});
