// Moves between the views of the window.
import type { FindingView } from '../../generated/types';
import { intake } from '../intake/intake.svelte';
import { session, type View } from './session.svelte';

/** The other views show what is saved, so what was typed last is saved first. */
export async function goSettled(view: View): Promise<void> {
  await session.openCase?.settle();
  intake.tidy();
  session.go(view);
}

export function showFacts(): void {
  session.openCase?.showFacts();
  session.go('case');
}

/** Where a finding can be looked at and mended. */
export function showPlace({ place, document, paper, page, label }: FindingView): void {
  if (place === undefined) return;
  session.go('case');
  void session.openCase?.showPlace(place, document, paper === undefined ? undefined : page, label);
}
