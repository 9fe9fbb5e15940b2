// Where papers come from: files or a folder that the user names in the system's own dialog.
import { choose_files, choose_folder } from '../../generated/commands';
import { intake } from './intake.svelte';
import { attempt } from '../window/feedback.svelte';
import { session } from '../window/session.svelte';

/** `into`: the place that the papers go to; nothing: each becomes an exhibit of its own. */
export async function addFiles(into: string | null = null): Promise<void> {
  const openCase = session.openCase;
  const paths = await attempt(choose_files());
  if (openCase && paths && paths.length > 0) intake.start(openCase.matter.id, paths, into);
}

export async function addFolder(into: string | null = null): Promise<void> {
  const openCase = session.openCase;
  const path = await attempt(choose_folder());
  if (openCase && path) intake.start(openCase.matter.id, [path], into);
}
