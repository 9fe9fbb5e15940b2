// Findings in the order in which the user handles them: those that stop the filing, those to check,
// advice, and finally the answered ones. Those of one kind stand together.
import type { FindingView, FixView, Severity } from '../../generated/types';

/** Findings of one kind, which are fixed or answered together. There is at least one. */
export type Alike = { key: string; first: FindingView; findings: FindingView[] };

type Groups = {
  open: { severity: Severity; findings: FindingView[]; kinds: Alike[] }[];
  answered: FindingView[];
};

const order: readonly Severity[] = ['stops', 'check', 'note'];

export function grouped(findings: readonly FindingView[]): Groups {
  const of = (severity: Severity) =>
    findings.filter((one) => one.severity === severity && one.answer === undefined);
  const open = order
    .map((severity) => ({ severity, findings: of(severity) }))
    .filter((group) => group.findings.length > 0)
    .map((group) => ({ ...group, kinds: alike(group.findings) }));
  return { open, answered: findings.filter((one) => one.answer !== undefined) };
}

/** Groups findings by code and rule, in the order of the first of each kind. */
export function alike(findings: readonly FindingView[]): Alike[] {
  const kinds = new Map<string, Alike>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.rule?.says ?? ''}`;
    const kind = kinds.get(key);
    if (kind) kind.findings.push(finding);
    else kinds.set(key, { key, first: finding, findings: [finding] });
  }
  return [...kinds.values()];
}

/** The number of findings that need the user. Advice does not. */
export function openCount(findings: readonly FindingView[]): number {
  return findings.filter((one) => one.severity !== 'note' && one.answer === undefined).length;
}

/**
 * The findings of the check beside a dossier that was written: of its size, they say what was
 * written, or nothing if that is within the limit.
 */
export function measured(
  findings: readonly FindingView[],
  written: readonly FindingView[],
): FindingView[] {
  const over = written.find((one) => one.code === 'over-limit');
  return findings.flatMap((one) => {
    if (one.code !== 'needs-split') return [one];
    return over === undefined ? [] : [{ ...one, message: over.message }];
  });
}

/** Whether the fix needs no further input. */
export function isImmediateFix(kind: FixView['kind']): boolean {
  return ['split', 'turn', 'language', 'photos', 'leave-one-twin'].includes(kind);
}

/** The names of those that one act fixes. Two papers that look the same are looked at first. */
export function fixedTogether(findings: readonly FindingView[]): string[] {
  return findings.flatMap((one) =>
    one.fix &&
    one.name !== undefined &&
    isImmediateFix(one.fix.kind) &&
    one.fix.kind !== 'leave-one-twin'
      ? [one.name]
      : [],
  );
}

/** The names of those that one answer answers; findings of papers have none. */
export function answeredTogether(findings: readonly FindingView[]): string[] {
  return findings.flatMap((one) => (one.name === undefined ? [] : [one.name]));
}
