// Where papers come from: files or a folder that the user names in the system's own dialog.
import { choose_files, choose_folder } from '../../generated/commands';
import { session } from '../window/session.svelte';
import { intake } from './intake.svelte';

/** `into`: the place that the papers go to; nothing: each becomes an exhibit of its own. */
export async function addFiles(into: string | null = null): Promise<void> {
  const desk = session.desk;
  const paths = await session.attempt(choose_files());
  if (desk && paths && paths.length > 0) intake.start(desk.matter.id, paths, into);
}

export async function addFolder(into: string | null = null): Promise<void> {
  const desk = session.desk;
  const path = await session.attempt(choose_folder());
  if (desk && path) intake.start(desk.matter.id, [path], into);
}
