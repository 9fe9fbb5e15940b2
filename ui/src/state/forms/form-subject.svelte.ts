// The document that the next form to sign is about.
import type { FixView } from '../../generated/types';
import { session, type DialogName } from '../window/session.svelte';

type Asked = { place: string; document: string };

class FormSubject {
  now = $state.raw<Asked | null>(null);
}

export const formSubject = new FormSubject();

const dialogs: Partial<Record<FixView['kind'], DialogName>> = {
  'translation-certificate': 'translation-certificate',
  'interpretation-certificate': 'interpretation-certificate',
  'proof-of-service': 'proof-of-service',
};

/** Opens the dialog for the form. */
export function ask(kind: FixView['kind'], place: string | null, document: string | null): void {
  formSubject.now = place !== null && document !== null ? { place, document } : null;
  session.dialog = dialogs[kind] ?? null;
}
