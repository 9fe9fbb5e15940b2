// A job in a dialog: its progress, its cancellation, its failure. A job that the user cancelled did
// not fail.
import type { Channel } from '@tauri-apps/api/core';
import { cancel } from '../../generated/commands';
import type { Failure, Progress } from '../../generated/types';
import { asFailure } from './failure';
import { attempt } from './feedback.svelte';
import { job, progress } from './job';

export class RunningJob {
  news = $state.raw<Progress | null>(null);
  failure = $state.raw<Failure | null>(null);
  #job = $state<number | null>(null);

  get on(): boolean {
    return this.#job !== null;
  }

  /** `work` first asks the user what it needs, and calls `begin` when the job starts. */
  async go(work: (begin: () => [number, Channel<Progress>]) => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work(() => {
        const own = job();
        this.#job = own;
        return [own, progress((heard) => (this.news = heard))];
      });
    } catch (thrown) {
      const told = asFailure(thrown);
      this.failure = told.code === 'cancelled' ? null : told;
    } finally {
      this.#job = null;
      this.news = null;
    }
  }

  /** Cancels the job, or calls `otherwise` if none is running. */
  stop(otherwise: () => void): void {
    if (this.#job === null) otherwise();
    else void attempt(cancel(this.#job));
  }
}
