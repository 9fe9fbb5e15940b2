// The whole window against the mock program: every view opens, in both languages, and everything in
// it has an accessible name. Colors and sizes are tested in a real engine, not here.
import axe from 'axe-core';
import { mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detail, new_matter } from '../src/generated/commands';
import { newFacts } from '../src/state/case/facts';
import { intake } from '../src/state/intake/intake.svelte';
import { dossierBuild } from '../src/state/build/dossier-build.svelte';
import { choose, nothing, only } from '../src/state/case/selection';
import { feedback } from '../src/state/window/feedback.svelte';
import { goSettled, showFacts } from '../src/state/window/navigation';
import { session } from '../src/state/window/session.svelte';
import { turned } from '../src/state/look/found-words.svelte';
import App from '../src/views/window/App.svelte';
import { closed, opened } from './mock/program';
import { send } from './mock/tauri/event';

let app: object;
const find = (css: string) => document.querySelector<HTMLElement>(css);
const all = (css: string) => [...document.querySelectorAll<HTMLElement>(css)];
const test = (name: string) => find(`[data-test="${name}"]`);

async function until(what: string, holds: () => unknown): Promise<void> {
  await vi.waitFor(() => expect(holds(), what).toBeTruthy(), { timeout: 15_000, interval: 10 });
  await tick();
}

async function press(name: string): Promise<void> {
  await until(name, () => test(name));
  test(name)!.click();
  await tick();
}

/** The violations that axe finds. It cannot judge colors without rendering. */
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map((found) => `${found.id}: ${found.nodes[0]?.html}`);
}

beforeEach(async () => {
  Object.assign(window, {
    matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
  });
  // jsdom does not lay anything out, so the test supplies the sizes.
  Object.assign(window, {
    ResizeObserver: class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
    configurable: true,
    get: () => 900,
  });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', {
    configurable: true,
    get: () => 1200,
  });
  document.elementFromPoint = () => null;
  Element.prototype.scrollIntoView = () => undefined;
  document.title = 'Expediente';
  Object.assign(session, { openCase: null, view: 'start', dialog: null });
  feedback.banners = [];
  intake.runs = [];
  app = mount(App, { target: document.body });
  await until('the start view', () => find('[data-view=start]'));
  await session.change({
    language: 'en',
    theme: 'light',
    text: 100,
    office_unconfined: false,
    read_words: false,
  });
});

afterEach(async () => {
  await unmount(app);
  document.body.innerHTML = '';
});

/** Opens a case of its own, without papers. */
async function openNew(): Promise<void> {
  session.enter(await new_matter('', newFacts('Ana PRUEBA', 'eoir', 'en', '')));
  await until('the case', () => find('[data-view=case]'));
}

async function open(id: string): Promise<void> {
  await session.open(id);
  await until('the case', () => find('[data-view=case]'));
}

describe('every view', () => {
  it('start', async () => {
    expect(all('[data-test=case]')).toHaveLength(3);
    expect(await faults()).toEqual([]);
  });

  it('case', async () => {
    await open('sample');
    await until('the form', () => test('exhibit-form'));
    expect(all('[data-sort=exhibit]').map((row) => row.dataset.label)).toEqual([
      'A',
      'B',
      'C',
      'D',
      'E',
      'F',
    ]);
    expect(find('[data-exhibit=e2] [data-test=row-pages]')?.textContent).toBe('5–7');
    expect(await faults()).toEqual([]);
    await press('facts');
    await until('the facts', () => test('facts-form'));
    expect(await faults()).toEqual([]);
  });

  it('captions', async () => {
    await open('sample');
    await goSettled('captions');
    await until('a photo', () => test('caption-form'));
    expect(test('caption-count')?.textContent).toBe('3 of 6');
    expect(await faults()).toEqual([]);
  });

  it('preview', async () => {
    await open('sample');
    await goSettled('preview');
    await until('the parts', () => test('section'));
    expect(await faults()).toEqual([]);
  });

  it('build, to the end, and print', async () => {
    await open('sample');
    const print = () =>
      window.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, cancelable: true }),
      );
    // The engine would print the window.
    expect(print()).toBe(false);
    await until('where it is built', () => session.view === 'build');
    expect(feedback.notice).toContain('Build it here');
    expect(opened).toEqual([]);
    await press('build');
    await until('the dossier', () => test('built'));
    expect(test('sha256')?.textContent).toMatch(/^[0-9a-f]{64}$/);
    expect(test('stale')).toBeNull();
    expect(await faults()).toEqual([]);
    print();
    await until('it is open', () => opened.length === dossierBuild.report?.files.length);
    expect(feedback.notice).toContain('Print it there');
  });

  it('speaks the other language at once', async () => {
    await open('sample');
    await press('language-es');
    await until('Spanish', () => test('go-build')?.textContent === 'Revisar y armar');
    expect(document.documentElement.lang).toBe('es');
  });
});

describe('before it is filed', () => {
  const field = async (name: string, text: string) => {
    await until(name, () => test(name));
    const one = test(name) as HTMLInputElement;
    one.value = text;
    one.dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
  };

  it('what the program can do is done by one button, and an answer can be taken back', async () => {
    await open('sample');
    await goSettled('build');
    await until('the findings', () => find('[data-code=page-upside-down] [data-test=fix]'));
    expect(all('[data-test=build-findings] h3').map((heading) => heading.textContent)).toEqual([
      'Stops the filing (1)',
      'To check (1)',
    ]);
    expect(await faults()).toEqual([]);
    find('[data-code=page-upside-down] [data-test=fix]')!.click();
    await until('it is mended', () => find('[data-code=page-upside-down]') === null);
    find('[data-code=service-missing] [data-test=answer]')!.click();
    await field('answer-text', 'The clerk serves it.');
    await press('answer-keep');
    await until('it is answered', () =>
      find('[data-test=findings-answered] [data-code=service-missing]'),
    );
    expect(test('finding-answer')?.textContent).toContain('The clerk serves it.');
    expect(await faults()).toEqual([]);
    await press('take-back-answer');
    await until('it is open again', () =>
      find('[data-test=findings-stops] [data-code=service-missing]'),
    );
    await session.openCase!.undo();
    await session.openCase!.undo();
    await session.openCase!.undo();
  });

  it('a missing fact leads to its field, and Escape leaves the view', async () => {
    await open('sample');
    await goSettled('build');
    await until('the findings', () => test('build-findings'));
    // Escape first closes what is open over the view.
    const escape = () =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      );
    session.dialog = 'copy-rules';
    await until('the rules', () => test('dialog-copy-rules'));
    await until('the focus', () => test('dialog-copy-rules')?.contains(document.activeElement));
    escape();
    await until('no rules', () => session.dialog === null);
    await tick();
    expect(session.view).toBe('build');
    find('h1')!.focus();
    escape();
    await until('the case', () => find('[data-view=case]'));
    showFacts('court');
    await until('the field', () => document.activeElement === test('fact-court'));
  });

  it('letters work after a click on a button', async () => {
    await open('sample');
    const openCase = session.openCase!;
    await until('the pages', () => test('turn') && openCase.pageOrder.length > 0);
    openCase.selectPages(only(openCase.pageOrder[0]!));
    await tick();
    test('turn')!.focus();
    test('turn')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
    await until('it is turned', () => openCase.matter.undo !== null);
    await openCase.undo();
  });

  it('a proof of service is made, holds the dossier up, and is signed', async () => {
    await open('sample');
    await goSettled('build');
    await until('the finding', () => find('[data-code=service-missing] [data-test=fix]'));
    find('[data-code=service-missing] [data-test=fix]')!.click();
    await until('the dialog', () => test('dialog-proof-of-service'));
    expect((test('form-make') as HTMLButtonElement).disabled).toBe(true);
    await field('service-on', 'DHS');
    await field('service-how', 'by hand');
    expect((test('form-make') as HTMLButtonElement).disabled).toBe(false);
    // A year is not a day of service, and nothing of it is dropped in silence.
    const year = find("[data-test=service-date] input[maxlength='4']") as HTMLInputElement;
    const type = (text: string) => {
      year.value = text;
      year.dispatchEvent(new Event('input', { bubbles: true }));
    };
    type('2026');
    await until('it waits', () => (test('form-make') as HTMLButtonElement).disabled);
    type('');
    await until('no day', () => !(test('form-make') as HTMLButtonElement).disabled);
    expect(await faults()).toEqual([]);
    await press('form-make');
    await until('it is made', () => test('form-made'));
    expect(await faults()).toEqual([]);
    await press('form-done');
    await until('it is held up', () => test('build-drafts'));
    expect((test('build') as HTMLButtonElement).disabled).toBe(true);
    // Another paper is told, and taken when the user says that it is the one.
    await press('add-signed');
    await until('it is another paper', () => test('add-signed-anyway'));
    expect((test('build') as HTMLButtonElement).disabled).toBe(true);
    expect(await faults()).toEqual([]);
    await press('add-signed-anyway');
    await until('it is free', () => test('build-drafts') === null);
    expect((test('build') as HTMLButtonElement).disabled).toBe(false);
    expect(find('[data-code=paper-unsigned]')).toBeNull();
  });

  it('each paper to sign and the register has names for all that it asks', async () => {
    await open('sample');
    session.dialog = 'declaration';
    await until('the declaration', () => test('dialog-declaration'));
    expect(await faults()).toEqual([]);
    session.dialog = 'translators';
    await until('the register', () => test('dialog-translators'));
    await press('translator-add');
    await field('translator-name', 'Luz Marina Torres');
    expect(await faults()).toEqual([]);
    await press('translator-save');
    await until('Luz', () => find('[data-name="Luz Marina Torres"]'));
    expect(await faults()).toEqual([]);
    session.dialog = 'copy-rules';
    await until('the rules', () => test('dialog-copy-rules'));
    await field('rules-name', 'judge-ramos');
    expect(await faults()).toEqual([]);
    await press('rules-copy');
    await until('the copy', () => test('rules-copied'));
    expect(session.profiles.find((one) => one.name === 'judge-ramos')?.own).toBe(true);
    session.dialog = null;
  });
});

describe('taking in', () => {
  it('a locked paper gets its password where it is refused', async () => {
    await open('empty');
    await press('add-files');
    await until('the locked paper', () => test('password'));
    expect(all('[data-test=intake-row][data-state=refused]')).toHaveLength(2);
    const field = test('password') as HTMLInputElement;
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await tick();
      await press('try-again');
    };
    await type('wrong');
    await until('it is refused', () => find('[data-code=pdf-wrong-password]'));
    // Its line is where it was, with what was typed.
    expect(test('password')).toBe(field);
    expect(field.value).toBe('wrong');
    expect(all('[data-test=intake-row]')[0]?.contains(field)).toBe(true);
    await type('open');
    await until('three papers', () => all('[data-sort=exhibit]').length === 3);
    expect(await faults()).toEqual([]);
  });

  it('a chat asks once how it writes its dates', async () => {
    await open('empty');
    const openCase = session.openCase!;
    await intake.take(openCase.matter.id, ['/home/rosa/WhatsApp Chat with Eve.txt'], null);
    await until('the question', () => test('day-first') && test('month-first'));
    await press('month-first');
    await until('the chat is in', () => test('month-first') === null);
    expect(find('[data-code=chat-date-order]')).toBeNull();
  });

  it('a folder of loose files is asked about once', async () => {
    await openNew();
    const openCase = session.openCase!;
    const before = openCase.matter.exhibits.length;
    await press('add-folder');
    await until('the question', () => test('dialog-together'));
    expect(test('dialog-together')?.textContent).toContain('Papers (12 files)');
    expect(await faults()).toEqual([]);
    expect(intake.runs).toHaveLength(0);
    await press('together-each');
    await until('the papers', () => openCase.matter.exhibits.length === before + 12);
    expect(intake.runs[0]?.each).toBe(true);
  });

  it('what cannot be taken in stays on a list until it comes or is not needed', async () => {
    await openNew();
    const { id } = session.openCase!.matter;
    await intake.take(id, ['/home/rosa/IMG_1.HEIC', '/home/rosa/WhatsApp Chat.txt'], null);
    await until('the refusals', () => all('[data-state=refused]').length === 2);
    await press('facts');
    await until('the list', () => all('[data-test=still-paper]').length === 2);
    expect(test('still-to-get')?.textContent).toContain('This HEIC photo is stored in a way');
    expect(await faults()).toEqual([]);
    await press('not-needed');
    await until('one left', () => all('[data-test=still-paper]').length === 1);
    expect(test('still-paper')?.textContent).toContain('WhatsApp Chat.txt');
    await press('month-first');
    await until('none left', () => test('still-to-get') === null);
  });

  it('files that hang over the window are told where they go', async () => {
    await open('sample');
    send('drag', { type: 'enter', paths: ['/a.pdf', '/b.pdf'], position: { x: 0, y: 0 } });
    await until('the veil', () => test('drop-veil'));
    expect(test('drop-veil')?.textContent).toContain('2 files');
    send('drag', { type: 'leave' });
    await until('no veil', () => test('drop-veil') === null);
  });
});

describe('the naming pass', () => {
  const name = () => test('naming-title') as HTMLInputElement;
  const key = (pressed: string, held: object = {}) =>
    name().dispatchEvent(
      new KeyboardEvent('keydown', { key: pressed, ...held, bubbles: true, cancelable: true }),
    );
  async function type(text: string) {
    name().value = text;
    name().dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
  }
  const asked = () => test('naming-form')?.dataset.exhibit;
  const seen = (n: number) =>
    test('naming-count')?.textContent === `${n} of 5` && find('[data-ready=true] input');
  const title = (at: number) => session.openCase!.matter.exhibits[at]?.title;

  it('asks for each paper once, by the keyboard alone', async () => {
    await openNew();
    const openCase = session.openCase!;
    const paths = ['a', 'b', 'c', 'd', 'e'].map((one) => `/home/rosa/IMG_${one}.pdf`);
    const first = openCase.matter.exhibits.length;
    await intake.take(openCase.matter.id, paths, null);
    await press('name-papers');
    await until('the first', () => asked() === openCase.matter.exhibits[first]?.id && name());
    expect(document.activeElement).toBe(name());
    expect(await faults()).toEqual([]);
    expect(test('naming-count')?.textContent).toBe('1 of 5');
    // Nothing is named by an empty field, and it is said.
    key('Enter');
    await until('why not', () => test('naming-lacks'));
    expect(test('naming-back')).toBeNull();
    await type('Constancia de buena conducta');
    await until('the kind', () => test('naming-kind')?.dataset.value === 'certificate');
    key('Enter');
    await until('the second', () => seen(2));
    expect(title(first)).toBe('Constancia de buena conducta');
    expect(openCase.matter.exhibits[first]?.kind).toBe('certificate');
    key('Enter', { shiftKey: true });
    await until('the third', () => seen(3));
    expect(openCase.matter.exhibits[first]?.documents).toBe(2);
    expect(asked()).toBe(openCase.matter.exhibits[first + 1]?.id);
    key('Enter', { altKey: true });
    await until('the fourth', () => seen(4));
    expect(openCase.matter.exhibits[first + 1]?.kind).toBe('photo');
    key('Enter', { altKey: true });
    await until('the fifth', () => seen(5));
    expect(openCase.matter.exhibits[first + 1]?.documents).toBe(2);
    // The one before is asked about again, with its name.
    await press('naming-back');
    await until('a photo again', () => asked() === openCase.matter.exhibits[first + 1]?.id);
    await until('its name', () => name()?.value === openCase.matter.exhibits[first + 1]?.title);
    key('Enter');
    await until('the fifth again', () => seen(5));
    await press('naming-later');
    await until('the end', () => test('naming-done'));
    // What is taken back is asked for again: the name that was given once more, and the photo.
    await openCase.undo();
    await openCase.undo();
    await until('the fourth again', () => asked() === openCase.matter.exhibits[first + 2]?.id);
    await press('naming-close');
    await until('the case', () => find('[data-view=case]'));
  });

  it('what was read on the page goes with the name, where it is chosen', async () => {
    await openNew();
    const openCase = session.openCase!;
    const first = openCase.matter.exhibits.length;
    const paths = ['read1', 'read2'].map((one) => `/home/rosa/IMG_${one}.pdf`);
    await intake.take(openCase.matter.id, paths, null);
    await press('name-papers');
    const offered = (at: number) =>
      asked() === openCase.matter.exhibits[first + at]?.id && test('naming-offers') !== null;
    await until('the first', () => offered(0));
    expect(await faults()).toEqual([]);
    // Without an engine no picture loads.
    const image = find('[data-test=look-box] img')!;
    Object.defineProperties(image, {
      naturalWidth: { value: 850 },
      naturalHeight: { value: 1100 },
    });
    image.dispatchEvent(new Event('load'));
    await until(
      'the marks',
      () => document.querySelectorAll('[data-test=read-marks] rect').length === 2,
    );
    const picks = (field: string) => [
      ...document.querySelectorAll<HTMLElement>(`[data-field=${field}] [data-test=naming-pick]`),
    ];
    picks('issuer')[0]!.focus();
    await until('the line', () => find('[data-test=read-marks] [data-near=true]'));
    await type('Constancia');
    key('Enter', { ctrlKey: true });
    await until('the second', () => offered(1));
    const named = () => openCase.matter.exhibits[first]!.id;
    const fields = async () => (await detail(openCase.matter.id, named())).fields;
    // Of two days nobody has said which.
    expect(await fields()).toMatchObject({ issuer: 'Alcaldía de Nirgua', date: null });
    picks('date')[1]!.click();
    await tick();
    await type('Constancia');
    key('Enter');
    await until('the end', () => test('naming-done'));
    const second = await detail(openCase.matter.id, openCase.matter.exhibits[first + 1]!.id);
    expect(second.fields).toMatchObject({ issuer: null, date: '2024-03-05' });
  });

  it('names that were read are looked at together, and those that are right are taken', async () => {
    await openNew();
    const openCase = session.openCase!;
    const first = openCase.matter.exhibits.length;
    const names = ['titled1', 'titled2', 'titled3', 'wordless1', 'wordless2'];
    const paths = names.map((one) => `/home/rosa/IMG_${one}.pdf`);
    const ids = () => openCase.matter.exhibits.slice(first).map((one) => one.id);
    await intake.take(openCase.matter.id, paths, null);
    await press('name-papers');
    await until('all names', () => all('[data-test=naming-names] li').length === 3);
    const before = ids();
    expect(all('[data-test=naming-photos] li')).toHaveLength(2);
    await until('the focus', () => document.activeElement === test('naming-take-together'));
    expect(await faults()).toEqual([]);
    find(`li[data-exhibit="${before[1]}"] [data-test=naming-right]`)!.click();
    await press('naming-take-together');
    // The one that is not right is asked about, and belongs to the paper before it, if to any.
    await until('the second', () => asked() === before[1] && find('[data-ready=true] input'));
    await until('its field', () => document.activeElement === name());
    expect(test('naming-same')?.textContent).toContain('Constancia IMG_titled1.pdf');
    expect(ids()).toEqual(before.slice(0, 4));
    expect(title(first)).toBe('Constancia IMG_titled1.pdf');
    expect(title(first + 2)).toBe('Constancia IMG_titled3.pdf');
    expect(openCase.matter.exhibits[first + 3]).toMatchObject({ kind: 'photo', documents: 2 });
    await press('naming-later');
    await until('the end', () => test('naming-done'));
  });

  it('a photo alone is asked about, and names that are taken back are looked at again', async () => {
    await openNew();
    const openCase = session.openCase!;
    const names = ['titled1', 'titled2', 'titled3', 'wordless1'];
    const paths = names.map((one) => `/home/rosa/IMG_${one}.pdf`);
    await intake.take(openCase.matter.id, paths, null);
    await press('name-papers');
    await until('all names', () => all('[data-test=naming-names] li').length === 3);
    const photo = openCase.matter.exhibits.at(-1)!.id;
    await press('naming-take-together');
    await until('the photo', () => asked() === photo && find('[data-ready=true] input'));
    // Ctrl+Z in a field into which nobody typed takes the names back.
    key('z', { ctrlKey: true });
    await until('all names again', () => all('[data-test=naming-names] li').length === 3);
    expect(openCase.matter.exhibits.filter((one) => !one.named)).toHaveLength(4);
    await press('naming-one-by-one');
    await until('the first', () => name() !== null && find('[data-ready=true] input'));
    await press('naming-close');
    await until('the case', () => find('[data-view=case]'));
  });

  it('another page goes to the paper that was named last, not to one left for later', async () => {
    await openNew();
    const openCase = session.openCase!;
    const first = openCase.matter.exhibits.length;
    const ready = () => find('[data-ready=true] input');
    const paths = ['a', 'b', 'c'].map((one) => `/home/rosa/IMG_${one}.pdf`);
    await intake.take(openCase.matter.id, paths, null);
    await press('name-papers');
    await until('the first', () => asked() === openCase.matter.exhibits[first]?.id && ready());
    await type('Carta del pastor');
    key('Enter');
    await until('the second', () => asked() === openCase.matter.exhibits[first + 1]?.id && ready());
    await press('naming-later');
    await until('the third', () => asked() === openCase.matter.exhibits[first + 2]?.id && ready());
    await until('the letter', () => test('naming-same')?.textContent?.includes('Carta del pastor'));
    key('Enter', { shiftKey: true });
    await until('the end', () => test('naming-done'));
    expect(openCase.matter.exhibits[first]?.documents).toBe(2);
    expect(openCase.matter.exhibits[first + 1]?.documents).toBe(1);
  });
});

describe('dialogs', () => {
  it('the guide is in the window, a page for each task, in both languages', async () => {
    const files = Object.entries(
      import.meta.glob<string>('../../docs/guide/*/*.md', {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
    );
    for (const language of ['en', 'es'] as const) {
      await session.change({ ...session.settings, language });
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F1' }));
      await until('the guide', () => test('dialog-guide'));
      expect(await faults()).toEqual([]);
      const seen: string[] = [];
      for (const chapter of all('[data-test="guide-chapter"]')) {
        chapter.click();
        await tick();
        seen.push(test('guide-page')!.textContent.replace(/\s+/g, ''));
      }
      // Each file of the guide is there to its last word, without its marks.
      const bare = (text: string) => text.replace(/[\s*`#|\\-]|\d\.|[“”"]/g, '');
      const own = files.filter(([path]) => path.includes(`/${language}/`));
      expect(seen).toHaveLength(own.length);
      for (const [path, text] of own) {
        const last = bare(text.trim().split('\n').at(-1)!);
        expect(
          seen.map(bare).some((page) => page.endsWith(last)),
          path,
        ).toBe(true);
      }
      await press('dialog-close');
    }
  });

  it('a new case needs a name only', async () => {
    await press('new-case');
    await until('the dialog', () => test('dialog-new'));
    await press('new-begin');
    expect(find('[data-view=case]')).toBeNull();
    const field = test('new-person') as HTMLInputElement;
    field.value = 'Ana PRUEBA';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
    await press('new-begin');
    await until('the case', () => find('[data-view=case]'));
    expect(test('empty-case')).not.toBeNull();
  });

  it('asks before work is left', async () => {
    send('closing', 1);
    await until('the question', () => test('dialog-closing'));
    await press('keep-working');
    await until('no question', () => test('dialog-closing') === null);
  });

  it('the question speaks of the dossier that is being built', async () => {
    dossierBuild.running = 1;
    send('closing', 1);
    await until('the question', () => test('dialog-closing'));
    expect(test('dialog-closing')?.textContent).toContain('dossier');
    // Once it is built, the question that is being read says so.
    dossierBuild.running = null;
    await until('the end', () => test('dialog-closing')?.textContent?.includes('has ended'));
    test('keep-working')!.click();
    await until('no question', () => test('dialog-closing') === null);
  });

  it('moving begins in the search, and Enter takes the only exhibit found', async () => {
    await open('sample');
    const openCase = session.openCase!;
    openCase.select(only('e1'));
    await until('a page', () => openCase.pageOrder.length > 0);
    openCase.selectPages(only(openCase.pageOrder[0]!));
    session.dialog = 'move';
    await until('the focus', () => document.activeElement === test('move-find'));
    const find = test('move-find') as HTMLInputElement;
    const { id, title } = openCase.matter.exhibits[3]!;
    find.value = title;
    find.dispatchEvent(new Event('input', { bubbles: true }));
    await until('one exhibit', () => all('[data-test=move-to]').length === 1);
    find.form!.requestSubmit();
    await until('it moved', () => session.dialog === null && openCase.matter.undo !== null);
    // The exhibit that lost its only paper is gone, and the panes show where the paper went.
    await until('the other exhibit', () => openCase.place === id);
    await openCase.undo();
  });

  it('an exhibit is split before the chosen page, but not before its first', async () => {
    await open('sample');
    const openCase = session.openCase!;
    openCase.select(only('e1'));
    await until('pages', () => openCase.pageOrder.length > 0);
    const [first, second] = openCase.pageOrder;
    openCase.selectPages(only(first!));
    expect(openCase.splitPage).toBeNull();
    if (second !== undefined) {
      openCase.selectPages(only(second));
      const [document, page] = second.split(':');
      expect(openCase.splitPage).toEqual({ document, page: Number(page) });
    }
    openCase.selectPages(nothing);
    expect(openCase.splitPage).toBeNull();
  });

  it('what a field of a dialog holds is replaced by typing', async () => {
    await open('sample');
    const openCase = session.openCase!;
    openCase.select(only('e1'));
    session.dialog = 'group';
    await until('the focus', () => document.activeElement === test('group-title'));
    const field = test('group-title') as HTMLInputElement;
    field.value = 'Letters';
    session.dialog = null;
    await until('no dialog', () => test('dialog-group') === null);
    const keys = openCase.matter.exhibits.slice(0, 2).map((one) => one.id);
    openCase.select({ keys: new Set(keys), active: keys[0]!, anchor: keys[0]! });
    session.dialog = 'join';
    await until('the title', () => document.activeElement === test('join-title'));
    const title = test('join-title') as HTMLInputElement;
    expect([title.selectionStart, title.selectionEnd]).toEqual([0, title.value.length]);
    session.dialog = null;
  });

  it('a page is looked at closely, and its title corrected beside it', async () => {
    await open('sample');
    const openCase = session.openCase!;
    openCase.select(only('e1'));
    await until('pages', () => openCase.pageOrder.length > 0);
    const key = (name: string) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
      );
    test('exhibits')!.dispatchEvent(
      new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }),
    );
    await until('the page', () => test('look-picture'));
    const shown = () => (test('look-picture') as HTMLImageElement).src;
    const said = () => test('look-place')?.textContent ?? '';
    expect(said()).toContain(`Page 1 of ${openCase.pageOrder.length}`);
    expect(await faults()).toEqual([]);
    const first = shown();
    // Through the pages of the exhibit, then into the next one, and back.
    for (let n = openCase.pageOrder.length; n > 0; n -= 1) {
      const before = shown();
      key('ArrowRight');
      await until('the next page', () => test('look-picture') && shown() !== before);
    }
    expect(openCase.place).toBe('e2');
    key('ArrowUp');
    await until('the first again', () => openCase.place === 'e1' && shown() === first);
    const title = test('field-title') as HTMLInputElement;
    title.value = 'Letter of the priest';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    // A letter that is typed into a field is text.
    title.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
    key('Escape');
    await until('the case', () => session.view === 'case');
    await until('the title', () => openCase.matter.exhibits[0]!.title === 'Letter of the priest');
    await openCase.undo();
  });

  it('a half-written form is not thrown away by one Escape', async () => {
    await open('sample');
    session.dialog = 'proof-of-service';
    await until('the form', () => test('service-how'));
    const press = () =>
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      );
    const how = test('service-how') as HTMLInputElement;
    how.focus();
    how.value = 'by hand';
    how.dispatchEvent(new Event('input', { bubbles: true }));
    press();
    await until('the warning', () => test('written-lost'));
    expect(session.dialog).toBe('proof-of-service');
    press();
    await until('closed', () => session.dialog === null);
    // Where nothing was written, nothing is asked.
    session.dialog = 'proof-of-service';
    await until('the form', () => test('service-how'));
    (test('service-how') as HTMLInputElement).focus();
    press();
    await until('closed at once', () => session.dialog === null);
  });

  it('undo works in every view, and what was told of one case is not told of another', async () => {
    await open('sample');
    const openCase = session.openCase!;
    const { group } = openCase.matter.exhibits[0]!;
    await openCase.act({ do: 'group', exhibits: ['e1'], heading: 'Another heading' });
    expect(openCase.matter.exhibits[0]!.group).toBe('Another heading');
    await goSettled('build');
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
    );
    await until('undone', () => openCase.matter.exhibits[0]!.group === group);
    feedback.fail({ code: 'x', message: 'Something about this case.', findings: [] });
    feedback.tell('And this.');
    session.enter({ ...openCase.matter, id: 'another' });
    expect([feedback.banners.length, feedback.notice]).toEqual([0, null]);
  });

  it('a title has no dots', async () => {
    await open('sample');
    session.openCase!.select(only('e1'));
    session.dialog = 'group';
    await until('the dialog', () => test('dialog-group'));
    expect(find('.dialog-title')?.textContent).toBe('Group');
    session.dialog = null;
  });

  it('what was typed just before closing is saved', async () => {
    await open('sample');
    await until('the title', () => test('field-title'));
    const title = test('field-title') as HTMLInputElement;
    title.value = 'Letter of the priest';
    title.dispatchEvent(new Event('input', { bubbles: true }));
    send('closing', 0);
    await until('it closes', () => closed.undo !== undefined);
    expect(closed.undo).not.toBeNull();
    expect(test('dialog-closing')).toBeNull();
    await session.openCase!.undo();
  });

  it('joining and grouping are two acts', async () => {
    await open('sample');
    const openCase = session.openCase!;
    const before = openCase.matter.exhibits.length;
    openCase.select(choose(openCase.listing.order, only('e1'), 'e2', 'range'));
    await press('group');
    const heading = test('group-title') as HTMLInputElement;
    heading.value = 'Letters';
    heading.dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
    await press('group-save');
    await until('the heading', () => openCase.matter.exhibits[1]?.group === 'Letters');
    expect(openCase.matter.exhibits).toHaveLength(before);
    await press('join');
    await press('join-save');
    await until('one less', () => openCase.matter.exhibits.length === before - 1);
    expect(openCase.place).toBe('e1');
    await openCase.undo();
    await openCase.undo();
  });

  it('keys open and close them', async () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '?', shiftKey: true }));
    await until('the keys', () => test('dialog-shortcuts'));
    expect(await faults()).toEqual([]);
  });
});

describe('a double click', () => {
  it('is one act, but for buttons that are pressed again and again', async () => {
    await open('sample');
    const openCase = session.openCase!;
    const before = openCase.matter.exhibits.length;
    openCase.select(only('e1'));
    await until('the button', () => test('remove'));
    const click = (name: string, detail: number) =>
      test(name)!.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }));
    click('remove', 1);
    await until('one less', () => openCase.matter.exhibits.length === before - 1);
    click('remove', 2);
    click('move-down', 2);
    await openCase.settle();
    expect(openCase.matter.exhibits).toHaveLength(before - 1);
    expect(openCase.matter.undo).not.toBe('remove');
    click('undo', 1);
    await until('the move is undone', () => openCase.matter.undo === 'remove');
    click('undo', 2);
    await until('all are back', () => openCase.matter.exhibits.length === before);
  });
});

it('a click below the list leaves the focus in it', async () => {
  await open('sample');
  session.openCase!.select(only('e2'));
  await until('the button', () => test('move-up'));
  const pressed = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
  test('move-up')!.dispatchEvent(pressed);
  expect(pressed.defaultPrevented).toBe(true);
  expect(document.activeElement).toBe(test('exhibits'));
});

it('a press in the list does not choose its first row', async () => {
  await open('sample');
  const openCase = session.openCase!;
  openCase.select({ ...openCase.selection, keys: new Set(), active: null });
  (document.activeElement as HTMLElement).blur();
  test('exhibits')!.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  expect(document.activeElement).toBe(test('exhibits'));
  expect(openCase.selection.active).toBeNull();
  (document.activeElement as HTMLElement).blur();
  test('exhibits')!.focus();
  expect(openCase.selection.active).toBe(openCase.listing.order[0]);
});

it('of several exhibits, the panes show none alone', async () => {
  await open('sample');
  const openCase = session.openCase!;
  openCase.select(choose(openCase.listing.order, only('e1'), 'e2', 'range'));
  await until('how many', () => test('several-chosen')?.textContent?.includes('2'));
  expect(test('exhibit-form')).toBeNull();
});

it('a check that opens others says so, and undo is there', async () => {
  await open('sample');
  session.go('build');
  await until('undo', () => test('undo'));
  feedback.tell('Now something else is open.');
  await until('the notice', () => test('notice')?.textContent?.includes('something else'));
  await session.openCase!.rename('Another name', () => undefined);
  await until('no notice after the next act', () => test('notice') === null);
  await session.openCase!.undo();
});

it('what could not be done stays until it is dismissed', async () => {
  await session.open('nowhere');
  await until('the banner', () => test('banner'));
  expect(test('banner')?.textContent).toContain('nowhere');
  await press('dismiss');
  expect(test('banner')).toBeNull();
});

describe('the history', () => {
  it('goes back to any act, and forward again', async () => {
    await open('sample');
    const openCase = session.openCase!;
    const before = openCase.matter.exhibits.map((one) => one.title);
    const undoable = openCase.matter.undo;
    await openCase.moveExhibits([openCase.matter.exhibits[0]!.id], 2);
    await openCase.moveExhibits([openCase.matter.exhibits[0]!.id], 3);
    await openCase.moveExhibits([openCase.matter.exhibits[0]!.id], 1);
    session.dialog = 'history';
    await until('the acts', () => all('[data-test=history-step]').length >= 3);
    expect(await faults()).toEqual([]);
    const back = all('[data-test=history-back]');
    // The last button of the three acts of this test, and the beginning.
    (back[2] ?? test('history-begin'))!.click();
    await until('the order', () =>
      openCase.matter.exhibits.every((one, at) => one.title === before[at]),
    );
    expect(openCase.matter.undo).toBe(undoable);
    await until('taken back', () => all('[data-test=history-undone]').length === 3);
    await openCase.redo();
    expect(openCase.matter.exhibits.map((one) => one.title)).not.toEqual(before);
  });
});

describe('several exhibits at once', () => {
  it('get a kind and a heading, and keep the rest', async () => {
    await open('sample');
    const openCase = session.openCase!;
    const [first, second, third] = openCase.matter.exhibits;
    openCase.select({
      keys: new Set([first!.id, second!.id]),
      active: second!.id,
      anchor: first!.id,
    });
    await until('the form', () => test('several-form'));
    expect(await faults()).toEqual([]);
    expect((test('several-save') as HTMLButtonElement).disabled).toBe(true);
    const heading = test('several-heading') as HTMLInputElement;
    heading.value = 'Cartas';
    heading.dispatchEvent(new Event('input', { bubbles: true }));
    await press('several-save');
    await until('the heading', () => openCase.matter.exhibits[1]?.group === 'Cartas');
    const now = openCase.matter.exhibits;
    expect(now.slice(0, 2).map((one) => one.title)).toEqual([first!.title, second!.title]);
    expect(now[0]?.kind).toBe(first!.kind);
    expect(now[2]).toEqual(third);
  });
});

it('words are searched, and their page is opened', async () => {
  await open('sample');
  const openCase = session.openCase!;
  openCase.showFacts();
  await until('pictures', () => test('words-unread'));
  expect(await faults()).toEqual([]);
  document.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true }),
  );
  await until('the dialog', () => test('dialog-search'));
  const field = test('search-words') as HTMLInputElement;
  const type = async (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
  };
  await type('nada');
  await until('nothing', () => test('search-count')?.textContent?.includes('0 pages'));
  await type('buena conducta');
  await until('a page', () => test('search-hit'));
  expect(await faults()).toEqual([]);
  field.form!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await until('the page', () => find('[data-view=look]'));
  expect(openCase.place).toBe(openCase.matter.exhibits[1]?.id);
  expect(openCase.pages.active?.endsWith(':2')).toBe(true);
  await until('the bar', () => test('found-bar')?.textContent?.includes('buena conducta'));
  expect(test('found-bar')?.textContent).toContain('1 of 1');
  expect(await faults()).toEqual([]);
  (test('found-end') as HTMLButtonElement).click();
  await until('no bar', () => !test('found-bar'));
});

it('words are read by themselves, once, and not after they were stopped', async () => {
  await session.change({ ...session.settings, read_words: true });
  await open('sample');
  session.openCase!.showFacts();
  await until('it reads', () => test('words-reading'));
  (test('words-stop') as HTMLButtonElement).click();
  await until('it stopped', () => !test('words-reading'));
  await session.openCase!.refresh();
  await new Promise((done) => setTimeout(done, 3000));
  expect(test('words-reading')).toBeNull();
  expect(test('words-read')).not.toBeNull();
});

it('a date that is none is told when its field goes away', async () => {
  await open('sample');
  const [first, second] = session.openCase!.matter.exhibits;
  session.openCase!.select(only(first!.id));
  await until('the date', () => test('field-date'));
  const fields = test('field-date')!.querySelectorAll('input');
  for (const [at, text] of [
    ['2', '45'],
    ['4', '2026'],
  ] as const) {
    const one = [...fields].find((field) => String(field.maxLength) === at)!;
    one.value = text;
    one.dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
  }
  session.openCase!.select(only(second!.id));
  await until('it is told', () => feedback.notice?.includes('45'));
  expect(feedback.notice).toContain('2026');
  expect(await faults()).toEqual([]);
});

it('a box turns with its page', () => {
  const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.05 };
  const about = (one: object) => Object.values(one).map((n) => Math.round((n as number) * 1000));
  expect(about(turned(box, 0))).toEqual([100, 200, 300, 50]);
  // The left edge of a page that was turned to the right is its former bottom.
  expect(about(turned(box, 90))).toEqual([750, 100, 50, 300]);
  expect(about(turned(box, 180))).toEqual([600, 750, 300, 50]);
  expect(about(turned(box, 270))).toEqual([200, 600, 50, 300]);
});
