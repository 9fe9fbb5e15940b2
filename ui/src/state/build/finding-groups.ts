// Findings in the order in which the user handles them: those that stop the filing, those to check,
// advice, and finally the answered ones.
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

/** The number of findings that need the user. Advice does not. */
export function openCount(findings: readonly FindingView[]): number {
  return findings.filter((one) => one.severity !== 'note' && one.answer === undefined).length;
}

/** Whether the fix needs no further input. */
export function isImmediateFix(kind: FixView['kind']): boolean {
  return ['split', 'turn', 'language', 'photos'].includes(kind);
}
