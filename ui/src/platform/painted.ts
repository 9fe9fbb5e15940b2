// A promise for the next painted frame.

/**
 * Resolves when all changes so far have been painted. A hidden window paints nothing, so it also
 * resolves after 100 ms.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      // Frame callbacks run before the paint, and a new task runs after it.
      setTimeout(resolve);
    });
  });
}
