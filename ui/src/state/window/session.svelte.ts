// The window as a whole: which view is open, the cases, the settings, what could not be done, and
// what is read out to those who do not see the screen.
import { tick } from 'svelte';
import { hello, matters, open_sample, profiles, set_settings, show } from '../../generated/commands';
import type { Failure, Hello, MatterListing, MatterView, ProfileView, Progress, Settings } from '../../generated/types';
import { Desk } from '../case/open-case.svelte';
import { speak, t } from '../../words/words.svelte';
import { asFailure } from './failure';
import { job, progress } from './job';
import { wear } from '../../platform/theme';

export type View = 'start' | 'case' | 'captions' | 'preview' | 'build';
export type DialogName =
  | 'new' | 'bring-in' | 'rename' | 'erase' | 'settings' | 'shortcuts' | 'about' | 'move' | 'group' | 'closing' | 'hand-over'
  | 'translators' | 'copy-rules' | 'translation-certificate' | 'interpretation-certificate' | 'proof-of-service' | 'declaration';

export type Banner = { id: number; failure: Failure };

class Session {
  greeting = $state.raw<Hello | null>(null);
  /** Why the window could not begin at all, as when another program holds the store. */
  stopped = $state.raw<Failure | null>(null);
  settings = $state.raw<Settings>({ language: 'en', theme: 'system' });
  profiles = $state.raw<ProfileView[]>([]);
  matters = $state.raw<MatterListing[]>([]);
  view = $state<View>('start');
  desk = $state.raw<Desk | null>(null);
  dialog = $state<DialogName | null>(null);
  banners = $state.raw<Banner[]>([]);
  said = $state('');
  busy = $state(false);
  /** How far the sample case is. */
  making = $state.raw<Progress | null>(null);
  #banner = 0;

  async begin(): Promise<void> {
    try {
      const greeting = await hello();
      this.#take(greeting);
      for (const finding of greeting.opened) this.fail({ code: finding.code, message: finding.message, findings: [] });
      if (greeting.demo) await this.openSample();
    } catch (thrown) {
      this.stopped = asFailure(thrown);
    }
  }

  #take(greeting: Hello): void {
    this.greeting = greeting;
    this.settings = greeting.settings;
    this.profiles = greeting.profiles;
    this.matters = greeting.matters;
    speak(greeting.settings.language);
    wear(greeting.settings.theme);
  }

  /** Titles, rules and findings come from the program in the window's language, so all is asked anew. */
  async change(settings: Settings): Promise<void> {
    const before = this.settings.language;
    const kept = await this.attempt(set_settings(settings));
    if (!kept) return;
    this.settings = kept;
    speak(kept.language);
    wear(kept.theme);
    if (kept.language === before) return;
    const greeting = await this.attempt(hello());
    if (greeting) this.#take(greeting);
    await this.desk?.refresh();
  }

  go(view: View): void {
    this.view = view;
    // The new view's heading takes the focus, so that a screen reader begins there.
    void tick().then(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }));
  }

  async open(id: string): Promise<void> {
    const matter = await this.attempt(show(id));
    if (matter) this.enter(matter);
  }

  enter(matter: MatterView): void {
    void this.desk?.leave();
    this.desk = new Desk(matter);
    this.go('case');
  }

  async close(): Promise<void> {
    await this.desk?.leave();
    this.desk = null;
    this.go('start');
    await this.list();
  }

  async list(): Promise<void> {
    const matters_ = await this.attempt(matters());
    if (matters_) this.matters = matters_;
  }

  /** Court rules of the user's own are text files, which change outside the window. */
  async rereadProfiles(): Promise<void> {
    const profiles_ = await this.attempt(profiles());
    if (profiles_) this.profiles = profiles_;
    await this.desk?.refresh();
  }

  async openSample(): Promise<void> {
    this.busy = true;
    const matter = await this.attempt(open_sample(job(), progress((news) => (this.making = news))));
    this.busy = false;
    this.making = null;
    if (matter) this.enter(matter);
  }

  /** The answer, or nothing and a banner with the program's sentence. What the user cancelled is no failure. */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'cancelled') this.fail(failure);
      return undefined;
    }
  }

  fail(failure: Failure): void {
    if (this.banners.some((banner) => banner.failure.message === failure.message)) return;
    this.banners = [...this.banners, { id: ++this.#banner, failure }];
  }

  dismiss(id: number): void {
    this.banners = this.banners.filter((banner) => banner.id !== id);
  }

  /** Read out by the live region; the same words twice are told apart by an unheard mark. */
  say(words: string): void {
    this.said = words === this.said ? `${words}\u200b` : words;
  }

  sayDone(act: string): void {
    this.say(t('ui.say.done', { act }));
  }
}

export const session = new Session();
