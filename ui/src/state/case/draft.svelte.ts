// The input of a form. It is sent shortly after the last keystroke and when the form closes. Values
// from the program replace it only when no input is pending.
import { onDestroy } from 'svelte';
import type { Failure } from '../../generated/types';
import type { OpenCase, Tell } from './open-case.svelte';
import { Saver } from './saver';

export class Draft<T extends object> {
  value: T = $state.raw(undefined!);
  failure = $state.raw<Failure | null>(null);
  readonly #saver: Saver<T>;

  /** Must be created by a component, and lives as long as it does. */
  constructor(openCase: OpenCase, start: T, send: (value: T, tell: Tell) => Promise<unknown>) {
    this.value = start;
    this.#saver = new Saver<T>(start, (value) => send(value, (told) => (this.failure = told)));
    openCase.flushers.add(this.flush);
    onDestroy(() => {
      this.flush();
      openCase.flushers.delete(this.flush);
    });
  }

  /** Undo, redo and other acts change the value from outside. Pending input stays. */
  follow(outside: T): void {
    if (this.#saver.pending) return;
    this.#saver.settle(outside);
    this.value = outside;
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
