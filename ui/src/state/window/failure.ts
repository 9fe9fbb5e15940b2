// The failure of a command, in one shape.
import type { Failure } from '../../generated/types';

/**
 * Commands reject with a Failure. Anything else, such as a broken bridge, keeps its own message.
 */
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
