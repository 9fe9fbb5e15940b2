// Keeps the keyboard where it was. An act often removes the button that it was done with, such as a
// suggestion that was taken, and the web engine then gives the focus to nothing: the next Tab would
// begin at the top of the window.

/** How many elements around the lost one are searched, before the list of the view is taken. */
const NEAR = 4;

/** An element on the way from the focus up, and which of its children led down. */
type Step = { parent: Element; at: number };

/** Gives the focus to what is nearest when the focused control goes away. Returns how to stop. */
export function keepFocus(): () => void {
  let held: Element | null = null;
  let steps: Step[] = [];

  const onfocusin = (event: FocusEvent) => {
    held = event.target instanceof Element ? event.target : null;
    steps = held === null ? [] : stepsFrom(held);
  };
  // A click on nothing takes the focus away on purpose.
  const onfocusout = () =>
    setTimeout(() => {
      if (held !== null && isThere(held) && document.activeElement === document.body) held = null;
    });
  const observer = new MutationObserver(() => {
    const now = document.activeElement;
    if (held === null || isThere(held) || (now !== null && now !== document.body && now !== held))
      return;
    const kind = held.getAttribute('data-test');
    held = null;
    // A part of the window that places the focus itself.
    if (steps.some((step) => step.parent.matches('[data-own-focus]'))) return;
    const next = nearest(steps, kind) ?? document.querySelector<HTMLElement>('[data-home]');
    next?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', onfocusin);
  document.addEventListener('focusout', onfocusout);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  return () => {
    document.removeEventListener('focusin', onfocusin);
    document.removeEventListener('focusout', onfocusout);
    observer.disconnect();
  };
}

const isThere = (element: Element) => element.isConnected && !element.matches(':disabled');

function stepsFrom(element: Element): Step[] {
  const steps: Step[] = [];
  let child = element;
  while (child.parentElement !== null && child.parentElement !== document.body) {
    const parent = child.parentElement;
    steps.push({ parent, at: [...parent.children].indexOf(child) });
    child = parent;
  }
  return steps;
}

/** The control of the same kind that came to the place of the lost one, or is next to it: another
    kind would do another act when the key is pressed again. */
function nearest(steps: readonly Step[], kind: string | null): HTMLElement | null {
  if (kind === null) return null;
  const same = `[data-test="${kind}"]:not(:disabled)`;
  const left = steps.filter((step) => step.parent.isConnected).slice(0, NEAR);
  for (const { parent, at } of left) {
    const children = [...parent.children];
    const after = children.slice(at);
    const before = children.slice(0, at).reverse();
    for (const child of [...after, ...before]) {
      if (child.matches(same)) return child as HTMLElement;
      const inside = child.querySelector<HTMLElement>(same);
      if (inside) return inside;
    }
  }
  return null;
}
