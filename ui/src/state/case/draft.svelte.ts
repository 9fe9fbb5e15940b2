// What is being typed into a form of a case: kept while it is not answered, sent a moment after the
// last letter and when the form goes, replaced by what the program says otherwise.
import { onDestroy } from 'svelte';
import type { Failure } from '../../generated/types';
import type { OpenCase, Tell } from './open-case.svelte';
import { Saver } from './saver';

export class Draft<T extends object> {
  value: T = $state.raw(undefined!);
  failure = $state.raw<Failure | null>(null);
  readonly #saver: Saver<T>;

  /** Belongs to the component that makes it, as long as that lives. */
  constructor(openCase: OpenCase, start: T, send: (value: T, tell: Tell) => Promise<unknown>) {
    this.value = start;
    this.#saver = new Saver<T>(start, (value) => send(value, (told) => (this.failure = told)));
    openCase.flushers.add(this.flush);
    onDestroy(() => {
      this.flush();
      openCase.flushers.delete(this.flush);
    });
  }

  /** Undo, redo and acts elsewhere change the value from outside; what is typed and not answered stays. */
  follow(outside: T): void {
    if (this.#saver.pending) return;
    this.#saver.settle(outside);
    this.value = outside;
  }

  set(change: Partial<T>): void {
    this.value = { ...this.value, ...change };
    this.#saver.typed(this.value);
  }

  /** Chosen rather than typed: sent at once. */
  pick(change: Partial<T>): void {
    this.set(change);
    this.flush();
  }

  readonly flush = (): void => this.#saver.flush();
}

/** An empty field says nothing. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}
