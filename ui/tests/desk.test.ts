// The desk of an open case, against the program made of memory.
import { beforeEach, expect, it } from 'vitest';
import { show } from '../src/generated/commands';
import { Desk } from '../src/state/case/open-case.svelte';
import { renewed } from '../src/state/case/case-news';
import { choose, only } from '../src/state/case/selection';
import { painted } from '../src/platform/painted';
import { session } from '../src/state/window/session.svelte';

let desk: Desk;
const labels = () => desk.matter.exhibits.map((exhibit) => exhibit.id).join(' ');
const settled = async () => {
  await desk.settle();
  await painted();
  await new Promise((done) => setTimeout(done, 20));
};

beforeEach(async () => {
  desk = new Desk(await show('sample'));
  session.desk = desk;
  await settled();
});

it('opens at the first exhibit', () => {
  expect(desk.place).toBe('e1');
  expect(desk.detail?.fields?.title).toBe('Letter of good conduct');
});

it('moves, says where to, and takes back', async () => {
  desk.select(only('e1'));
  await desk.shift('down');
  expect(labels()).toBe('e2 e1 e3 e4 e5 e6');
  expect(session.said).toMatch(/^B .*2.*\d+–\d+/);
  expect(desk.selection.active).toBe('e1');
  await desk.undo();
  expect(labels()).toBe('e1 e2 e3 e4 e5 e6');
});

it('keeps the order of acts that are asked at once', async () => {
  desk.select(only('e1'));
  void desk.shift('down');
  await settled();
  void desk.shift('down');
  await settled();
  expect(labels()).toBe('e2 e3 e1 e4 e5 e6');
  await desk.undo();
  await desk.undo();
});

it('turns and leaves out pages of several documents', async () => {
  desk.select(only('e4'));
  await settled();
  desk.selectPages(choose(desk.pageOrder, only('d1:1'), 'd2:1', 'range'));
  await desk.leaveOut();
  await settled();
  expect(desk.detail?.documents.map((document) => document.leaves[0]!.out)).toEqual([true, true, false, false, false, false]);
  expect(desk.selectedAreOut).toBe(true);
  await desk.leaveOut();
  await settled();
  expect(desk.selectedAreOut).toBe(false);
});

it('what is removed stays at the end of the list and can be placed again', async () => {
  desk.select(only('e6'));
  await desk.removeSelected();
  expect(desk.matter.unplaced).toHaveLength(2);
  await desk.undo();
  expect(desk.matter.unplaced).toHaveLength(1);
});

it('tells a failure beside the field when asked to, else as a banner', async () => {
  let told = '';
  await desk.act({ do: 'split', exhibit: 'nowhere', before: null }, (failure) => (told = failure?.message ?? ''));
  expect(told).toContain('nowhere');
  const before = session.banners.length;
  await desk.act({ do: 'split', exhibit: 'nowhere', before: null });
  expect(session.banners).toHaveLength(before + 1);
});

it('draws only what an act has changed', async () => {
  const rows = new Map(desk.listing.rows.map((row) => [row.key, row]));
  desk.select(only('e1'));
  await desk.shift('down');
  const same = desk.listing.rows.filter((row) => rows.get(row.key) === row).map((row) => row.key);
  expect(same).toEqual(expect.arrayContaining(['e3', 'e4', 'e5', 'e6']));
  expect(same).not.toContain('e1');
  await desk.undo();
});

it('asks for the whole case where the news are of another state', () => {
  const had = desk.matter;
  const [first, ...rest] = had.exhibits;
  const order = [...rest.map((exhibit) => exhibit.id), first!.id];
  const news = { since: had.revision, order, view: { ...had, revision: 'next', exhibits: [{ ...first!, label: 'F' }] } };
  const now = renewed(had, news)!;
  expect(now.exhibits.map((exhibit) => exhibit.id)).toEqual(order);
  expect(now.exhibits[0]).toBe(rest[0]);
  expect(now.exhibits.at(-1)!.label).toBe('F');
  expect(renewed(had, { ...news, since: 'another' })).toBeNull();
  expect(renewed(had, { ...news, order: ['unknown'] })).toBeNull();
});
