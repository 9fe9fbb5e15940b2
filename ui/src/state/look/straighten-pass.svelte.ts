// Photos of papers, one after the other: each sheet is cut out of its photo, or the photo stays as
// it is.
import { sheet, sheets } from '../../generated/commands';
import type { SheetView } from '../../generated/types';
import type { OpenCase } from '../case/open-case.svelte';
import { intake } from '../intake/intake.svelte';
import { attempt, feedback } from '../window/feedback.svelte';
import { goToList } from '../window/navigation';
import { RunningJob } from '../window/running-job.svelte';
import { session } from '../window/session.svelte';
import { arePossible, startCorners, type Corners } from './corners';
import { openLook } from './quick-look.svelte';
import { tn } from '../../words/words.svelte';

class Straightening {
  /** What the view `straighten` shows. */
  pass = $state.raw<StraightenPass | null>(null);
}

export const straightening = new Straightening();

/** Looks at all photos of a case, or at one page of a document. */
export async function openStraighten(
  openCase: OpenCase,
  only?: { document: string; page: number },
): Promise<void> {
  await openCase.settle();
  intake.tidy();
  intake.open = false;
  const pass = new StraightenPass(openCase, only !== undefined);
  straightening.pass = pass;
  session.go('straighten');
  await (only ? pass.lookAt(only.document, only.page) : pass.lookForAll());
}

export async function closeStraighten(): Promise<void> {
  const { pass } = straightening;
  if (pass?.job.on) pass.job.stop(() => undefined);
  await goToList(() => (straightening.pass = null));
  if (pass?.single) await openLook(pass.openCase);
}

export class StraightenPass {
  readonly openCase: OpenCase;
  /** Whether one page was asked for, and not all photos. */
  readonly single: boolean;
  readonly job = new RunningJob();
  /** The photos; none until they were looked for. */
  all = $state.raw<SheetView[] | null>(null);
  at = $state(0);
  /** The corners as they are set, and whether shadows are taken off. */
  corners = $state.raw<Corners>(startCorners);
  even = $state(true);
  /** Whether somebody set the corners or the light. */
  touched = $state(false);
  #decided = $state.raw<ReadonlySet<string>>(new Set());

  constructor(openCase: OpenCase, single: boolean) {
    this.openCase = openCase;
    this.single = single;
  }

  readonly now: SheetView | null = $derived(this.all?.[this.at] ?? null);
  readonly possible: boolean = $derived(arePossible(this.corners));
  /** Those that wait for a decision. */
  readonly open: SheetView[] = $derived(
    (this.all ?? []).filter((one) => !one.straightened && !this.#decided.has(keyOf(one))),
  );

  async lookForAll(): Promise<void> {
    await this.job.go(async (begin) => {
      const found = await sheets(this.openCase.matter.id, ...begin());
      this.all = found.filter((one) => !one.straightened);
      this.#show(0);
    });
    this.all ??= [];
  }

  async lookAt(document: string, page: number): Promise<void> {
    const found = await attempt(sheet(this.openCase.matter.id, document, page));
    this.all = found ? [found] : [];
    this.#show(0);
  }

  /** Reads again how the photo is shown: undo can have put it back. */
  async refresh(): Promise<void> {
    const { now } = this;
    if (now === null || this.job.on) return;
    const found = await attempt(sheet(this.openCase.matter.id, now.document, now.page));
    if (!found || this.now !== now || found.straightened === now.straightened) return;
    this.all = (this.all ?? []).map((one) => (one === now ? found : one));
    if (!found.straightened) this.#decided = without(this.#decided, keyOf(found));
  }

  setCorners(corners: Corners): void {
    this.corners = corners;
    this.touched = true;
  }

  setEven(even: boolean): void {
    this.even = even;
    this.touched = true;
  }

  /** The corners as they were found. */
  reset(): void {
    this.#show(this.at);
  }

  go(by: 1 | -1): boolean {
    const to = this.at + by;
    if (to < 0 || to >= (this.all?.length ?? 0)) return false;
    this.#show(to);
    return true;
  }

  /** Cuts the sheet out, and goes on. */
  async take(): Promise<void> {
    const { now, corners, even } = this;
    if (now === null || !this.possible) return;
    const { document, page } = now;
    await this.#cutOut([{ document, page, corners, shape: null, even }], [now]);
  }

  /** Cuts out every sheet that waits, as it was found; the one that is seen as it is set. */
  async takeAll(): Promise<void> {
    const { now, open } = this;
    const chosen = open
      .filter((one) => one !== now || this.possible)
      .map((one) => {
        const { document, page } = one;
        const corners = one === now ? this.corners : (one.corners as Corners | null);
        return { document, page, corners, shape: null, even: this.even };
      });
    if (chosen.length > 0) await this.#cutOut(chosen, open);
  }

  /** Shows the photo as it was taken, and goes on. */
  async leave(): Promise<void> {
    const { now } = this;
    if (now === null) return;
    const pages = [{ document: now.document, pages: [now.page] }];
    const arranged = await this.openCase.leaveSheets(pages);
    if (!arranged) return;
    this.#put(now, { ...now, straightened: false });
    this.#pass([now]);
  }

  async #cutOut(
    chosen: Parameters<OpenCase['straighten']>[0],
    photos: readonly SheetView[],
  ): Promise<void> {
    if (this.job.on) return;
    let done = false;
    await this.job.go(async (begin) => {
      await this.openCase.straighten(chosen, ...begin());
      done = true;
    });
    if (!done) return;
    for (const one of photos) this.#put(one, { ...one, straightened: true });
    feedback.say(tn('ui.straighten.done', chosen.length));
    this.#pass(photos);
  }

  #put(old: SheetView, now: SheetView): void {
    this.all = (this.all ?? []).map((one) => (keyOf(one) === keyOf(old) ? now : one));
  }

  #pass(photos: readonly SheetView[]): void {
    this.#decided = new Set([...this.#decided, ...photos.map(keyOf)]);
    const all = this.all ?? [];
    const isOpen = (one: SheetView) => this.open.includes(one);
    const next = all.findIndex((one, at) => at > this.at && isOpen(one));
    const to = next >= 0 ? next : all.findIndex(isOpen);
    if (to >= 0) this.#show(to);
    else this.#show(this.at);
  }

  #show(at: number): void {
    this.at = at;
    this.touched = false;
    const { now } = this;
    this.corners = (now?.corners as Corners | null | undefined) ?? startCorners;
    this.even = now?.even ?? true;
  }
}

const keyOf = (one: SheetView): string => `${one.document}:${one.page}`;

function without(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...set].filter((one) => one !== key));
}
