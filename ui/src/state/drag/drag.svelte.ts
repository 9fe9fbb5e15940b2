// Dragging with the pointer, by pointer events: what is held, where it is, and over which target.
// HTML's own drag and drop is not available in a window that takes files from the desktop.
import type { Cargo } from './list-drop';

/** A part of the window on which something can be dropped. */
export type Target = {
  /** Shows where it would land; false when the pointer is elsewhere. */
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

  /** Waits until the pointer has moved far enough to mean it; then `begin` names what is dragged. */
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
        // The click that follows a drag must not choose the row under it.
        const swallow = (event: Event) => event.stopPropagation();
        window.addEventListener('click', swallow, { capture: true });
        setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
      }
      stop();
      // Dropped before it is cleared: the target still knows where it would land.
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

  /** Asks the targets again, as after the list has scrolled under the pointer. */
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
