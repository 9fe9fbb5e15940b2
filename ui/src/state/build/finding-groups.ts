// What was found, in the order in which it is dealt with: what stops the filing, what wants a look, advice; and what
// the user has answered, which holds nothing up any more.
import type { FindingView, FixView, Severity } from '../../generated/types';

type Groups = {
  open: { severity: Severity; findings: FindingView[] }[];
  answered: FindingView[];
};

const order: readonly Severity[] = ['stops', 'check', 'note'];

export function grouped(findings: readonly FindingView[]): Groups {
  const of = (severity: Severity) =>
    findings.filter((one) => one.severity === severity && one.answer === undefined);
  const open = order
    .map((severity) => ({ severity, findings: of(severity) }))
    .filter((group) => group.findings.length > 0);
  return { open, answered: findings.filter((one) => one.answer !== undefined) };
}

/** How many still want the user. Advice does not. */
export function openCount(findings: readonly FindingView[]): number {
  return findings.filter((one) => one.severity !== 'note' && one.answer === undefined).length;
}

/** Fixes that need nothing more to be known. */
export function isImmediateFix(kind: FixView['kind']): boolean {
  return kind === 'split' || kind === 'turn' || kind === 'photos';
}
