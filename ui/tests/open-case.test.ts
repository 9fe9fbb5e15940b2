// The state of the open case, against the mock program.
import { beforeEach, expect, it } from 'vitest';
import { show } from '../src/generated/commands';
import { painted } from '../src/platform/painted';
import { withNews } from '../src/state/case/case-news';
import { OpenCase } from '../src/state/case/open-case.svelte';
import { choose, only } from '../src/state/case/selection';
import { feedback } from '../src/state/window/feedback.svelte';
import { session } from '../src/state/window/session.svelte';

let openCase: OpenCase;
const labels = () => openCase.matter.exhibits.map((exhibit) => exhibit.id).join(' ');
const settled = async () => {
  await openCase.settle();
  await painted();
  await new Promise((done) => setTimeout(done, 20));
};

beforeEach(async () => {
  openCase = new OpenCase(await show('sample'));
  session.openCase = openCase;
  await settled();
});

it('opens at the first exhibit', () => {
  expect(openCase.place).toBe('e1');
  expect(openCase.detail?.fields?.title).toBe('Letter of good conduct');
});

it('moves, says where to, and takes back', async () => {
  openCase.select(only('e1'));
  await openCase.shift('down');
  expect(labels()).toBe('e2 e1 e3 e4 e5 e6');
  expect(feedback.said).toMatch(/^B .*2.*\d+–\d+/);
  expect(openCase.selection.active).toBe('e1');
  await openCase.undo();
  expect(labels()).toBe('e1 e2 e3 e4 e5 e6');
});

it('keeps the order of acts that are asked at once', async () => {
  openCase.select(only('e1'));
  void openCase.shift('down');
  await settled();
  void openCase.shift('down');
  await settled();
  expect(labels()).toBe('e2 e3 e1 e4 e5 e6');
  await openCase.undo();
  await openCase.undo();
});

it('turns and leaves out pages of several documents', async () => {
  openCase.select(only('e4'));
  await settled();
  openCase.selectPages(choose(openCase.pageOrder, only('d1:1'), 'd2:1', 'range'));
  await openCase.leaveOut();
  await settled();
  expect(openCase.detail?.documents.map((document) => document.leaves[0]!.out)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(openCase.selectedAreOut).toBe(true);
  await openCase.leaveOut();
  await settled();
  expect(openCase.selectedAreOut).toBe(false);
});

it('what is removed stays at the end of the list and can be placed again', async () => {
  openCase.select(only('e6'));
  await openCase.removeSelected();
  expect(openCase.matter.unplaced).toHaveLength(2);
  await openCase.undo();
  expect(openCase.matter.unplaced).toHaveLength(1);
});

it('tells a failure beside the field when asked to, else as a banner', async () => {
  let told = '';
  await openCase.act(
    { do: 'split', exhibit: 'nowhere', before: null, page: null },
    (failure) => (told = failure?.message ?? ''),
  );
  expect(told).toContain('nowhere');
  const before = feedback.banners.length;
  await openCase.act({ do: 'split', exhibit: 'nowhere', before: null, page: null });
  expect(feedback.banners).toHaveLength(before + 1);
});

it('draws only what an act has changed', async () => {
  const rows = new Map(openCase.listing.rows.map((row) => [row.key, row]));
  openCase.select(only('e1'));
  await openCase.shift('down');
  const same = openCase.listing.rows
    .filter((row) => rows.get(row.key) === row)
    .map((row) => row.key);
  expect(same).toEqual(expect.arrayContaining(['e3', 'e4', 'e5', 'e6']));
  expect(same).not.toContain('e1');
  await openCase.undo();
});

it('asks for the whole case where the news are of another state', () => {
  const had = openCase.matter;
  const [first, ...rest] = had.exhibits;
  const order = [...rest.map((exhibit) => exhibit.id), first!.id];
  const news = {
    since: had.revision,
    order,
    view: { ...had, revision: 'next', exhibits: [{ ...first!, label: 'F' }] },
  };
  const now = withNews(had, news)!;
  expect(now.exhibits.map((exhibit) => exhibit.id)).toEqual(order);
  expect(now.exhibits[0]).toBe(rest[0]);
  expect(now.exhibits.at(-1)!.label).toBe('F');
  expect(withNews(had, { ...news, since: 'another' })).toBeNull();
  expect(withNews(had, { ...news, order: ['unknown'] })).toBeNull();
});
