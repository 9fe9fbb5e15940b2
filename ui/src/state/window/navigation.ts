// Moves between the views of the window.
import type { FindingView } from '../../generated/types';
import { intake } from '../intake/intake.svelte';
import { session, type View } from './session.svelte';

/** Saves pending input before the change, because the other views show what is saved. */
export async function goSettled(view: View): Promise<void> {
  await session.openCase?.settle();
  intake.tidy();
  session.go(view);
}

export function showFacts(): void {
  session.openCase?.showFacts();
  session.go('case');
}

/** Opens the place of a finding, where the user can look at it and fix it. */
export function showPlace({ place, document, paper, page, label }: FindingView): void {
  if (place === undefined) return;
  session.go('case');
  void session.openCase?.showPlace(place, document, paper === undefined ? undefined : page, label);
}
