// The color of a note by how serious it is.
import type { Severity } from '../generated/types';

const classes: Record<Severity, string> = { stops: 'stop', check: 'warn', note: '' };

export function noteClass(severity: Severity): string {
  return classes[severity];
}
