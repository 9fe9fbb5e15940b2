// Preloads pictures that are about to scroll into view. It loads a few at a time, and only while no
// visible picture is loading, so that preloading never delays a visible picture.

/**
 * Starts to load a picture. The preloader holds the returned value, so that the browser keeps the
 * picture in memory.
 */
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
  /** In the order of the requests, the latest last. */
  #held = new Map<string, unknown>();

  constructor(load: Load = byImage, most = 96, together = 2) {
    this.#load = load;
    this.#most = most;
    this.#together = together;
  }

  /**
   * Replaces the queue with these pictures, in this order. Loads that have started still finish.
   */
  want(urls: readonly string[]): void {
    this.#wanted = urls.filter((url) => !this.#held.has(url)).reverse();
    this.#go();
  }

  /** Empties the queue, because visible pictures are loading. */
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
