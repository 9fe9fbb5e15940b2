// The moment after a frame.

/** Comes when what was changed until now has been painted; where nothing is painted, because the window is hidden, soon. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      // A frame's callbacks run before it is painted, a new task behind it.
      setTimeout(resolve);
    });
  });
}
