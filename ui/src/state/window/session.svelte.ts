// The state of the whole window: the open view, dialog and case, the list of cases, and the
// settings.
import { tick } from 'svelte';
import {
  hello,
  matters,
  open_sample,
  profiles,
  quit,
  set_settings,
  show,
} from '../../generated/commands';
import type {
  Failure,
  Hello,
  MatterListing,
  MatterView,
  ProfileView,
  Progress,
  Settings,
} from '../../generated/types';
import { setTextSize, textSizes } from '../../platform/text-size';
import { setTheme } from '../../platform/theme';
import { OpenCase } from '../case/open-case.svelte';
import { asFailure } from './failure';
import { attempt, feedback } from './feedback.svelte';
import { job, progress } from './job';
import { setLanguage } from '../../words/words.svelte';

export type View =
  | 'start'
  | 'case'
  | 'look'
  | 'naming'
  | 'straighten'
  | 'petition'
  | 'captions'
  | 'preview'
  | 'build';
export type DialogName =
  | 'new'
  | 'bring-in'
  | 'rename'
  | 'erase'
  | 'settings'
  | 'shortcuts'
  | 'about'
  | 'guide'
  | 'move'
  | 'group'
  | 'together'
  | 'search'
  | 'history'
  | 'checklist'
  | 'differences'
  | 'handing-in'
  | 'join'
  | 'closing'
  | 'hand-over'
  | 'translators'
  | 'copy-rules'
  | 'translation-certificate'
  | 'interpretation-certificate'
  | 'proof-of-service'
  | 'declaration';

class Session {
  greeting = $state.raw<Hello | null>(null);
  /** Why the window could not start, for example because another program holds the store. */
  stopped = $state.raw<Failure | null>(null);
  settings = $state.raw<Settings>({
    language: 'en',
    theme: 'system',
    text: 100,
    office_unconfined: false,
    read_words: true,
  });
  profiles = $state.raw<ProfileView[]>([]);
  matters = $state.raw<MatterListing[]>([]);
  view = $state<View>('start');
  openCase = $state.raw<OpenCase | null>(null);
  dialog = $state<DialogName | null>(null);
  busy = $state(false);
  /** Files that were dropped where there is no case; the next one takes them. */
  waiting = $state.raw<string[]>([]);
  /** The progress of opening the sample case. */
  making = $state.raw<Progress | null>(null);

  async begin(): Promise<void> {
    try {
      const greeting = await hello();
      this.#take(greeting);
      for (const finding of greeting.opened)
        feedback.fail({ code: finding.code, message: finding.message, findings: [] });
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
    setLanguage(greeting.settings.language);
    setTheme(greeting.settings.theme);
    setTextSize(greeting.settings.text);
  }

  /**
   * The program returns titles, rules and findings in the window's language, so a change of
   * language loads them again.
   */
  async change(settings: Settings): Promise<void> {
    const before = this.settings.language;
    const kept = await attempt(set_settings(settings));
    if (!kept) return;
    this.settings = kept;
    setLanguage(kept.language);
    setTheme(kept.theme);
    setTextSize(kept.text);
    if (kept.language === before) return;
    const greeting = await attempt(hello());
    if (greeting) this.#take(greeting);
    await this.openCase?.refresh();
  }

  /** Makes the text of the window larger or smaller by one step, or as usual. */
  async resize(by: 1 | -1 | 0): Promise<void> {
    const at = textSizes.findIndex((size) => size === this.settings.text);
    const text = by === 0 ? textSizes[0] : textSizes[at + by];
    if (text !== undefined) await this.change({ ...this.settings, text });
  }

  go(view: View): void {
    this.view = view;
    // The heading of the new view takes the focus, so that a screen reader starts there.
    void tick().then(() =>
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }),
    );
  }

  async open(id: string): Promise<void> {
    const matter = await attempt(show(id));
    if (matter) this.enter(matter);
  }

  enter(matter: MatterView): void {
    void this.openCase?.settle();
    // What was told about another case would be read as about this one.
    if (this.openCase?.matter.id !== matter.id) feedback.clear();
    this.openCase = new OpenCase(matter);
    this.go('case');
  }

  async close(): Promise<void> {
    await this.openCase?.settle();
    this.openCase = null;
    feedback.clear();
    this.go('start');
    await this.list();
  }

  /** Closes the window: at once after what was typed is saved, or after a question if work runs. */
  async leave(running: number): Promise<void> {
    if (running > 0) {
      this.dialog = 'closing';
      return;
    }
    await this.openCase?.settle();
    await attempt(quit());
  }

  async list(): Promise<void> {
    const matters_ = await attempt(matters());
    if (matters_) this.matters = matters_;
  }

  /** The user's own court rules are text files, which change outside the window. */
  async rereadProfiles(): Promise<void> {
    const profiles_ = await attempt(profiles());
    if (profiles_) this.profiles = profiles_;
    await this.openCase?.refresh();
  }

  async openSample(): Promise<void> {
    this.busy = true;
    const matter = await attempt(
      open_sample(
        job(),
        progress((news) => (this.making = news)),
      ),
    );
    this.busy = false;
    this.making = null;
    if (matter) this.enter(matter);
  }
}

export const session = new Session();
