// A double click is one act. Buttons move under the mouse: the second click of a double click would
// press another one, or remove a second exhibit.

/**
 * Stops every click of a double click but the first, unless its button is meant to be pressed again
 * and again (`data-again`), such as those that move a row.
 */
export function onlyFirstClick(event: MouseEvent): void {
  if (event.detail < 2 || !(event.target instanceof Element)) return;
  const button = event.target.closest('button, summary, [role=menuitem]');
  if (button === null || button.closest('[data-again]') !== null) return;
  event.preventDefault();
  event.stopPropagation();
}
