// Fixing findings, and saying what a fix has opened: papers that are now said to be in Spanish lack
// their translations.
import { check } from '../../generated/commands';
import type { FindingView } from '../../generated/types';
import { tn } from '../../words/words.svelte';
import type { OpenCase } from '../case/open-case.svelte';
import { attempt, feedback } from '../window/feedback.svelte';

export async function mendAndTell(openCase: OpenCase, findings: string[]): Promise<void> {
  const { id } = openCase.matter;
  const before = await attempt(check(id));
  const arranged = await openCase.mend(findings);
  if (!arranged) return;
  const after = await attempt(check(id));
  const opened = before && after ? openedBy(before.findings, after.findings) : [];
  const [first] = opened;
  if (first === undefined) {
    feedback.sayDone(arranged.act);
    return;
  }
  feedback.tell(tn('ui.say.now-open', opened.length, { act: arranged.act, what: first.message }));
}

/** The findings that need the user and were not there before. */
export function openedBy(
  before: readonly FindingView[],
  after: readonly FindingView[],
): FindingView[] {
  const had = new Set(before.map((one) => one.name ?? one.message));
  return after.filter(
    (one) =>
      one.severity !== 'note' && one.answer === undefined && !had.has(one.name ?? one.message),
  );
}
