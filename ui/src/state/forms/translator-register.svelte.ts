// The register of translators, as last loaded.
import { forget_translator, keep_translator, translators } from '../../generated/commands';
import type { Translator } from '../../generated/types';
import { attempt } from '../window/feedback.svelte';

export const nobody: Translator = {
  name: '',
  address: [],
  phone: '',
  languages: [],
  competence: '',
};

class TranslatorRegister {
  all = $state.raw<Translator[]>([]);

  async read(): Promise<void> {
    const found = await attempt(translators());
    if (found) this.all = found;
  }

  /** Rejects with the program's failure, so that the caller can show it beside the fields. */
  async keep(translator: Translator): Promise<void> {
    this.all = await keep_translator(translator);
  }

  async forget(name: string): Promise<void> {
    const left = await attempt(forget_translator(name));
    if (left) this.all = left;
  }
}

export const translatorRegister = new TranslatorRegister();

/** Compares names as the register does, without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}
