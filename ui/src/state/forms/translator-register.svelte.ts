// The register of translators, as it was last read.
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

  /** Fails with the program's sentence, which is told beside the fields. */
  async keep(translator: Translator): Promise<void> {
    this.all = await keep_translator(translator);
  }

  async forget(name: string): Promise<void> {
    const left = await attempt(forget_translator(name));
    if (left) this.all = left;
  }
}

export const translatorRegister = new TranslatorRegister();

/** Names are told apart as the register does it: without regard to capitals. */
export function sameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}
