// What a command says when it could not do its work, brought into one shape.
import type { Failure } from '../../generated/types';

/** Commands reject with a Failure; anything else (a broken bridge) is told with its own words. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    const known = thrown as Partial<Failure>;
    return {
      code: known.code ?? 'system',
      message: String(known.message),
      findings: known.findings ?? [],
    };
  }
  return { code: 'system', message: String(thrown), findings: [] };
}
