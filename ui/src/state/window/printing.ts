// Pages to print, which are saved where the user says.
import { choose_print } from '../../generated/commands';
import type { SavedPaper } from '../../generated/types';
import { t } from '../../words/words.svelte';
import { attempt, feedback } from './feedback.svelte';

/** Asks where a page goes, saves it there, and says so. */
export async function printTo(
  title: string,
  save: (out: string) => Promise<SavedPaper>,
): Promise<void> {
  const out = await attempt(choose_print(title));
  if (typeof out !== 'string') return;
  const saved = await attempt(save(out));
  if (saved) feedback.say(t('ui.saved', { path: saved.path }));
}
