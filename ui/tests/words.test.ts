// The texts: values, plurals, and times in words.
import { describe, expect, it } from 'vitest';
import english from '../../assets/messages/en.json';
import spanish from '../../assets/messages/es.json';
import { fill, form } from '../src/words/catalogue';
import { dateInWords } from '../src/words/months';
import { pagesInWords } from '../src/words/pages';
import { ago, left } from '../src/words/time';
import { setLanguage, t, tn } from '../src/words/words.svelte';

describe('filling', () => {
  it('puts values in, numbers as the language writes them', () => {
    expect(fill('en', '{name} has {n} pages', { name: 'C', n: 5000 })).toBe('C has 5,000 pages');
    expect(fill('es', '{n}', { n: 5000 })).toBe('5.000');
  });

  it('leaves alone what it has no value for, and braces in values', () => {
    expect(fill('en', '{a} {b}', { a: '{b}' })).toBe('{b} {b}');
  });

  it('counts', () => {
    expect([form(0), form(1), form(2)]).toEqual(['other', 'one', 'other']);
    setLanguage('en');
    expect([tn('ui.pages', 1), tn('ui.pages', 2)]).toEqual(['1 page', '2 pages']);
    setLanguage('es');
    expect([tn('ui.pages', 1), tn('ui.pages', 2)]).toEqual(['1 página', '2 páginas']);
    expect(t('ui.view.build')).toBe('Revisar y armar');
    expect(document.documentElement.lang).toBe('es');
  });
});

it('one page is a page, and a date has the order of its reader', () => {
  setLanguage('es');
  expect([pagesInWords('5'), pagesInWords('5–9'), pagesInWords('A-4')]).toEqual([
    'página 5',
    'páginas 5–9',
    'página A-4',
  ]);
  expect(dateInWords('2025-03-11')).toBe('11 de marzo de 2025');
  setLanguage('en');
  expect(dateInWords('2025-03-11')).toBe('March 11, 2025');
});

describe('both languages', () => {
  const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();
  it('have the same texts with the same values', () => {
    const en = english as Record<string, string>;
    const es = spanish as Record<string, string>;
    const keys = Object.keys(en).filter((key) => key.startsWith('ui.'));
    expect(keys.length).toBeGreaterThan(300);
    for (const key of keys) expect(names(es[key] ?? ''), key).toBe(names(en[key]!));
  });
});

describe('time', () => {
  it('still needed, in round numbers', () => {
    expect(left(null)).toBeNull();
    expect(left(2)).toEqual({ key: 'ui.left.soon' });
    expect(left(17)).toEqual({ stem: 'ui.left.seconds', n: 20 });
    expect(left(130)).toEqual({ stem: 'ui.left.minutes', n: 2 });
  });

  it('gone by, in words for a week and then as a date', () => {
    const now = new Date('2026-11-21T15:00:00');
    expect(ago('en', '2026-11-21T01:00:00', now)).toBe('today');
    expect(ago('es', '2026-11-20T23:00:00', now)).toBe('ayer');
    expect(ago('en', '2026-11-18T12:00:00', now)).toBe('3 days ago');
    expect(ago('es', '2026-10-01T12:00:00', now)).toBe('1 de octubre de 2026');
    expect(ago('en', 'never', now)).toBe('never');
  });
});
