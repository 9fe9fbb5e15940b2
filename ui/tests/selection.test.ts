// The selection: what clicks and keys select.
import { describe, expect, it } from 'vitest';
import {
  all,
  choose,
  keep,
  nothing,
  only,
  ordered,
  step,
  way,
  type Selection,
} from '../src/state/case/selection';
import { walk } from '../src/state/list/list-keyboard';

const order = ['a', 'b', 'c', 'd', 'e'];
const keys = (selection: { keys: ReadonlySet<string> }) =>
  ordered(order, selection as never).join('');

describe('choosing', () => {
  it('takes one, adds with Ctrl, draws a range with Shift from where it began', () => {
    let now = choose(order, nothing, 'b', 'only');
    expect(keys(now)).toBe('b');
    now = choose(order, now, 'd', 'toggle');
    expect(keys(now)).toBe('bd');
    now = choose(order, only('d'), 'b', 'range');
    expect(keys(now)).toBe('bcd');
    now = choose(order, now, 'e', 'range');
    expect(keys(now)).toBe('de');
    expect(now.active).toBe('e');
  });

  it('a range from nothing is a single choice', () => {
    expect(keys(choose(order, nothing, 'c', 'range'))).toBe('c');
  });

  it('reads the way from what is held', () => {
    const held = { shiftKey: false, ctrlKey: false, metaKey: false };
    expect([
      way(held),
      way({ ...held, shiftKey: true }),
      way({ ...held, ctrlKey: true }),
      way({ ...held, metaKey: true }),
    ]).toEqual(['only', 'range', 'toggle', 'toggle']);
  });
});

describe('walking', () => {
  it('stays within the list', () => {
    expect(step(order, only('e'), 1, 'only').active).toBe('e');
    expect(step(order, only('a'), -3, 'only').active).toBe('a');
    expect(step([], only('a'), 1, 'only')).toEqual(nothing);
  });

  it('begins at the first going down and at the last going up', () => {
    expect(step(order, nothing, 1, 'only').active).toBe('a');
    expect(step(order, nothing, -1, 'only').active).toBe('e');
  });

  it('grows and shrinks a range, and walks without choosing', () => {
    let now = step(order, only('b'), 1, 'range');
    now = step(order, now, 1, 'range');
    expect(keys(now)).toBe('bcd');
    expect(keys(step(order, now, -1, 'range'))).toBe('bc');
    const moved = step(order, only('b'), 2, 'move');
    expect([keys(moved), moved.active]).toEqual(['b', 'd']);
  });

  it('knows the keys', () => {
    expect(walk(order, only('b'), 'ArrowDown', 3)?.active).toBe('c');
    expect(walk(order, only('b'), 'End', 3)?.active).toBe('e');
    expect(walk(order, only('a'), 'PageDown', 3)?.active).toBe('d');
    expect(keys(walk(order, only('b'), 'Shift+ArrowDown', 3)!)).toBe('bc');
    expect(keys(walk(order, { ...only('b'), active: 'd' }, 'Ctrl+ ', 3)!)).toBe('bd');
    expect(walk(order, only('b'), 'Alt+ArrowDown', 3)).toBeNull();
    expect(walk(order, only('b'), 'Q', 3)).toBeNull();
  });
});

describe('after a change', () => {
  const kept = (now: string[], selection: Selection) =>
    keep(order, (key) => now.includes(key), selection);

  it('what is gone is no longer chosen, and its neighbour is', () => {
    const now = kept(['a', 'b', 'd', 'e'], only('c'));
    expect([keys(now), now.active]).toEqual(['d', 'd']);
    expect(kept(['a', 'b'], only('e')).active).toBe('b');
  });

  it('what has moved stays chosen', () => {
    expect(keys(kept(['c', 'a', 'b', 'd', 'e'], choose(order, only('b'), 'c', 'range')))).toBe(
      'bc',
    );
  });

  it('all is all', () => {
    expect(keys(all(order, nothing))).toBe('abcde');
  });
});
