// Letters typed on a closed list, which choose the option that begins with them.
import { plain } from './search';

type Option<Value extends string> = { value: Value; label: string };

/** A pause after which a letter begins a new word, in milliseconds. */
const PAUSE = 1000;

export class TypedPrefix {
  text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * The option after one more letter: the first that begins with all of them. The same letter again
   * and again goes from one to the next. Digits name an option by its value.
   */
  find<Value extends string>(
    letter: string,
    options: readonly Option<Value>[],
    now: Value,
  ): Value | undefined {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.text = ''), PAUSE);
    this.text += plain(letter);
    const begins = (prefix: string) =>
      options.filter(
        ({ label, value }) => plain(label).startsWith(prefix) || (value !== '' && value === prefix),
      );
    const found = begins(this.text);
    if (found.length > 0) {
      const stays = this.text.length > 1 && found.some(({ value }) => value === now);
      return stays ? now : found[0]!.value;
    }
    const repeated = [...this.text].every((one) => one === this.text[0]);
    if (!repeated) return undefined;
    const all = begins(this.text[0]!);
    const at = all.findIndex(({ value }) => value === now);
    return all[(at + 1) % Math.max(1, all.length)]?.value;
  }
}
