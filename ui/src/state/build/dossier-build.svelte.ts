// The running build and its result. It is not part of the view, because it continues when the user
// leaves the view.
import { build, cancel, open_file } from '../../generated/commands';
import type { Built, Failure, Progress } from '../../generated/types';
import { asFailure } from '../window/failure';
import { attempt, feedback } from '../window/feedback.svelte';
import { job, progress } from '../window/job';
import { goSettled } from '../window/navigation';
import { session } from '../window/session.svelte';
import { t } from '../../words/words.svelte';

class DossierBuild {
  /** The case and the revision that the rest belongs to. */
  matter = $state<string | null>(null);
  revision = $state('');
  running = $state<number | null>(null);
  stopping = $state(false);
  news = $state.raw<Progress | null>(null);
  report = $state.raw<Built | null>(null);
  failure = $state.raw<Failure | null>(null);

  async go(matter: string, revision: string, out: string): Promise<void> {
    const number = job();
    Object.assign(this, {
      matter,
      revision,
      running: number,
      stopping: false,
      news: null,
      report: null,
      failure: null,
    });
    try {
      this.report = await build(
        matter,
        out,
        number,
        progress((heard) => (this.news = heard)),
      );
      feedback.say(t('ui.built.done'));
      await this.#keepUp(matter, revision);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'cancelled') this.failure = failure;
    }
    this.running = null;
  }

  /**
   * The program records the build in the case, which makes a new revision. The result stays current
   * unless the case also changed in the meantime.
   */
  async #keepUp(matter: string, revision: string): Promise<void> {
    const openCase = session.openCase;
    if (openCase?.matter.id !== matter || openCase.matter.revision !== revision) return;
    await openCase.refresh();
    this.revision = openCase.matter.revision;
  }

  /**
   * Opens the dossier of the open case in the user's program for PDFs, which prints it. Where there
   * is none of the case as it is now, shows where it is built.
   */
  async print(): Promise<void> {
    const matter = session.openCase?.matter;
    if (!matter) return;
    const report = this.matter === matter.id ? this.report : null;
    if (report === null || this.revision !== matter.revision) {
      await goSettled('build');
      feedback.tell(t('ui.print.unbuilt'));
      return;
    }
    for (const file of report.files) {
      if ((await attempt(open_file(file.path))) === undefined) return;
    }
    feedback.tell(t('ui.print.there'));
  }

  stop(): void {
    this.stopping = true;
    if (this.running !== null) void attempt(cancel(this.running));
  }
}

export const dossierBuild = new DossierBuild();
