// Saves input shortly after the last keystroke, and at once when the user leaves the field. A value
// is sent only if it differs from the last one.
export class Saver<T> {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: T | undefined;
  #sent: string;
  #unanswered = 0;

  constructor(
    start: T,
    private readonly send: (value: T) => Promise<unknown> | void,
    private readonly pause = 600,
  ) {
    this.#sent = JSON.stringify(start);
  }

  /**
   * Whether some input is not yet answered, so that a value from the program must not replace it.
   */
  get pending(): boolean {
    return this.#waiting !== undefined || this.#unanswered > 0;
  }

  typed(value: T): void {
    clearTimeout(this.#timer);
    this.#waiting = value;
    this.#timer = setTimeout(() => this.flush(), this.pause);
  }

  /** What waits to be sent is this, with what changed beside it. */
  rebased(value: T): void {
    if (this.#waiting !== undefined) this.#waiting = value;
  }

  flush(): void {
    clearTimeout(this.#timer);
    const value = this.#waiting;
    this.#waiting = undefined;
    if (value === undefined) return;
    const text = JSON.stringify(value);
    if (text === this.#sent) return;
    this.#sent = text;
    const answer = this.send(value);
    if (!answer) return;
    this.#unanswered += 1;
    void answer.finally(() => (this.#unanswered -= 1));
  }

  /** Takes a value from the program as the saved one, for example after undo. */
  settle(value: T): void {
    if (!this.pending) this.#sent = JSON.stringify(value);
  }
}
