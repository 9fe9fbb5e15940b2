// The open case: its contents, the selection, and the user's acts. Each act goes to the program,
// which answers with a new view of the case. Acts run in order.
import { documentFields, type DocumentFields } from './document-fields';
import type { Channel } from '@tauri-apps/api/core';
import {
  add_note,
  answer,
  arrange,
  assign_need,
  card,
  chat_days,
  choose_checklist,
  count_rows,
  counted_by,
  cut_chat,
  decide_pairs,
  detail,
  drop_suggestions,
  explain_spelling,
  go_back,
  leave_sheets,
  make_form,
  mend,
  read_signers,
  read_signers_of,
  redo,
  rename,
  right_spelling,
  set_facts,
  set_need,
  show,
  sign,
  straighten,
  take_suggestions,
  undo,
} from '../../generated/commands';
import type {
  Arranged,
  Arrangement,
  ChatDaysView,
  Conclusion,
  ExhibitFields,
  Facts,
  Language,
  Failure,
  FormMade,
  FormRequest,
  ListRead,
  MatterNews,
  MatterView,
  NeedState,
  PagesOf,
  PlaceDetail,
  Progress,
  Sameness,
  SeveralFields,
  SheetChoice,
  SheetRow,
} from '../../generated/types';
import { painted } from '../../platform/painted';
import { withNews } from './case-news';
import { keep, nothing, only, ordered, type Selection } from './selection';
import { listingOf, placeOf, type Row } from '../list/rows';
import { documentsOf, pagesOf } from '../pages/page-key';
import { asFailure } from '../window/failure';
import { attempt, feedback } from '../window/feedback.svelte';
import { job, progress } from '../window/job';
import { pagesInWords } from '../../words/pages';
import { t, tn } from '../../words/words.svelte';

/** Receives a failure that is shown beside its field instead of in a banner. */
export type Tell = (failure: Failure | null) => void;

export class OpenCase {
  matter: MatterView = $state.raw(undefined!);
  selection = $state.raw<Selection>(nothing);
  detail = $state.raw<PlaceDetail | null>(null);
  pages = $state.raw<Selection>(nothing);
  /** The row whose title is being edited in place. */
  renaming = $state<string | null>(null);
  listing = $derived(listingOf(this.matter));
  place = $derived(this.#placeOf(this.selection));
  pageOrder = $derived(pagesOf(this.detail));
  /** Send pending input; see Draft. */
  readonly flushers = new Set<() => void>();
  #tail: Promise<unknown> = Promise.resolve();
  #asked = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(matter: MatterView) {
    this.matter = matter;
    const first = matter.exhibits[0];
    if (first) this.select(only(first.id));
  }

  #placeOf(selection: Selection): string | null {
    const { active, keys } = selection;
    if (active === null || !keys.has(active)) return null;
    return placeOf(this.#row(active));
  }

  /** Until the contents of the selected place are there. */
  get loaded(): Promise<void> {
    return this.#loading;
  }

  select(selection: Selection): void {
    const before = this.place;
    this.selection = selection;
    if (this.place === before) return;
    this.pages = nothing;
    this.#loading = this.#load();
  }

  /** Selects the row of a finding, and its page in the middle pane. */
  async showPlace(place: string, document?: string, page?: number, label?: string): Promise<void> {
    const loose = place === 'front' || place === 'back';
    const key = loose ? document : place;
    if (key === undefined || !this.listing.at.has(key)) return;
    this.select(only(key));
    await this.#loading;
    if (document === undefined) return;
    const leaves = this.detail?.documents.find((one) => one.id === document)?.leaves ?? [];
    const printed =
      label === undefined ? undefined : leaves.find((leaf) => leaf.label === label)?.page;
    const sheet = `${document}:${page ?? printed ?? 1}`;
    if (this.pageOrder.includes(sheet)) this.selectPages(only(sheet));
  }

  /** Clears the selection, so that the panes show the details of the case. */
  showFacts(): void {
    this.select(nothing);
  }

  selectPages(pages: Selection): void {
    this.pages = pages;
  }

  async #load(): Promise<void> {
    const place = this.place;
    const asked = ++this.#asked;
    if (place === null) {
      this.detail = null;
      return;
    }
    const answer = await attempt(detail(this.matter.id, place));
    // Another row was selected in the meantime.
    if (asked !== this.#asked || !answer) return;
    const before = this.pageOrder;
    this.detail = answer;
    const there = new Set(this.pageOrder);
    this.pages = keep(before, (key) => there.has(key), this.pages);
  }

  take(matter: MatterView): void {
    const before = this.listing.order;
    const place = this.place;
    this.matter = matter;
    this.selection = keep(before, (key) => this.listing.at.has(key), this.selection);
    // When a case receives its first papers, the first exhibit is selected.
    const first = matter.exhibits[0];
    if (before.length === 0 && first) this.selection = only(first.id);
    if (this.place !== place) {
      this.pages = nothing;
      this.#loading = this.#load();
    } else {
      // The list with its new numbers is painted first. Then the exhibit's contents load.
      this.#loading = painted().then(() => this.#load());
    }
  }

  async #renew(news: MatterNews): Promise<void> {
    const matter = withNews(this.matter, news);
    if (matter) this.take(matter);
    else await this.refresh();
  }

  async refresh(): Promise<void> {
    const matter = await attempt(show(this.matter.id));
    if (matter) this.take(matter);
  }

  #run(work: () => Promise<Arranged>, tell?: Tell): Promise<Arranged | undefined> {
    const result = this.#tail.then(async () => {
      feedback.notice = null;
      try {
        const arranged = await work();
        await this.#renew(arranged.matter);
        tell?.(null);
        return arranged;
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (tell) tell(failure);
        else feedback.fail(failure);
        return undefined;
      }
    });
    this.#tail = result;
    return result;
  }

  act(change: Arrangement, tell?: Tell): Promise<Arranged | undefined> {
    return this.#run(() => arrange(this.matter.id, change), tell);
  }

  /** Changes the fields of an exhibit, as they are when the acts before are done. */
  changeExhibit(
    exhibit: string,
    change: (now: ExhibitFields) => ExhibitFields,
    tell?: Tell,
  ): Promise<Arranged | undefined> {
    return this.#run(async () => {
      const { fields } = await detail(this.matter.id, exhibit);
      if (fields === null) throw new Error(`${exhibit} is no exhibit`);
      return arrange(this.matter.id, { do: 'exhibit', exhibit, fields: change(fields) });
    }, tell);
  }

  /** Changes the fields of a document, as they are when the acts before are done. */
  changeDocument(
    place: string,
    document: string,
    change: (now: DocumentFields) => DocumentFields,
    tell?: Tell,
  ): Promise<Arranged | undefined> {
    return this.#run(async () => {
      const { documents } = await detail(this.matter.id, place);
      const now = documents.find((one) => one.id === document);
      if (!now) throw new Error(`${document} is not in ${place}`);
      const fields = change(documentFields(now));
      return arrange(this.matter.id, { do: 'document', document, ...fields });
    }, tell);
  }

  /** Takes a suggestion; `value` says which of its values is meant. */
  takeSuggestion(id: string, value?: string): Promise<Arranged | undefined> {
    return this.#run(() => take_suggestions(this.matter.id, [[id, value ?? null]]));
  }

  /** Takes suggestions that can mean only one thing, as one act. */
  takeSuggestions(ids: string[]): Promise<Arranged | undefined> {
    return this.#run(() =>
      take_suggestions(
        this.matter.id,
        ids.map((id) => [id, null]),
      ),
    );
  }

  /** Takes all suggestions that can mean only one thing. */
  takeAllSuggestions(): Promise<Arranged | undefined> {
    return this.#run(() => take_suggestions(this.matter.id, []));
  }

  /** Keeps what names filled in, so that it is no longer asked about. */
  keepFilled(filled: Conclusion[]): Promise<Arranged | undefined> {
    return this.takeSuggestions(filled.map((one) => one.id));
  }

  /** Drops suggestions, or all if none is named; what was filled in is put back. */
  dropSuggestions(ids: string[]): Promise<Arranged | undefined> {
    return this.#run(() => drop_suggestions(this.matter.id, ids));
  }

  /** Keeps the rows of a sheet of signatures. */
  countRows(document: string, page: number, rows: SheetRow[]): Promise<Arranged | undefined> {
    return this.#run(() => count_rows(this.matter.id, document, page, rows));
  }

  /** Decides whether two rows are of one person. */
  decidePairs(
    exhibit: string,
    decisions: [string, Sameness | null][],
  ): Promise<Arranged | undefined> {
    return this.#run(() => decide_pairs(this.matter.id, exhibit, decisions));
  }

  /** Says who counted a petition, and when. */
  countedBy(exhibit: string, by: string, on: string | null): Promise<Arranged | undefined> {
    return this.#run(() => counted_by(this.matter.id, exhibit, by, on));
  }

  /** Reads names and numbers of signers from a file, or from a paper of the case. */
  async readSigners(
    exhibit: string,
    list: { path: string } | { item: string },
  ): Promise<ListRead | undefined> {
    let read: ListRead | undefined;
    await this.#run(async () => {
      const { id } = this.matter;
      const answer = await ('path' in list
        ? read_signers(id, exhibit, list.path)
        : read_signers_of(id, exhibit, list.item));
      read = answer.read;
      return answer.arranged;
    });
    return read;
  }

  /** Follows a checklist, or none. */
  chooseChecklist(name: string | null): Promise<Arranged | undefined> {
    return this.#run(() => choose_checklist(this.matter.id, name));
  }

  /** Says what was done about a paper of the checklist. */
  setNeed(need: string, done: NeedState): Promise<Arranged | undefined> {
    return this.#run(() => set_need(this.matter.id, need, done));
  }

  /** Says that an exhibit is a paper of the checklist, or is not. */
  assignNeed(need: string, exhibit: string, is: boolean): Promise<Arranged | undefined> {
    return this.#run(() => assign_need(this.matter.id, need, exhibit, is));
  }

  /** Says which value is right that papers write in several ways, or takes that back. */
  rightSpelling(sort: string, value: string | null): Promise<Arranged | undefined> {
    return this.#run(() => right_spelling(this.matter.id, sort, value));
  }

  /** Explains a value in the note on differences, or takes it out. */
  explainSpelling(
    sort: string,
    value: string,
    reason: string | null,
    also: Partial<Record<Language, string>>,
  ): Promise<Arranged | undefined> {
    return this.#run(() => explain_spelling(this.matter.id, sort, value, reason, also));
  }

  /** Puts the note on differences into the dossier. */
  addNote(): Promise<Arranged | undefined> {
    return this.#run(() => add_note(this.matter.id));
  }

  /** Changes the facts, as they are when the acts before are done. */
  setFacts(change: (now: Facts) => Facts, tell?: Tell): Promise<Arranged | undefined> {
    return this.#run(() => set_facts(this.matter.id, change(this.matter.facts)), tell);
  }

  /** Applies the program's fixes for findings, as one act. */
  mend(findings: string[]): Promise<Arranged | undefined> {
    return this.#run(() => mend(this.matter.id, findings));
  }

  /** Saves an answer to findings as one act, or removes it if `text` is null. */
  answer(findings: string[], text: string | null, tell?: Tell): Promise<Arranged | undefined> {
    return this.#run(() => answer(this.matter.id, findings, text), tell);
  }

  /**
   * Replaces an unsigned form with its signed copy. This runs as a job, because the program has to
   * read the paper.
   */
  async sign(
    document: string,
    path: string,
    anyway: boolean,
    job: number,
    heard: Channel<Progress>,
  ): Promise<Arranged> {
    await this.settle();
    const arranged = await sign(this.matter.id, document, path, anyway, job, heard);
    await this.#renew(arranged.matter);
    return arranged;
  }

  /** Cuts sheets out of their photos, as one act. */
  async straighten(
    chosen: SheetChoice[],
    job: number,
    heard: Channel<Progress>,
  ): Promise<Arranged> {
    await this.settle();
    const arranged = await straighten(this.matter.id, chosen, job, heard);
    await this.#renew(arranged.matter);
    return arranged;
  }

  /** Which days of a chat are shown, and how many messages each has. */
  chatDays(document: string, job: number, heard: Channel<Progress>): Promise<ChatDaysView> {
    return chat_days(this.matter.id, document, job, heard);
  }

  /** Shows only some days of a chat, or all of it, as one act. */
  async cutChat(
    document: string,
    from: string | null,
    to: string | null,
    job: number,
    heard: Channel<Progress>,
  ): Promise<void> {
    await this.settle();
    const arranged = await cut_chat(this.matter.id, document, from, to, job, heard);
    await this.#renew(arranged.matter);
  }

  /** The two sides of a card, if two photos or two exhibits are selected. */
  get selectedSides(): [string, string] | null {
    const documents = this.selectedDocuments;
    const named = documents.length > 0 ? documents : this.selectedExhibits;
    const [front, back] = named;
    return named.length === 2 && front !== undefined && back !== undefined ? [front, back] : null;
  }

  /** Puts front and back of a card on one page, in their true size. */
  async card(sides = this.selectedSides): Promise<boolean> {
    if (sides === null) return false;
    const id = this.matter.id;
    const arranged = await this.#run(() =>
      card(
        id,
        ...sides,
        job(),
        progress(() => undefined),
      ),
    );
    if (!arranged) return false;
    feedback.sayDone(arranged.act);
    return true;
  }

  /** Shows photos as they were taken, and does not offer their sheets any more. */
  leaveSheets(pages: PagesOf[]): Promise<Arranged | undefined> {
    return this.#run(() => leave_sheets(this.matter.id, pages));
  }

  /** Makes a form to sign. */
  async makeForm(request: FormRequest, job: number, heard: Channel<Progress>): Promise<FormMade> {
    await this.settle();
    const made = await make_form(this.matter.id, request, job, heard);
    await this.refresh();
    return made;
  }

  rename(name: string, tell: Tell): Promise<Arranged | undefined> {
    return this.#run(() => rename(this.matter.id, name), tell);
  }

  /** Sends all pending input and waits until every act is answered. */
  async settle(): Promise<void> {
    for (const flush of this.flushers) flush();
    await this.#tail;
  }

  async undo(): Promise<void> {
    await this.settle();
    if (this.matter.undo === null) return;
    const arranged = await this.#run(() => undo(this.matter.id));
    if (arranged) feedback.say(t('ui.say.undone', { act: arranged.act }));
  }

  async redo(): Promise<void> {
    await this.settle();
    if (this.matter.redo === null) return;
    const arranged = await this.#run(() => redo(this.matter.id));
    if (arranged) feedback.say(t('ui.say.redone', { act: arranged.act }));
  }

  /** Undoes this many acts. */
  async goBack(steps: number): Promise<void> {
    await this.settle();
    const arranged = await this.#run(() => go_back(this.matter.id, steps));
    if (arranged) feedback.say(t('ui.say.undone', { act: arranged.act }));
  }

  // ----- exhibits

  #row(key: string): Row | undefined {
    return this.listing.rows[this.listing.at.get(key) ?? -1];
  }

  // Starts from the selection, which is small, because a case can have a thousand exhibits.
  readonly selectedExhibits: string[] = $derived(
    [...this.selection.keys]
      .filter((key) => this.#row(key)?.sort === 'exhibit')
      .sort((a, b) => this.listing.at.get(a)! - this.listing.at.get(b)!),
  );

  get selectedLoose(): { place: 'front' | 'back'; documents: string[] } | null {
    for (const place of ['front', 'back'] as const) {
      const documents = this.matter[place]
        .map((paper) => paper.id)
        .filter((id) => this.selection.keys.has(id));
      if (documents.length > 0) return { place, documents };
    }
    return null;
  }

  get selectedPapers(): string[] {
    return this.matter.unplaced
      .map((paper) => paper.sha256)
      .filter((sha256) => this.selection.keys.has(sha256));
  }

  async moveExhibits(exhibits: string[], to: number): Promise<void> {
    const arranged = await this.act({ do: 'move-exhibits', exhibits, to });
    if (arranged) this.#sayPlace(exhibits[0]);
  }

  #sayPlace(id: string | undefined): void {
    const at = this.matter.exhibits.findIndex((exhibit) => exhibit.id === id);
    const exhibit = this.matter.exhibits[at];
    if (!exhibit) return;
    const name = exhibit.label ?? exhibit.title;
    const values = { name, n: at + 1 };
    feedback.say(
      exhibit.pages === null
        ? t('ui.say.moved', values)
        : t('ui.say.moved-pages', { ...values, pages: pagesInWords(exhibit.pages) }),
    );
  }

  /** Moves the selection with the keyboard, one place or to an end. Selected rows move together. */
  async shift(where: 'up' | 'down' | 'first' | 'last'): Promise<void> {
    const loose = this.selectedLoose;
    const moved = loose ? loose.documents : this.selectedExhibits;
    if (moved.length === 0) return;
    const order = loose
      ? this.matter[loose.place].map((paper) => paper.id)
      : this.matter.exhibits.map((exhibit) => exhibit.id);
    const to = shifted(order, moved, where);
    if (loose)
      await this.act({ do: 'move-documents', documents: moved, place: loose.place, at: to });
    else await this.moveExhibits(moved, to);
  }

  /** Puts the selected exhibits under a heading, or removes their headings. */
  async group(heading: string | null): Promise<void> {
    const arranged = await this.act({ do: 'group', exhibits: this.selectedExhibits, heading });
    if (arranged) feedback.sayDone(arranged.act);
  }

  /** Sets some fields of several exhibits. */
  async describeSeveral(
    exhibits: string[],
    fields: SeveralFields,
    tell: Tell,
  ): Promise<Arranged | undefined> {
    const arranged = await this.act({ do: 'several', exhibits, fields }, tell);
    if (arranged) feedback.sayDone(arranged.act);
    return arranged;
  }

  /** Makes the selected exhibits one, under the title of the first or another. */
  async join(title: string | null): Promise<void> {
    const exhibits = this.selectedExhibits;
    const arranged = await this.act({ do: 'join', exhibits, title });
    const [first] = exhibits;
    if (!arranged || first === undefined) return;
    // The others are gone; the one that they joined is what the panes show.
    this.select(only(first));
    feedback.sayDone(arranged.act);
  }

  async split(before: string | null, page: number | null = null): Promise<void> {
    const exhibit = this.place;
    if (exhibit === null || exhibit === 'front' || exhibit === 'back') return;
    const arranged = await this.act({ do: 'split', exhibit, before, page });
    if (!arranged) return;
    // What was split off is what the panes show, so that nothing else is split by mistake.
    const at = this.matter.exhibits.findIndex((one) => one.id === exhibit);
    const next = before === null ? undefined : this.matter.exhibits[at + 1];
    if (next) this.select(only(next.id));
    else this.selectPages(nothing);
    feedback.sayDone(arranged.act);
  }

  /** The first selected page, unless the exhibit begins with it: there it can be split. */
  get splitPage(): { document: string; page: number } | null {
    const [first] = ordered(this.pageOrder, this.pages);
    const { place } = this;
    if (first === undefined || first === this.pageOrder[0]) return null;
    if (place === null || place === 'front' || place === 'back') return null;
    const [document = '', page = ''] = first.split(':');
    return { document, page: Number(page) };
  }

  /** Splits the exhibit before the first selected page. */
  async splitHere(): Promise<void> {
    const at = this.splitPage;
    if (at) await this.split(at.document, at.page);
  }

  /** Takes papers from the list of those that are still to get. */
  async notNeeded(papers: string[]): Promise<void> {
    const arranged = await this.act({ do: 'not-needed', papers });
    if (arranged) feedback.sayDone(arranged.act);
  }

  async removeSelected(): Promise<void> {
    const exhibits = this.selectedExhibits;
    const documents = this.selectedLoose?.documents ?? [];
    if (exhibits.length + documents.length === 0) return;
    const arranged = await this.act({ do: 'remove', exhibits, documents });
    if (arranged) feedback.say(tn('ui.say.removed', exhibits.length + documents.length));
  }

  async placePapers(papers: string[], place: string, at: number): Promise<void> {
    const arranged = await this.act({ do: 'place-papers', papers, place, at });
    if (!arranged) return;
    this.#follow(place, at);
    feedback.sayDone(arranged.act);
  }

  /** Selects where papers or documents went, if what was selected is gone. */
  #follow(place: string, at: number): void {
    const loose = place === 'front' || place === 'back' ? this.matter[place] : null;
    const key = loose
      ? loose[Math.min(at, loose.length - 1)]?.id
      : place === 'new'
        ? this.matter.exhibits[Math.min(at, this.matter.exhibits.length - 1)]?.id
        : place;
    if (key !== undefined && this.listing.at.has(key)) this.select(only(key));
  }

  // ----- pages and documents of the selected place

  get selectedDocuments(): string[] {
    return documentsOf(ordered(this.pageOrder, this.pages));
  }

  async turn(degrees: number): Promise<void> {
    const pages = this.#pagesByDocument();
    if (pages.length === 0 || !(await this.act({ do: 'turn', pages, degrees }))) return;
    feedback.say(tn('ui.say.turned', this.pages.keys.size));
  }

  /** Leaves the selected pages out, or puts them back if all of them are out already. */
  async leaveOut(): Promise<void> {
    const out = !this.selectedAreOut;
    const pages = this.#pagesByDocument();
    if (pages.length === 0 || !(await this.act({ do: 'leave-out', pages, out }))) return;
    feedback.say(
      out
        ? tn('ui.say.left-out', this.pages.keys.size)
        : tn('ui.say.put-back', this.pages.keys.size),
    );
  }

  get selectedAreOut(): boolean {
    const out = new Set(
      this.detail?.documents.flatMap((d) =>
        d.leaves.filter((leaf) => leaf.out).map((leaf) => `${d.id}:${leaf.page}`),
      ),
    );
    return this.pages.keys.size > 0 && [...this.pages.keys].every((key) => out.has(key));
  }

  #pagesByDocument(): PagesOf[] {
    const result = new Map<string, number[]>();
    for (const key of ordered(this.pageOrder, this.pages)) {
      const [document = '', page = ''] = key.split(':');
      result.set(document, [...(result.get(document) ?? []), Number(page)]);
    }
    return [...result].map(([document, pages]) => ({ document, pages }));
  }

  async moveDocuments(documents: string[], place: string, at: number): Promise<void> {
    const from = this.place;
    const arranged = await this.act({ do: 'move-documents', documents, place, at });
    if (!arranged) return;
    // An exhibit that lost its only paper is gone; the panes show where that paper went.
    const isGone = from !== null && !this.#isPlace(from);
    if (from !== place && isGone) this.#follow(place, at);
    feedback.sayDone(arranged.act);
  }

  #isPlace(place: string): boolean {
    if (place === 'front' || place === 'back') return this.matter[place].length > 0;
    return this.listing.at.has(place);
  }

  async shiftDocuments(where: 'up' | 'down' | 'first' | 'last'): Promise<void> {
    const moved = this.selectedDocuments;
    if (moved.length === 0 || this.place === null) return;
    const order = this.detail?.documents.map((document) => document.id) ?? [];
    await this.moveDocuments(moved, this.place, shifted(order, moved, where));
  }

  async removeDocuments(): Promise<void> {
    const documents = this.selectedDocuments;
    if (documents.length === 0) return;
    const arranged = await this.act({ do: 'remove', exhibits: [], documents });
    if (!arranged) return;
    this.selectPages(nothing);
    feedback.say(tn('ui.say.removed', documents.length));
  }
}

/** The new index among the rows that stay, when `moved` go one step or to an end. */
export function shifted(
  order: readonly string[],
  moved: readonly string[],
  where: 'up' | 'down' | 'first' | 'last',
): number {
  const going = new Set(moved);
  const first = order.indexOf(moved[0]!);
  const before = order.slice(0, first).filter((id) => !going.has(id)).length;
  const stay = order.length - going.size;
  const at = { up: before - 1, down: before + 1, first: 0, last: stay }[where];
  return Math.max(0, Math.min(stay, at));
}
