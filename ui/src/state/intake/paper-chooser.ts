// Adds files or a folder that the user chooses in the system's dialog.
import { choose_files, choose_folder } from '../../generated/commands';
import { intake } from './intake.svelte';
import { attempt } from '../window/feedback.svelte';
import { session } from '../window/session.svelte';

/** `into` is the place for the papers. Without it, each becomes its own exhibit. */
export async function addFiles(into: string | null = null): Promise<void> {
  const openCase = session.openCase;
  const paths = await attempt(choose_files());
  if (openCase && paths && paths.length > 0) await intake.take(openCase.matter.id, paths, into);
}

export async function addFolder(into: string | null = null): Promise<void> {
  const openCase = session.openCase;
  const path = await attempt(choose_folder());
  if (openCase && path) await intake.take(openCase.matter.id, [path], into);
}
