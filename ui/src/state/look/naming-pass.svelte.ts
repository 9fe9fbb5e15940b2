// The naming pass: every paper without a name, one after the other, each named, joined to the paper
// before it, or put among the photos.
import { suggestions } from '../../generated/commands';
import type { ConcludedField, Conclusion, ExhibitFields, ExhibitKind } from '../../generated/types';
import { fieldsOf } from '../case/exhibit-kinds';
import { only } from '../case/selection';
import type { OpenCase } from '../case/open-case.svelte';
import { intake } from '../intake/intake.svelte';
import { attempt, feedback } from '../window/feedback.svelte';
import { goToList } from '../window/navigation';
import { session } from '../window/session.svelte';
import { wordReading } from './word-reading.svelte';
import { t } from '../../words/words.svelte';

/** An offer with the value of it that is meant. */
export type Taken = { field: ConcludedField; value: string };

/** The fields of an exhibit that are offered in the pass. */
type PaperField = Exclude<ConcludedField, `in-${string}`>;

const taken = {
  date: 'date',
  issuer: 'issuer',
  'paper-number': 'number',
  who: 'who',
  language: 'language',
  code: 'code',
  address: 'address',
  'valid-until': 'valid_until',
  title: null,
  kind: null,
  number: null,
} as const satisfies Record<PaperField, keyof ExhibitFields | null>;

/** The field that takes a value; none for texts in the other language, which the form asks for. */
const fieldOf = (field: ConcludedField) => (field in taken ? taken[field as PaperField] : null);

function valuesOf(all: Taken[]): Partial<ExhibitFields> {
  const values: Partial<ExhibitFields> = {};
  for (const { field, value } of all) {
    const own = fieldOf(field);
    if (own !== null) values[own] = value;
  }
  return values;
}

/** A paper with what was read of it, or a photo on which no words are. */
export type ReadPaper = {
  exhibit: string;
  picture: string | null;
  /** The name that was read; none of a photo. */
  title: string | null;
  /** The line of its first page that the name was read from. */
  line: string | null;
  /** What is taken with it. */
  taken: Conclusion[];
  /** Whether its name says what kind of paper it is, and is not merely likely. */
  sure: boolean;
};

/** Fewer are asked about one by one. */
const enough = 3;

class Naming {
  /** What the view `naming` shows. */
  pass = $state.raw<NamingPass | null>(null);
}

export const naming = new Naming();

/** The exhibits that nobody has named, in order. */
export function unnamed(openCase: OpenCase): string[] {
  const exhibits = openCase.matter.exhibits.filter((one) => !one.named && one.documents > 0);
  return exhibits.map((one) => one.id);
}

export async function openNaming(openCase: OpenCase): Promise<void> {
  await openCase.settle();
  if (unnamed(openCase).length === 0) return;
  intake.tidy();
  // The paper needs the room.
  intake.open = false;
  const pass = new NamingPass(openCase);
  naming.pass = pass;
  session.go('naming');
  await pass.readAhead();
}

export const closeNaming = (): Promise<void> => goToList(() => (naming.pass = null));

export class NamingPass {
  /** The exhibit that is asked about; none at the end. */
  at = $state<string | null>(null);
  /** How many were asked about before it. */
  done = $state(0);
  readonly openCase: OpenCase;
  /** Those that were left for later. */
  #later = $state.raw<readonly string[]>([]);
  /** The exhibits that were asked about or got a page, the last of them at the end. */
  #asked = $state.raw<readonly string[]>([]);
  #photos: string | null = null;
  /** All papers of which something is known, to be looked at together; none once they were. */
  together = $state.raw<ReadPaper[] | null>(null);
  /** Whether it is not known yet what was read. */
  waits = $state(true);
  /** Whether papers are asked about one by one. */
  #alone = false;

  constructor(openCase: OpenCase) {
    this.openCase = openCase;
    this.#go(this.#queue[0] ?? null);
  }

  /** Asks what was read of all papers, for those that are looked at together. What is read later
      follows those that are seen already. */
  async readAhead(): Promise<void> {
    const found = (await attempt(suggestions(this.openCase.matter.id))) ?? [];
    this.waits = false;
    if (this.#alone) return;
    const known = this.#queue.flatMap((id) => this.#readPaper(id, found) ?? []);
    const seen = this.together ?? [];
    const stay = seen.flatMap((one) => known.find((now) => now.exhibit === one.exhibit) ?? []);
    const more = known.filter((now) => !seen.some((one) => one.exhibit === now.exhibit));
    const { id } = this.openCase.matter;
    // What is read in the next minutes belongs to them.
    const isReading = wordReading.job.on && wordReading.matter === id;
    const hasSome = this.together !== null || known.length >= enough;
    if (isReading || (hasSome && known.length > 0)) this.together = [...stay, ...more];
    else if (hasSome) this.oneByOne();
    else this.#alone = true;
  }

  /** Looks again at several together that lost their names by undo. */
  async lookAgain(count: number): Promise<void> {
    this.#alone = false;
    this.done = Math.max(0, this.done - count);
    await this.readAhead();
    if (this.together === null) this.#go(this.#queue[0] ?? null);
  }

  #readPaper(id: string, found: Conclusion[]): ReadPaper | null {
    const exhibit = this.openCase.matter.exhibits.find((one) => one.id === id);
    if (exhibit === undefined) return null;
    const own = found.filter(
      (one) => !one.taken && one.place === id && one.id.startsWith(`${id}:`),
    );
    const clear = own.filter((one) => one.values.length === 1);
    const title = clear.find((one) => one.field === 'title');
    const kind = clear.find((one) => one.field === 'kind');
    const { picture } = exhibit;
    if (title !== undefined) {
      const line = title.at?.page === 1 ? title.from : null;
      return {
        exhibit: id,
        picture,
        title: title.shown[0] ?? '',
        line,
        taken: clear,
        sure: title.sure,
      };
    }
    if (kind?.values[0] !== 'photo') return null;
    return { exhibit: id, picture, title: null, line: null, taken: [kind], sure: true };
  }

  /** Gives the chosen papers the names that were read on them, and puts the photos together; the
      others are asked about one by one. */
  async takeTogether(chosen: ReadPaper[]): Promise<boolean> {
    const photos = chosen.filter((one) => one.title === null).map((one) => one.exhibit);
    const ids = chosen.flatMap((one) => one.taken.map((part) => part.id));
    if (ids.length > 0 && !(await this.openCase.takeSuggestions(ids))) return false;
    if (photos.length > 0 && !(await this.#putTogether(photos))) return false;
    this.done += chosen.length;
    this.oneByOne();
    return true;
  }

  /** Goes on with one paper, or with all, one by one. */
  oneByOne(exhibit?: string): void {
    this.#alone = true;
    this.together = null;
    this.#go(exhibit ?? this.#queue[0] ?? null);
  }

  /** Puts exhibits of photos into the one of the case, or makes the first of them that one. */
  async #putTogether(exhibits: string[]): Promise<boolean> {
    const held = this.photos;
    const all = held === null ? exhibits : [held, ...exhibits];
    this.#photos = all[0] ?? null;
    // One alone is asked about like all others.
    if (all.length < 2) return true;
    const title = held === null ? t('ui.naming.photos') : null;
    return (await this.openCase.act({ do: 'join', exhibits: all, title })) !== undefined;
  }

  get #queue(): string[] {
    return unnamed(this.openCase).filter((id) => !this.#later.includes(id));
  }

  /** How many there are in all, with those that were asked about. */
  get total(): number {
    return this.done + this.#queue.length;
  }

  /** The exhibit that the page can belong to: the one that was named last, or that comes before it
      in the list and has a name. */
  get before(): { id: string; name: string } | null {
    const { exhibits } = this.openCase.matter;
    const named = exhibits.filter((one) => one.named && one.id !== this.at);
    const last = this.#asked.findLast((id) => named.some((one) => one.id === id));
    const at = exhibits.findIndex((one) => one.id === this.at);
    const found =
      named.find((one) => one.id === last) ?? named.findLast((one) => exhibits.indexOf(one) < at);
    return found === undefined ? null : { id: found.id, name: found.title };
  }

  /** Where photos go: the exhibit of this pass that has them, or one that is of photos. */
  get photos(): string | null {
    const { exhibits } = this.openCase.matter;
    const found =
      exhibits.find((one) => one.id === this.#photos && one.id !== this.at) ??
      exhibits.find((one) => one.kind === 'photo' && one.named && one.id !== this.at);
    return found?.id ?? null;
  }

  /** What is read from the first page as the title. */
  get proposed(): string | null {
    const { detail } = this.openCase;
    if (detail === null || detail.place !== this.at) return null;
    const known = this.openCase.matter.exhibits.find((one) => one.id === this.at);
    // Asked again.
    if (known?.named) return known.title;
    const title = detail.suggestions.find((one) => one.field === 'title' && !one.taken);
    return title?.values[0] ?? null;
  }

  /** What else was read from its pages, as far as its kind has a field for it and it is empty. */
  offers(kind: ExhibitKind | null): Conclusion[] {
    const { detail } = this.openCase;
    if (detail === null || detail.place !== this.at) return [];
    const asked = fieldsOf(kind);
    return detail.suggestions.filter((one) => {
      const field = fieldOf(one.field);
      // Forms name their fields with hyphens.
      const own = field === 'valid_until' ? 'valid-until' : field;
      return !one.taken && one.id === `${this.at}:${one.field}` && own && asked.includes(own);
    });
  }

  /** Gives it a name and a kind, with what was taken of the offers, and goes on. Returns whether it
      was done. */
  async name(title: string, kind: ExhibitKind | null, more: Taken[] = []): Promise<boolean> {
    if (this.at === null) return false;
    const named = { title, kind, ...valuesOf(more) };
    const arranged = await this.openCase.changeExhibit(this.at, (now) => ({ ...now, ...named }));
    if (!arranged) return false;
    this.#pass(this.at);
    return true;
  }

  /** Adds it to the end of the paper before it. */
  async same(): Promise<boolean> {
    const { before } = this;
    if (before === null) return false;
    if (!(await this.#into(before.id))) return false;
    feedback.say(t('ui.naming.joined', { name: before.name }));
    this.#pass(before.id);
    return true;
  }

  /** The card whose other side this can be: the one before it, if only one side of it is there. */
  get card(): { id: string; name: string } | null {
    const { before } = this;
    const { exhibits } = this.openCase.matter;
    const side = exhibits.find((one) => one.id === before?.id);
    const now = exhibits.find((one) => one.id === this.at);
    const isCard = side?.kind === 'identity' && side.documents === 1 && now?.documents === 1;
    return isCard ? before : null;
  }

  /** Puts it on one page with the side of the card that was named before it. */
  async otherSide(): Promise<boolean> {
    const { card, at } = this;
    if (card === null || at === null || !(await this.openCase.card([card.id, at]))) return false;
    this.#pass(card.id);
    return true;
  }

  /** Puts it among the photos of the case, or makes it the first of them. */
  async photo(): Promise<boolean> {
    const { photos } = this;
    if (photos === null) {
      const first = this.at;
      if (!(await this.name(t('ui.naming.photos'), 'photo'))) return false;
      this.#photos = first;
      return true;
    }
    if (!(await this.#into(photos))) return false;
    const name = this.openCase.matter.exhibits.find((one) => one.id === photos)?.title ?? '';
    feedback.say(t('ui.naming.joined', { name }));
    this.#pass(photos);
    return true;
  }

  later(): void {
    if (this.at === null) return;
    this.#later = [...this.#later, this.at];
    this.#pass(this.at);
  }

  /** The exhibit that was asked about before, if it is still one of its own. */
  get previous(): string | null {
    const { exhibits } = this.openCase.matter;
    const asked = this.#asked.filter((id) => id !== this.at);
    return asked.findLast((id) => exhibits.some((one) => one.id === id)) ?? null;
  }

  /** Asks again about the one before. */
  back(): void {
    const { previous } = this;
    if (previous === null) return;
    this.#asked = this.#asked.slice(0, this.#asked.lastIndexOf(previous));
    this.again(previous);
  }

  /** Asks about one again that lost its name by undo. */
  again(id: string): void {
    this.#later = this.#later.filter((one) => one !== id);
    this.done = Math.max(0, this.done - 1);
    this.#go(id);
  }

  async #into(place: string): Promise<boolean> {
    const { detail, matter } = this.openCase;
    if (detail === null || detail.place !== this.at) return false;
    const documents = detail.documents.map((one) => one.id);
    const at = matter.exhibits.find((one) => one.id === place)?.documents ?? 0;
    const moved = await this.openCase.act({ do: 'move-documents', documents, place, at });
    return moved !== undefined;
  }

  #pass(asked: string): void {
    this.#asked = [...this.#asked.filter((one) => one !== asked), asked];
    this.done += 1;
    this.#go(this.#queue[0] ?? null);
  }

  #go(id: string | null): void {
    this.at = id;
    if (id !== null) this.openCase.select(only(id));
  }
}
