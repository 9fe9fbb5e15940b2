// The rows and pages near the viewport.
import { describe, expect, it } from 'vitest';
import { PicturePreloader } from '../src/platform/picture-preloader';
import { beyond, reveal, rowAt, tops as topsOf, visible } from '../src/state/list/row-geometry';
import { pageWith, sectionOf, sectionsWith } from '../src/state/preview/page-search';
import { layOut, pagesNear, placeAt, present, sidesFor } from '../src/state/preview/page-slots';

describe('pictures that will be looked at next', () => {
  it('begin in the direction of the scrolling, the nearest first', () => {
    expect(beyond({ from: 3, to: 6 }, 9, 2, true)).toEqual([6, 7, 2, 1]);
    expect(beyond({ from: 3, to: 6 }, 9, 9, false)).toEqual([2, 1, 0, 6, 7, 8]);
  });

  it('are asked for two at a time, once each, and not while others are awaited', () => {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const ahead = new PicturePreloader((url, done) => {
      begun.push(url);
      ends.push(done);
    });
    ahead.want(['a', 'b', 'c', 'd']);
    expect(begun).toEqual(['a', 'b']);
    ends[0]!();
    expect(begun).toEqual(['a', 'b', 'c']);
    ahead.rest();
    ends[1]!();
    ends[2]!();
    expect(begun).toEqual(['a', 'b', 'c']);
    ahead.want(['c', 'd']);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are forgotten in the order in which they came, and can be asked for again', () => {
    const begun: string[] = [];
    const ahead = new PicturePreloader((url, done) => {
      begun.push(url);
      done();
    }, 2);
    ahead.want(['a', 'b', 'c']);
    ahead.want(['c', 'a']);
    expect(begun).toEqual(['a', 'b', 'c', 'a']);
  });
});

describe('rows', () => {
  const tops = topsOf([40, 72, 72, 36, 72]);

  it('are found by height, also beyond the ends', () => {
    expect([-5, 0, 39, 40, 111, 112, 9999].map((y) => rowAt(tops, y))).toEqual([
      0, 0, 0, 1, 1, 2, 4,
    ]);
  });

  it('are there when seen, with some to spare', () => {
    expect(visible(tops, 50, 40, 0)).toEqual({ from: 1, to: 2 });
    expect(visible(tops, 50, 40, 100)).toEqual({ from: 0, to: 4 });
    expect(visible([0], 0, 100, 10)).toEqual({ from: 0, to: 0 });
  });

  it('of a thousand only a few are there', () => {
    const { from, to } = visible(topsOf(new Array<number>(1000).fill(66)), 30_000, 700, 400);
    expect(to - from).toBeLessThan(30);
  });

  it('come into sight by the shortest way', () => {
    expect([reveal(100, 150, 0, 200), reveal(300, 350, 0, 200), reveal(20, 60, 50, 200)]).toEqual([
      0, 150, 20,
    ]);
  });
});

describe('pages of the preview', () => {
  it('stand in equal slots', () => {
    const slots = layOut(5000, 4, 1000, 11 / 8.5, 16);
    expect(slots.lines).toBe(1250);
    expect(placeAt(slots, 0, 16).y).toBe(placeAt(slots, 3, 16).y);
    expect(placeAt(slots, 4, 16).y).toBeCloseTo(placeAt(slots, 0, 16).y + slots.line);
    expect(placeAt(slots, 3, 16).x + slots.width).toBeLessThanOrEqual(1000);
  });

  it('of 5,000 only those near are there, at the ends too', () => {
    for (const columns of [1, 4, 8]) {
      const slots = layOut(5000, columns, 1000, 11 / 8.5, 16);
      for (const scroll of [0, 2_000_000 / columns, slots.lines * slots.line]) {
        const near = pagesNear(slots, 5000, scroll, 700);
        expect(near.to - near.from).toBeLessThanOrEqual(columns * 20);
        expect(near.from).toBeGreaterThanOrEqual(0);
        expect(near.to).toBeLessThanOrEqual(5000);
      }
    }
  });

  it('name the present one where one has gone to', () => {
    const slots = layOut(5000, 3, 1000, 1.3, 16);
    for (const page of [0, 3, 300, 4998])
      expect(present(slots, 5000, Math.floor(page / 3) * slots.line, 700)).toBe(page);
  });

  it('are coarse first and sharp then', () => {
    const { coarse, sharp } = sidesFor(layOut(10, 1, 1200, 1.3, 16));
    expect(coarse).toBeLessThan(sharp);
  });
});

describe('going to a page', () => {
  const labels = [null, 'i', '1', '2', '12A'];
  const sections = [
    { kind: 'front' as const, label: null, title: 'Form', first: 0, place: 'front' },
    {
      kind: 'exhibit' as const,
      label: 'A',
      title: 'Declaración de la madre',
      first: 2,
      place: 'e1',
    },
    { kind: 'exhibit' as const, label: 'B', title: 'Photos', first: 4, place: 'e2' },
  ];

  it('goes by what is printed, never by a guess', () => {
    expect(['1', ' 12a ', 'I', '3', ''].map((text) => pageWith(labels, text))).toEqual([
      2,
      4,
      1,
      null,
      null,
    ]);
  });

  it('finds parts without regard to accents', () => {
    expect(sectionsWith(sections, 'declaracion').map((section) => section.label)).toEqual(['A']);
    expect(sectionsWith(sections, '')).toHaveLength(3);
  });

  it('knows in which part a page stands', () => {
    expect([0, 1, 2, 3, 4].map((page) => sectionOf(sections, page)?.label)).toEqual([
      null,
      null,
      'A',
      'A',
      'B',
    ]);
  });
});
