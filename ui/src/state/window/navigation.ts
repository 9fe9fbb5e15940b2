// Moves between the views of the window.
import { tick } from 'svelte';
import type { FindingView } from '../../generated/types';
import { intake } from '../intake/intake.svelte';
import { session, type View } from './session.svelte';

/** Saves pending input before the change, because the other views show what is saved. */
export async function goSettled(view: View): Promise<void> {
  await session.openCase?.settle();
  intake.tidy();
  session.go(view);
}

/** Goes back to the case, with the keyboard in its list. `clear` takes away what was seen. */
export async function goToList(clear: () => void): Promise<void> {
  await session.openCase?.settle();
  session.go('case');
  clear();
  // After the heading of the view, which takes the focus first.
  await tick();
  await tick();
  document.querySelector<HTMLElement>('[data-home]')?.focus({ preventScroll: true });
}

/** Shows the details of the case, with the cursor in the field of a fact that is missing. */
export function showFacts(fact?: string): void {
  session.openCase?.showFacts();
  session.go('case');
  if (fact === undefined) return;
  const field = fact === 'filer' ? 'filer-name' : `fact-${fact}`;
  // After the heading of the view, which takes the focus first.
  void tick()
    .then(tick)
    .then(() => bring(document.querySelector<HTMLElement>(`[data-test="${field}"]`)));
}

/** Focuses a field and keeps it in sight, while what stands above it still arrives. */
function bring(field: HTMLElement | null): void {
  if (field === null) return;
  // A date or a list of choices has its first control inside.
  const inside = 'input, textarea, button';
  const control = field.matches(inside) ? field : field.querySelector<HTMLElement>(inside);
  if (control === null) return;
  const show = () => control.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
  show();
  const pane = control.closest('section');
  if (pane === null) return;
  const watch = new MutationObserver(show);
  watch.observe(pane, { childList: true, subtree: true });
  control.addEventListener('blur', () => watch.disconnect(), { once: true });
  // Whoever scrolls on wants to see something else.
  pane.addEventListener('wheel', () => watch.disconnect(), { once: true, passive: true });
  control.addEventListener('input', () => watch.disconnect(), { once: true });
}

/** Opens the place of a finding, where the user can look at it and fix it. */
export function showPlace({ place, document, paper, page, label }: FindingView): void {
  if (place === undefined) return;
  session.go('case');
  void session.openCase?.showPlace(place, document, paper === undefined ? undefined : page, label);
}
