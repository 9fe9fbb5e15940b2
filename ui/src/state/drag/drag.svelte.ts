// Dragging with pointer events: the cargo, its position, and the target under it. HTML drag and
// drop is unavailable in a window that accepts files from the desktop.
import type { Cargo } from './list-drop';

/** A part of the window that accepts drops. */
export type Target = {
  /** Shows where the cargo would land. Returns false if the pointer is elsewhere. */
  over: (x: number, y: number, cargo: Cargo) => boolean;
  drop: (cargo: Cargo) => void;
  clear: () => void;
};

const threshold = 6;

class Drag {
  cargo = $state.raw<Cargo | null>(null);
  words = $state('');
  x = $state(0);
  y = $state(0);
  readonly targets = new Set<Target>();
  #target: Target | null = null;

  /** Waits until the pointer has moved far enough to start a drag. Then `begin` names the cargo. */
  watch(start: PointerEvent, begin: () => { cargo: Cargo; words: string } | null): void {
    if (start.button !== 0 || start.pointerType === 'touch') return;
    const stop = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', key, true);
    };
    const move = (event: PointerEvent) => {
      if (this.cargo === null) {
        if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < threshold)
          return;
        const begun = begin();
        if (begun === null) return stop();
        this.cargo = begun.cargo;
        this.words = begun.words;
      }
      this.x = event.clientX;
      this.y = event.clientY;
      this.aim();
    };
    const up = () => {
      const { cargo } = this;
      const target = this.#target;
      if (cargo !== null) {
        // The click that ends a drag must not select the row under it.
        const swallow = (event: Event) => event.stopPropagation();
        window.addEventListener('click', swallow, { capture: true });
        setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
      }
      stop();
      // The drop comes before clearing, while the target still knows where the cargo lands.
      if (cargo !== null) target?.drop(cargo);
      this.#end();
    };
    const cancel = () => {
      stop();
      this.#end();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', key, true);
  }

  /** Finds the target again, for example after the list has scrolled under the pointer. */
  aim(): void {
    const { cargo } = this;
    if (cargo === null) return;
    const hit = [...this.targets].find((target) => target.over(this.x, this.y, cargo)) ?? null;
    if (this.#target !== hit) this.#target?.clear();
    this.#target = hit;
  }

  #end(): void {
    this.#target?.clear();
    this.#target = null;
    this.cargo = null;
  }
}

export const drag = new Drag();
