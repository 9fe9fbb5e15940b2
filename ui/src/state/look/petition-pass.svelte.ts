// The signatures of a petition, counted sheet by sheet with the keyboard, then the entries that may
// be of one person.
import { bandBelow, type Band } from './row-band';
import { found_rows, petition } from '../../generated/commands';
import type {
  PairView,
  PetitionSheet,
  PetitionView,
  EntryMark,
  ListRead,
  Sameness,
  SheetRow,
} from '../../generated/types';
import type { OpenCase } from '../case/open-case.svelte';
import { intake } from '../intake/intake.svelte';
import { attempt, feedback } from '../window/feedback.svelte';
import { goToList } from '../window/navigation';
import { session } from '../window/session.svelte';
import { t, tn } from '../../words/words.svelte';

class Petitioning {
  /** What the view `petition` shows. */
  pass = $state.raw<PetitionPass | null>(null);
}

export const petitioning = new Petitioning();

/** Begins to count the signatures of an exhibit. */
export async function openPetition(openCase: OpenCase, exhibit: string): Promise<void> {
  await openCase.settle();
  intake.tidy();
  intake.open = false;
  const pass = new PetitionPass(openCase, exhibit);
  petitioning.pass = pass;
  session.go('petition');
  await pass.begin();
}

export async function closePetition(): Promise<void> {
  await goToList(() => (petitioning.pass = null));
}

const plain = (mark: EntryMark, band: Band): SheetRow => ({
  mark,
  name: null,
  number: null,
  read: false,
  band,
});

export class PetitionPass {
  readonly openCase: OpenCase;
  readonly exhibit: string;
  seen = $state.raw<PetitionView | null>(null);
  at = $state(0);
  /** The rows of the sheet as they are set, and the one that has the keyboard. */
  rows = $state.raw<SheetRow[]>([]);
  row = $state(0);
  /** Whether the rows are the program's proposal, and nobody has looked at them. */
  proposed = $state(false);
  looking = $state(false);
  /** Whether the sheets are done and the pairs are shown. */
  comparing = $state(false);
  pairAt = $state(0);
  #asked = 0;

  constructor(openCase: OpenCase, exhibit: string) {
    this.openCase = openCase;
    this.exhibit = exhibit;
  }

  readonly sheets: PetitionSheet[] = $derived(this.seen?.sheets ?? []);
  readonly now: PetitionSheet | null = $derived(this.sheets[this.at] ?? null);
  readonly counted: number = $derived(this.sheets.filter((one) => one.rows !== null).length);
  readonly pairs: PairView[] = $derived(this.seen?.pairs ?? []);
  readonly openPairs: number = $derived(this.pairs.filter((one) => one.decided === null).length);
  readonly pair: PairView | null = $derived(this.pairs[this.pairAt] ?? null);
  readonly signed: number = $derived(this.rows.filter((one) => one.mark === 'signed').length);

  async begin(): Promise<void> {
    await this.read();
    const first = this.sheets.findIndex((one) => one.rows === null);
    await this.show(Math.max(0, first));
    if (this.sheets.length > 0 && first < 0) this.comparing = true;
  }

  async read(): Promise<void> {
    const found = await attempt(petition(this.openCase.matter.id, this.exhibit));
    if (found) this.seen = found;
  }

  /** Shows a sheet: its rows, or those that the program finds on it. */
  async show(at: number): Promise<void> {
    const sheet = this.sheets[at];
    if (!sheet) return;
    const asked = ++this.#asked;
    this.comparing = false;
    this.at = at;
    this.row = 0;
    this.proposed = sheet.rows === null;
    this.rows = sheet.rows ?? [];
    this.looking = sheet.rows === null;
    if (sheet.rows !== null) return;
    const { document, page } = sheet;
    const found = await attempt(found_rows(this.openCase.matter.id, document, page));
    // Another sheet was chosen in the meantime.
    if (asked !== this.#asked) return;
    this.looking = false;
    if (found && this.rows.length === 0) this.rows = found;
  }

  go(by: 1 | -1): void {
    const to = this.at + by;
    if (this.sheets[to]) void this.show(to);
    else feedback.say(by > 0 ? t('ui.look.last') : t('ui.look.first'));
  }

  /** Another row has the keyboard. */
  step(by: number): void {
    this.row = Math.min(Math.max(0, this.row + by), Math.max(0, this.rows.length - 1));
  }

  set(row: number, change: Partial<SheetRow>): void {
    const typed = 'name' in change || 'number' in change;
    this.rows = this.rows.map((one, at) =>
      at === row ? { ...one, ...change, read: one.read && !typed } : one,
    );
    this.proposed = false;
  }

  /** Whether names or numbers of this sheet were read by the program, and nobody looked at them. */
  get hasRead(): boolean {
    return this.rows.some((one) => one.read);
  }

  /** Somebody looked at the names and numbers of this sheet, and they are right. */
  checkNames(): void {
    this.rows = this.rows.map((one) => ({ ...one, read: false }));
  }

  /** The names and numbers of this sheet are not right: only its rows are counted. */
  dropNames(): void {
    this.rows = this.rows.map((one) => ({ ...one, name: null, number: null, read: false }));
  }

  /** Says what the row holds, and goes to the next. */
  mark(mark: EntryMark): void {
    if (this.rows.length === 0) return;
    this.set(this.row, { mark });
    this.step(1);
  }

  /** So many rows, where the program found none or too few. */
  setCount(count: number): void {
    const wanted = Math.min(Math.max(0, count), 200);
    const rows = this.rows.slice(0, wanted);
    while (rows.length < wanted)
      rows.push(plain('signed', bandBelow(rows.at(-1)?.band, undefined)));
    this.rows = rows;
    this.step(0);
    this.proposed = false;
  }

  /** Adds a row below. */
  insert(): void {
    const at = this.rows.length === 0 ? 0 : this.row + 1;
    const band = bandBelow(this.rows[at - 1]?.band, this.rows[at]?.band ?? undefined);
    this.rows = [...this.rows.slice(0, at), plain('signed', band), ...this.rows.slice(at)];
    this.row = at;
    this.proposed = false;
  }

  /** Takes the row away: it was none. */
  remove(): void {
    this.rows = this.rows.filter((_, at) => at !== this.row);
    this.step(0);
    this.proposed = false;
  }

  /** Keeps the rows, and goes to the next sheet that is not counted. */
  async accept(): Promise<void> {
    const sheet = this.now;
    if (sheet === null || this.looking) return;
    if (this.rows.length === 0) {
      feedback.say(t('ui.petition.no-rows'));
      return;
    }
    const done = await this.openCase.countRows(sheet.document, sheet.page, this.rows);
    if (!done) return;
    await this.read();
    feedback.say(this.totalInWords);
    const after = this.sheets.findIndex((one, at) => at > this.at && one.rows === null);
    const next = after >= 0 ? after : this.sheets.findIndex((one) => one.rows === null);
    if (next >= 0) await this.show(next);
    else this.compare();
  }

  /** Shows the entries that may be of one person. */
  compare(): void {
    this.comparing = true;
    const open = this.pairs.findIndex((one) => one.decided === null);
    this.pairAt = Math.max(0, open);
  }

  async decide(said: Sameness): Promise<void> {
    const { pair } = this;
    if (pair === null) return;
    const done = await this.openCase.decidePairs(this.exhibit, [[pair.key, said]]);
    if (!done) return;
    await this.read();
    const open = this.pairs.findIndex((one) => one.decided === null);
    this.pairAt = open >= 0 ? open : Math.min(this.pairAt, Math.max(0, this.pairs.length - 1));
  }

  stepPair(by: number): void {
    this.pairAt = Math.min(Math.max(0, this.pairAt + by), Math.max(0, this.pairs.length - 1));
  }

  /** Signatures that count; of a list alone, its names. */
  get totalInWords(): string {
    const total = this.seen?.total ?? 0;
    return tn(this.seen?.is_list ? 'dossier.listed' : 'ui.petition.total', total);
  }

  async counter(by: string, on: string | null): Promise<void> {
    if (await this.openCase.countedBy(this.exhibit, by, on)) await this.read();
  }

  /** Reads a list of signers from a file, or from a paper of the case. */
  async readList(list: { path: string } | { item: string }): Promise<void> {
    const read = await this.openCase.readSigners(this.exhibit, list);
    if (!read) return;
    await this.read();
    const sheet = this.now;
    if (sheet && sheet.rows !== null) this.rows = sheet.rows;
    feedback.tell(whatWasRead(read));
    if (read.listed > 0 || this.counted === this.sheets.length) this.compare();
  }
}

/** The first of so many lines. */
const some = (lines: readonly number[]) =>
  lines.length > 12 ? `${lines.slice(0, 12).join(', ')}… (${lines.length})` : lines.join(', ');

/** What became of a list, and what of it is left. */
function whatWasRead(read: ListRead): string {
  const said = [tn('ui.petition.read', read.signers)];
  if (read.placed > 0) said.push(tn('report.petition.placed', read.placed));
  if (read.without_row.length > 0) {
    said.push(t('report.petition.without-row', { lines: some(read.without_row) }));
    if (read.uncounted > 0) said.push(t('report.petition.count-first'));
  }
  if (read.unread.length > 0) {
    said.push(t('report.petition.unread', { lines: some(read.unread) }));
  }
  if (read.unread_columns.length > 0) {
    said.push(t('report.petition.unread-columns', { columns: read.unread_columns.join(', ') }));
  }
  if (read.replaced > 0) said.push(tn('report.petition.replaced', read.replaced));
  if (read.cleared > 0) said.push(tn('report.petition.cleared', read.cleared));
  if (read.other_sheets.length > 0) {
    said.push(t('report.petition.other-sheets', { sheets: read.other_sheets.join(', ') }));
  }
  return said.join(' ');
}
