// A mock program in memory. It answers the commands with a sample case, a long one and an empty
// one, and keeps changes, so that people and tests can use the window.
import type {
  Arrangement,
  DocumentDetail,
  ExhibitKind,
  ExhibitView,
  FormRequest,
  MatterNews,
  MatterView,
  Translator,
  Facts,
  Failure,
  Hello,
  PlaceDetail,
  Progress,
  Settings,
} from '../../src/generated/types';
import { openCount } from '../../src/state/build/finding-groups';
import { arrangeCase, newDocument, type Case } from './case';
import {
  findingsOf,
  hasDrafts,
  makeForm,
  mendCase,
  register,
  signPaper,
  volumesOf,
} from './filing';
import { cases, emptyFacts, profiles } from './sample';
import { detailOf, listing, suggestionsOf, viewOf } from './views';

let settings: Settings = {
  language: 'en',
  theme: 'system',
  text: 100,
  office_unconfined: false,
  read_words: false,
};
const start = new URLSearchParams(globalThis.location?.search ?? '');
if (start.get('lang') === 'es') settings = { ...settings, language: 'es' };
if (start.get('theme')) settings = { ...settings, theme: start.get('theme') as Settings['theme'] };
let store: Case[] = start.has('first') ? [] : cases();
const undone = new Map<string, { past: [string, string][]; future: [string, string][] }>();
const stopped = new Set<number>();

function fail(code: string, message: string, findings: Failure['findings'] = []): never {
  throw { code, message, findings } satisfies Failure;
}

function found(id: unknown): Case {
  return store.find((one) => one.id === id) ?? fail('no-matter', `There is no case ${String(id)}.`);
}

function change(id: unknown, act: string, work: (one: Case) => void) {
  const one = found(id);
  if (one.read_only) fail('read-only', 'This case can only be read.');
  const history = undone.get(one.id) ?? { past: [], future: [] };
  const before = JSON.stringify(one);
  work(one);
  one.revision += 1;
  undone.set(one.id, { past: [...history.past, [act, before]], future: [] });
  return { act, matter: news(one) };
}

function show(one: Case) {
  const history = undone.get(one.id);
  return viewOf(one, history?.past.at(-1)?.[0] ?? null, history?.future.at(-1)?.[0] ?? null);
}

// The view of the case that the window already has.
let told: MatterView | null = null;

function news(one: Case): MatterNews {
  const now = show(one);
  const had = told?.id === now.id ? told : null;
  const same = (exhibit: ExhibitView) =>
    had?.exhibits.some((before) => JSON.stringify(before) === JSON.stringify(exhibit)) ?? false;
  told = now;
  const order = now.exhibits.map((exhibit) => exhibit.id);
  return {
    since: had?.revision ?? null,
    order,
    view: { ...now, exhibits: now.exhibits.filter((exhibit) => !same(exhibit)) },
  };
}

function turnBack(id: unknown, back: boolean) {
  const one = found(id);
  const history = undone.get(one.id) ?? { past: [], future: [] };
  const from = back ? history.past : history.future;
  const step = from.pop() ?? fail('nothing-to-do', 'There is nothing to undo.');
  (back ? history.future : history.past).push([step[0], JSON.stringify(one)]);
  const revision = one.revision + 1;
  store = store.map((other) =>
    other === one ? { ...(JSON.parse(step[1]) as Case), revision } : other,
  );
  return { act: step[0], matter: news(found(id)) };
}

/** The files that were opened. */
export const opened: string[] = [];
/** The last act when the window closed; undefined while it has not. */
export const closed: { undo: string | null | undefined } = { undo: undefined };

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

type Long = { job: number; progress: { onmessage: (news: Progress) => void } };
async function long(
  { job, progress }: Long,
  phase: Progress['phase'],
  total: number,
  what: (n: number) => string | null,
  ms = 60,
): Promise<boolean> {
  for (let done = 0; done <= total; done += 1) {
    if (stopped.has(job)) return false;
    progress.onmessage({
      phase,
      done,
      total,
      what: what(done),
      seconds_left: ((total - done) * ms) / 1000,
      paper: null,
    });
    await wait(ms);
  }
  return true;
}

type Args = {
  matter: string;
  name: string;
  proposed: string;
  out: string;
  into: string | null;
  job: number;
  passwords: string[];
  anyway: boolean;
  dates: string | null;
  facts: Facts;
  change: Arrangement;
  findings: string[];
  named: (string | [string, string | null])[];
  text: string | null;
  translator: Translator;
  request: FormRequest;
  document: string;
  from: string;
  settings: Settings;
  place: string;
  path: string;
  paths: string[];
  zip: boolean;
  question: string;
  steps: number;
  title: string;
};

const commands: Record<string, (args: Args) => unknown> = {
  hello: (): Hello => ({
    settings,
    version: '0.1.0',
    store: '/home/rosa/.local/share/expediente',
    profiles: profiles(settings.language),
    matters: store.map(listing),
    opened: [],
    demo: false,
  }),
  set_settings: (args) => (settings = args.settings),
  matters: () => store.map(listing),
  glance: (args) => {
    const one = found(args.matter);
    const es = settings.language === 'es';
    const missing = [
      one.facts.court.length === 0 ? (es ? 'el tribunal' : 'the court') : '',
      one.facts.docket.length === 0
        ? es
          ? 'el número de caso o número A'
          : 'the case number or A-number'
        : '',
      one.facts.filer.name === '' ? (es ? 'quién lo presenta' : 'who files it') : '',
      one.facts.title === ''
        ? es
          ? 'el título de la presentación'
          : 'the title of the filing'
        : '',
    ].filter((part) => part !== '');
    const picture = viewOf(one, null, null).exhibits[0]?.picture ?? null;
    const empty = one.exhibits.length === 0;
    return {
      picture,
      missing: empty ? [] : missing,
      open: openCount(findingsOf(one)),
      checklist: null,
      running_out: [],
      differences: 0,
    };
  },
  profiles: () => profiles(settings.language),
  new_matter: (args) => {
    const one: Case = {
      answers: {},
      id: `case-${store.length + 1}`,
      name: args.name || args.facts.person,
      read_only: false,
      facts: args.facts,
      revision: 1,
      updated: new Date().toISOString(),
      built: null,
      front: [],
      exhibits: [],
      back: [],
      papers: [],
    };
    store = [one, ...store];
    return show(one);
  },
  show: (args) => (told = show(found(args.matter))),
  detail: (args): PlaceDetail => detailOf(found(args.matter), args.place),
  captions: (args) => {
    const one = found(args.matter);
    return show(one).exhibits.flatMap((exhibit) =>
      detailOf(one, exhibit.id)
        .documents.filter((document) => document.photo)
        .map((document: DocumentDetail) => ({
          document: document.id,
          exhibit: exhibit.id,
          label: exhibit.label,
          caption: document.caption,
          date: document.date,
          place: document.taken_at,
          photo: document.photo,
          picture: document.leaves[0]!.picture,
        })),
    );
  },
  guess_kind: (args) => (/^constancia|^certificate/i.test(args.title) ? 'certificate' : null),
  together: (args) =>
    args.paths
      .filter((path) => !path.split('/').pop()!.includes('.'))
      .map((path) => ({ name: path.split('/').pop()!, files: 12 })),
  suggestions: (args) => suggestionsOf(found(args.matter)),
  take_suggestions: (args) =>
    change(args.matter, 'describing', (one) => {
      const ids = args.named.map((one) => (typeof one === 'string' ? one : one[0]));
      for (const exhibit of one.exhibits)
        for (const { id, field, values } of suggestionsOf(one)) {
          if (!id.startsWith(`${exhibit.id}:`) || (ids.length > 0 && !ids.includes(id))) continue;
          if (field === 'kind') exhibit.fields.kind ??= values[0] as ExhibitKind;
          if (field === 'title') exhibit.fields.title = values[0]!;
        }
    }),
  drop_suggestions: (args) =>
    change(args.matter, 'describing', (one) => {
      for (const exhibit of one.exhibits)
        if (args.named.length === 0 || args.named.includes(`${exhibit.id}:kind`))
          exhibit.fields.kind ??= 'other';
    }),
  set_facts: (args) =>
    change(
      args.matter,
      settings.language === 'es'
        ? 'cambiar los datos del caso'
        : 'changing the details of the case',
      (one) => (one.facts = args.facts),
    ),
  rename: (args) => change(args.matter, 'renaming', (one) => (one.name = args.name)),
  arrange: (args) =>
    change(args.matter, args.change.do.replace('-', ' '), (one) => arrangeCase(one, args.change)),
  undo: (args) => turnBack(args.matter, true),
  redo: (args) => turnBack(args.matter, false),
  history: (args) => {
    const { past, future } = undone.get(args.matter) ?? { past: [], future: [] };
    const steps = (all: [string, string][]) =>
      all.map(([act]) => ({ act, at: '2026-03-01T10:00:00Z' })).reverse();
    return { done: steps(past), undone: steps(future) };
  },
  unread: () => ({
    pages: 9,
    read: 0,
    unread: start.has('first') ? 0 : 3,
    unsure: 0,
    unreadable: 0,
    without: 0,
    uncoded: 0,
    sheets: 0,
    papers: [],
  }),
  read_words: async (args) => {
    await long(args as unknown as Long, 'read', 3, () => null);
    const after = {
      pages: 9,
      read: 3,
      unread: 0,
      unsure: 0,
      unreadable: 0,
      without: 0,
      uncoded: 0,
      sheets: 0,
      papers: [],
    };
    return { engine: 'tesseract 5.3.0', done: 3, with_words: 3, codes: 0, after };
  },
  marks: () => [{ x: 0.1, y: 0.2, width: 0.15, height: 0.02 }],
  line_marks: () => [{ x: 0.1, y: 0.3, width: 0.4, height: 0.02 }],
  find: (args) => {
    const one = found(args.matter ?? 'sample');
    const exhibit = one.exhibits[1]!;
    const document = exhibit.documents[0]!;
    const is = args.question.startsWith('buena');
    const hit = {
      matter: one.id,
      matter_name: one.name,
      document: document.id,
      exhibit: exhibit.id,
      label: 'B',
      title: exhibit.fields.title,
      item: document.sha256,
      page: 2,
      snippet: 'constancia de buena conducta',
      read: true,
    };
    return { hits: is ? [hit] : [], total: is ? 1 : 0, pages: 9, unread: 1 };
  },
  go_back: (args) => {
    let last = turnBack(args.matter, true);
    for (let n = 1; n < args.steps; n += 1) last = turnBack(args.matter, true);
    return last;
  },
  dossier_pages: (args) => {
    const one = found(args.matter);
    const view = show(one);
    const labels: (string | null)[] = [];
    const sections: object[] = [];
    const push = (
      kind: string,
      label: string | null,
      title: string,
      pages: number,
      place: string | null,
      numbered = true,
    ) => {
      sections.push({ kind, label, title, first: labels.length, place });
      for (let n = 0; n < pages; n += 1) labels.push(numbered ? String(labels.length + 1) : null);
    };
    for (const paper of view.front) push('front', null, paper.title, paper.sheets, 'front', false);
    push('cover', null, settings.language === 'es' ? 'Portada' : 'Cover page', 1, null);
    push(
      'table',
      null,
      settings.language === 'es' ? 'Índice de anexos' : 'Table of exhibits',
      1,
      null,
    );
    for (const exhibit of view.exhibits)
      push('exhibit', exhibit.label, exhibit.title, exhibit.sheets + 1, exhibit.id);
    return { revision: String(one.revision), aspect: 11 / 8.5, labels, sections };
  },
  check: (args) => {
    const one = found(args.matter);
    const view = show(one);
    const profile = profiles(settings.language).find((other) => other.name === one.facts.profile)!;
    return {
      profile,
      pages: view.pages,
      estimate: view.estimate,
      estimate_size: view.estimate_size,
      volumes: volumesOf(one, view),
      drafts: hasDrafts(one),
      findings: findingsOf(one),
      nothing: view.exhibits.length === 0,
      proposed: 'dossier.pdf',
    };
  },
  mend: (args) => change(args.matter, 'mending', (one) => mendCase(one, args.findings)),
  answer: (args) =>
    change(args.matter, 'answering a finding', (one) => {
      for (const finding of args.findings) {
        if (args.text === null) delete one.answers[finding];
        else one.answers[finding] = args.text;
      }
    }),
  translators: () => register.all,
  keep_translator: (args) =>
    (register.all = [
      ...register.all.filter((other) => other.name !== args.translator.name),
      args.translator,
    ]),
  forget_translator: (args) =>
    (register.all = register.all.filter((other) => other.name !== args.name)),
  copy_profile: (args) => {
    if (/[^a-z0-9-]/.test(args.name)) fail('profile-name', 'This is no name for court rules.');
    return profiles(settings.language, args.name);
  },
  choose_paper: () => '/home/rosa/Desktop/Certificate.pdf',
  choose_signed: () => '/home/rosa/Papers/Signed.pdf',
  save_paper: (args) => ({ path: args.out, opened: true }),
  make_form: async (args) => {
    await long(args as unknown as Long, 'intake', 2, () => null);
    let made = { document: '', place: '', act: 'making a paper to sign' };
    change(
      args.matter,
      'making a paper to sign',
      (one) => (made = { ...made, ...makeForm(one, args.request) }),
    );
    return made;
  },
  sign: async (args) => {
    await long(args as unknown as Long, 'intake', 2, () => null);
    if (!args.anyway) fail('other-than-form', 'It does not look like the form.');
    return change(args.matter, 'adding a signed paper', (one) => signPaper(one, args.document));
  },
  erase: (args) => {
    const one = found(args.matter);
    if (args.name !== one.name) fail('wrong-name', 'This is not the name of the case.');
    store = store.filter((other) => other !== one);
    return null;
  },
  cancel: (args) => void stopped.add(args.job),
  show_in_folder: () => null,
  open_file: ({ path }) => {
    opened.push(path);
    return null;
  },
  choose_files: () => [
    '/home/rosa/Papers/Certificate.pdf',
    '/home/rosa/Papers/locked.pdf',
    '/home/rosa/Papers/IMG_0042.HEIC',
    '/home/rosa/Papers/Letter.pdf',
  ],
  choose_folder: () => '/home/rosa/Papers',
  choose_dossier: (args) => `/home/rosa/Desktop/${args.proposed}`,
  choose_export: () => '/home/rosa/Desktop/Case',
  choose_import: () => '/home/rosa/Desktop/Case',
  // What was saved by then.
  quit: () => void (closed.undo = told?.undo ?? null),
  add: async (args) => {
    const one = found(args.matter);
    const paths =
      args.paths.length === 1 && !args.paths[0]!.includes('.')
        ? Array.from({ length: 12 }, (_, n) => `${args.paths[0]}/Paper ${n + 1}.pdf`)
        : args.paths;
    const whole = await long(
      args as unknown as Long,
      'intake',
      paths.length,
      (n) => paths[n]?.split('/').pop() ?? null,
      start.has('slow') ? 3000 : 150,
    );
    const passwords = args.passwords;
    const papers = paths.map((source, n) => {
      const path = source.split('/').pop()!;
      const bad = (code: string, message: string) => ({
        path,
        source,
        state: 'refused',
        pages: null,
        same_as: null,
        sha256: null,
        findings: [{ code, severity: 'stops', message }],
      });
      if (path.startsWith('locked') && !passwords.includes('open')) {
        return passwords.length > 0
          ? bad(
              'pdf-wrong-password',
              'The password does not open this PDF. Check it and try again.',
            )
          : bad(
              'pdf-encrypted',
              'The PDF is locked with a password. Add it again with its password.',
            );
      }
      if (path.startsWith('WhatsApp') && args.dates === null)
        return bad(
          'chat-date-order',
          'The dates of this chat can be read in two ways: 3/4/24 is April 3, 2024 if the day comes first, and March 4, 2024 if the month comes first.',
        );
      if (path.endsWith('HEIC'))
        return bad(
          'kind-heic',
          'This HEIC photo is stored in a way that cannot be read here (vvc1). Open it on the phone or in a photo program, save it as JPEG, and add that.',
        );
      const same = one.papers.find((paper) => paper.name === path);
      if (same)
        return {
          path,
          source,
          state: 'duplicate',
          pages: same.pages,
          same_as: same.name,
          sha256: same.sha256,
          findings: [],
        };
      const sha256 = `added-${one.revision}-${n}`;
      one.papers.push({ sha256, name: path, media: 'pdf', pages: 2 + (n % 4) });
      const document = newDocument(`d${sha256}`, sha256);
      const into = one.exhibits.find((exhibit) => exhibit.id === args.into);
      if (into) into.documents.push(document);
      else
        one.exhibits.push({
          id: `e${sha256}`,
          fields: { ...emptyFacts(), title: '' },
          documents: [document],
        });
      return {
        path,
        source,
        state: 'received',
        pages: 2 + (n % 4),
        same_as: null,
        sha256,
        findings: [],
      };
    });
    one.revision += 1;
    const refused = papers.filter((paper) => paper.state === 'refused');
    const came = papers.filter((paper) => paper.state !== 'refused').map((paper) => paper.path);
    one.still = [
      ...(one.still ?? []).filter(
        (paper) => !came.includes(paper.name) && !refused.some(({ path }) => path === paper.name),
      ),
      ...refused.map(({ path, findings }) => ({
        name: path,
        why: findings.map((finding) => finding.message),
      })),
    ];
    const count = (state: string) => papers.filter((paper) => paper.state === state).length;
    return {
      papers,
      received: count('received'),
      duplicates: count('duplicate'),
      refused: count('refused'),
      passed_over: 1,
      links: [],
      concluded: [],
      cancelled: !whole,
    };
  },
  open_sample: async (args) => {
    await long(args as unknown as Long, 'intake', 4, () => null);
    store = store.some((one) => one.id === 'sample') ? store : cases();
    return show(found('sample'));
  },
  build: async (args) => {
    const one = found(args.matter);
    const view = show(one);
    for (const phase of ['write', 'prove'] as const) {
      if (
        !(await long(args as unknown as Long, phase, 20, () => null, start.has('slow') ? 2000 : 60))
      )
        fail('cancelled', 'Cancelled.');
    }
    if (start.has('unproved'))
      fail('unproved', 'The dossier did not pass its proof and was not saved.', [
        {
          code: 'proof-stamp-missing',
          severity: 'stops',
          message: 'The page number 14 is not printed on this page.',
          page: 14,
        },
      ]);
    one.built = new Date().toISOString();
    const profile = profiles(settings.language).find((other) => other.name === one.facts.profile)!;
    return {
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      bytes: view.estimate,
      pages: view.pages,
      exhibits: view.exhibits.length,
      links: 34,
      size: view.estimate_size,
      limit: profile.limit,
      limit_size: profile.limit_size,
      findings: [],
      stops: 0,
      drawn: 0,
      path: args.out,
      files: volumesOf(one, view).map((volume, at, all) => ({
        path: all.length > 1 ? args.out.replace('.pdf', `_Part${at + 1}.pdf`) : args.out,
        sha256: `${at}`.repeat(64),
        bytes: volume.estimate,
        size: volume.estimate_size,
        pages: volume.pages,
      })),
    };
  },
  export_case: async (args) =>
    (await long(args as unknown as Long, 'export', 20, () => null))
      ? args.out
      : fail('cancelled', 'Cancelled.'),
  import_case: async (args) => {
    await long(args as unknown as Long, 'import', 20, () => null);
    return {
      known: true,
      is: 'done',
      matter: show(found('sample')),
      report: {
        papers: [],
        received: 9,
        duplicates: 0,
        refused: 0,
        passed_over: 0,
        links: [],
        concluded: [],
        cancelled: false,
      },
    };
  },
};

export async function answer(command: string, args: Record<string, unknown>): Promise<unknown> {
  const work = commands[command] ?? fail('no-command', `No command ${command}.`);
  await wait(start.has('slow') ? 30 : 2);
  return structuredClone(await work(args as Args));
}
