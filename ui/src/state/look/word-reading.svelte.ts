// Reading the words of pages that have none. It begins by itself a moment after papers came in, goes
// on while the user does something else, and what was read stays when it is stopped.
import { read_words, unread } from '../../generated/commands';
import { dossierBuild } from '../build/dossier-build.svelte';
import type { OpenCase } from '../case/open-case.svelte';
import { intake } from '../intake/intake.svelte';
import { feedback } from '../window/feedback.svelte';
import { RunningJob } from '../window/running-job.svelte';
import { session } from '../window/session.svelte';
import { tn } from '../../words/words.svelte';

/** How long nothing changes before it begins by itself, in milliseconds. */
const CALM = 2500;

class WordReading {
  readonly job = new RunningJob();
  /** The case whose pages are read, or were read last. */
  matter = $state<string | null>(null);
  /** Cases that the user stopped, or where it failed: there it begins only when asked. */
  #left = new Set<string>();

  /** Reads the pages of a case because the user said so. */
  async go(matter: string): Promise<void> {
    this.#left.delete(matter);
    await this.#read(matter);
  }

  async #read(matter: string): Promise<void> {
    if (this.job.on) return;
    this.matter = matter;
    await this.job.go(async (begin) => {
      const report = await read_words(matter, ...begin());
      if (report.done > 0) feedback.say(tn('ui.words.done', report.done));
    });
    if (this.job.failure) this.#left.add(matter);
    // What was read can be suggested as a title, whether it was stopped or not.
    if (session.openCase?.matter.id === matter) await session.openCase.refresh();
  }

  /**
   * Reads the open case a moment later, if nothing else runs by then. Returns how to call it off.
   */
  soon(openCase: OpenCase | null): () => void {
    if (openCase === null) return () => undefined;
    const { id, read_only } = openCase.matter;
    const busy = this.job.on || intake.running !== undefined || dossierBuild.running !== null;
    if (busy || read_only || !session.settings.read_words || this.#left.has(id))
      return () => undefined;
    const timer = setTimeout(() => {
      unread(id).then(
        (count) => (count.unread + count.uncoded > 0 ? this.#read(id) : undefined),
        // The case says elsewhere what is wrong with it.
        () => undefined,
      );
    }, CALM);
    return () => clearTimeout(timer);
  }

  stop(): void {
    if (this.matter !== null) this.#left.add(this.matter);
    this.job.stop(() => undefined);
  }
}

export const wordReading = new WordReading();
