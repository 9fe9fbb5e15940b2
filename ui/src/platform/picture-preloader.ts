// Pictures that will be looked at next. They are asked for a few at a time, and only while none in sight is
// awaited, so that they are there when they scroll in and no picture in sight waits for them.

/** Begins to load a picture. What is returned is held, so that the window keeps the picture. */
type Load = (url: string, done: () => void) => unknown;

const byImage: Load = (url, done) => {
  const image = new Image();
  image.onload = image.onerror = done;
  image.src = url;
  return image;
};

export class PicturePreloader {
  #load: Load;
  #most: number;
  #together: number;
  #wanted: string[] = [];
  #running = 0;
  /** The one that was asked for last stands last. */
  #held = new Map<string, unknown>();

  constructor(load: Load = byImage, most = 96, together = 2) {
    this.#load = load;
    this.#most = most;
    this.#together = together;
  }

  /** These from now on, in this order; of what was wanted before, only what has begun is finished. */
  want(urls: readonly string[]): void {
    this.#wanted = urls.filter((url) => !this.#held.has(url)).reverse();
    this.#go();
  }

  /** Somebody waits for other pictures: nothing more is begun. */
  rest(): void {
    this.#wanted = [];
  }

  #go(): void {
    while (this.#running < this.#together) {
      const url = this.#wanted.pop();
      if (url === undefined) return;
      this.#running += 1;
      this.#held.set(url, null);
      const oldest = this.#held.keys().next().value;
      if (this.#held.size > this.#most && oldest !== undefined) this.#held.delete(oldest);
      const picture = this.#load(url, () => {
        this.#running -= 1;
        this.#go();
      });
      if (this.#held.has(url)) this.#held.set(url, picture);
    }
  }
}
