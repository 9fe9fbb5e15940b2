// Reading the words of pages that have none. It goes on while the user does something else, and what
// was read stays when it is stopped.
import { read_words } from '../../generated/commands';
import { feedback } from '../window/feedback.svelte';
import { RunningJob } from '../window/running-job.svelte';
import { session } from '../window/session.svelte';
import { tn } from '../../words/words.svelte';

class WordReading {
  readonly job = new RunningJob();
  /** The case whose pages are read, or were read last. */
  matter = $state<string | null>(null);

  async go(matter: string): Promise<void> {
    if (this.job.on) return;
    this.matter = matter;
    await this.job.go(async (begin) => {
      const report = await read_words(matter, ...begin());
      feedback.say(tn('ui.words.done', report.done));
    });
    // What was read can be suggested as a title, whether it was stopped or not.
    if (session.openCase?.matter.id === matter) await session.openCase.refresh();
  }

  stop(): void {
    this.job.stop(() => undefined);
  }
}

export const wordReading = new WordReading();
