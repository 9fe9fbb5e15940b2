// Feedback to the user: failures as banners, a notice of what an act has led to, and sentences for
// the live region that screen readers read aloud.
import type { Failure } from '../../generated/types';
import { asFailure } from './failure';
import { t } from '../../words/words.svelte';

type Banner = { id: number; failure: Failure };

class Feedback {
  banners = $state.raw<Banner[]>([]);
  /** The text of the live region. */
  said = $state('');
  /** What the last act has led to, where nothing else on the screen shows it. */
  notice = $state<string | null>(null);
  #lastBanner = 0;

  /** Shows a failure as a banner, unless a banner already shows the same message. */
  fail(failure: Failure): void {
    if (this.banners.some((banner) => banner.failure.message === failure.message)) return;
    this.banners = [...this.banners, { id: ++this.#lastBanner, failure }];
  }

  /** Takes all banners and the notice away. */
  clear(): void {
    this.banners = [];
    this.notice = null;
  }

  dismiss(id: number): void {
    this.banners = this.banners.filter((banner) => banner.id !== id);
  }

  /** Announces a sentence. A zero-width space marks a repeated one, so that it is read again. */
  say(words: string): void {
    this.said = words === this.said ? `${words}\u200b` : words;
  }

  /** Shows a sentence until the next act, and announces it. */
  tell(words: string): void {
    this.notice = words;
    this.say(words);
  }

  sayDone(act: string): void {
    this.say(t('ui.say.done', { act }));
  }
}

export const feedback = new Feedback();

/** The result of `work`, or undefined after a banner with the program's message. A job that the user
    cancelled is not a failure. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code !== 'cancelled') feedback.fail(failure);
    return undefined;
  }
}
