// Where a drag over the list lands.
import { describe, expect, it } from 'vitest';
import { shifted } from '../src/state/case/open-case.svelte';
import { dropAt, edgeSpeed, type Cargo } from '../src/state/drag/list-drop';
import { tops as topsOf } from '../src/state/list/row-geometry';
import { heightOf, rowsOf, type Row } from '../src/state/list/rows';
import { cases } from './mock/sample';
import { viewOf } from './mock/views';

const view = viewOf(cases()[0]!, null, null);
const rows = rowsOf(view);
const tops = topsOf(rows.map((row) => heightOf(row) * 10));
const top = (key: string) => tops[rows.findIndex((row: Row) => row.key === key)]!;
const exhibits = (...keys: string[]): Cargo => ({ sort: 'exhibits', keys, from: null });
const documents = (from: string, ...keys: string[]): Cargo => ({ sort: 'documents', keys, from });

describe('rows', () => {
  it('stand as in the dossier, with headings where something else begins', () => {
    expect(rows.map((row) => row.sort).join(' ')).toBe(
      'heading loose heading group exhibit exhibit group exhibit exhibit group exhibit exhibit heading loose heading paper',
    );
    // What comes after a group is not in it.
    expect(rows.filter((row) => row.sort === 'group').at(-1)?.title).toBe('Other documents');
  });
});

describe('exhibits', () => {
  it('land before or after the row by its halves, counted without what moves', () => {
    expect(dropAt(rows, tops, top('e3') + 5, exhibits('e1'))).toMatchObject({
      sort: 'gap',
      section: 'exhibits',
      at: 1,
    });
    expect(dropAt(rows, tops, top('e3') + 38, exhibits('e1'))).toMatchObject({ at: 2 });
    expect(dropAt(rows, tops, top('e2') + 38, exhibits('e5'))).toMatchObject({ at: 2 });
  });

  it('stay among the exhibits, however far one drags', () => {
    expect(dropAt(rows, tops, -500, exhibits('e3'))).toMatchObject({ at: 0 });
    expect(dropAt(rows, tops, 99_999, exhibits('e1'))).toMatchObject({ at: 5 });
  });

  it('move together', () => {
    expect(dropAt(rows, tops, top('e6') + 38, exhibits('e1', 'e2', 'e3'))).toMatchObject({ at: 3 });
  });
});

describe('documents and papers', () => {
  it('go into an exhibit over its middle, and between exhibits at its edges', () => {
    expect(dropAt(rows, tops, top('e5') + 20, documents('e4', 'd1'))).toMatchObject({
      sort: 'into',
      place: 'e5',
    });
    expect(dropAt(rows, tops, top('e5') + 3, documents('e4', 'd1'))).toMatchObject({
      sort: 'gap',
      section: 'exhibits',
      at: 4,
    });
  });

  it('do not go into the exhibit that they come from', () => {
    expect(dropAt(rows, tops, top('e4') + 20, documents('e4', 'd1'))).toBeNull();
  });

  it('go before the cover and after the exhibits', () => {
    const front = view.front[0]!.id;
    const back = view.back[0]!.id;
    expect(dropAt(rows, tops, top(front) + 38, documents('e4', 'd1'))).toMatchObject({
      section: 'front',
      at: 1,
    });
    expect(dropAt(rows, tops, top(back) + 3, documents('e4', 'd1'))).toMatchObject({
      section: 'back',
      at: 0,
    });
  });

  it('let go over what stands nowhere, become the last exhibit', () => {
    expect(
      dropAt(rows, tops, top('loose') + 10, { sort: 'papers', keys: ['loose'], from: null }),
    ).toMatchObject({ section: 'exhibits', at: 6 });
  });
});

it('nothing lands in an empty list', () => {
  expect(dropAt([], [0], 10, exhibits('e1'))).toBeNull();
});

it('the list scrolls near its edges, faster the nearer', () => {
  expect(edgeSpeed(200, 400, 48)).toBe(0);
  expect(edgeSpeed(10, 400, 48)).toBeLessThan(edgeSpeed(40, 400, 48));
  expect(edgeSpeed(395, 400, 48)).toBeGreaterThan(0);
});

describe('by the keyboard', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];
  it('one place, or to an end', () => {
    expect(shifted(order, ['c'], 'up')).toBe(1);
    expect(shifted(order, ['c'], 'down')).toBe(3);
    expect(shifted(order, ['c'], 'first')).toBe(0);
    expect(shifted(order, ['c'], 'last')).toBe(4);
    expect(shifted(order, ['a'], 'up')).toBe(0);
    expect(shifted(order, ['e'], 'down')).toBe(4);
  });

  it('several move as one, also when they do not stand together', () => {
    expect(shifted(order, ['b', 'd'], 'up')).toBe(0);
    expect(shifted(order, ['b', 'd'], 'down')).toBe(2);
  });
});
