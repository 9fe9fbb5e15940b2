// The input of a form. It is sent shortly after the last keystroke and when the form closes. What the
// program changed in the meantime in other fields stays: a form sends all its fields, and one that was
// opened before a suggestion was taken would undo it.
import { onDestroy } from 'svelte';
import type { Failure } from '../../generated/types';
import type { OpenCase, Tell } from './open-case.svelte';
import { merged } from './merged';
import { Saver } from './saver';

export class Draft<T extends object> {
  value: T = $state.raw(undefined!);
  failure = $state.raw<Failure | null>(null);
  readonly #saver: Saver<T>;
  /** What the input began with. */
  #base: T;

  /** Must be created by a component, and lives as long as it does. `send` gets the change that was
   *  typed, to be made of what the program has after all acts before it. */
  constructor(
    openCase: OpenCase,
    start: T,
    send: (change: (now: T) => T, tell: Tell) => Promise<unknown>,
  ) {
    this.value = start;
    this.#base = start;
    this.#saver = new Saver<T>(start, (value) => {
      const base = this.#base;
      return send(
        (now) => merged(base, value, now),
        (told) => (this.failure = told),
      );
    });
    openCase.flushers.add(this.flush);
    onDestroy(() => {
      this.flush();
      openCase.flushers.delete(this.flush);
    });
  }

  /** Undo, redo and other acts change the value from outside. Pending input stays. */
  follow(outside: T): void {
    if (this.#saver.pending) {
      this.value = merged(this.#base, this.value, outside);
      this.#saver.rebased(this.value);
    } else {
      this.#saver.settle(outside);
      this.value = outside;
    }
    this.#base = outside;
  }

  set(change: Partial<T>): void {
    this.value = { ...this.value, ...change };
    this.#saver.typed(this.value);
  }

  /** For a choice rather than typing: sends it at once. */
  pick(change: Partial<T>): void {
    this.set(change);
    this.flush();
  }

  readonly flush = (): void => this.#saver.flush();
}

/** An empty field holds no value. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}
