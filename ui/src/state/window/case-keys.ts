// The single-letter keys of the case, wherever the focus is after a click on a button. Lists handle
// them by themselves while they have the focus.
import type { OpenCase } from '../case/open-case.svelte';
import { listKeyboard } from '../list/list-keyboard';
import { pageKeyboard } from '../pages/page-keyboard';
import { inField, keyName } from './keyboard';
import type { DialogName } from './session.svelte';

/** The keys of pages and documents, and those of exhibits. */
const pageKeys = ['R', 'Shift+R', 'X', 'M', 'S'];
const exhibitKeys = ['G', 'J', 'S', 'M'];

/**
 * Whether a letter is an act rather than input: not in a field or a list that is searched by
 * typing, nor anywhere in a form, where it was meant for a field.
 */
export function isAct(target: EventTarget | null): boolean {
  if (inField(target)) return false;
  return !(
    target instanceof Element &&
    target.closest('form, [role=combobox], [role=menu], [role=menubar], .choice, details') !== null
  );
}

/** Handles a key. Returns whether it had an effect. */
export function caseKey(
  openCase: OpenCase,
  event: KeyboardEvent,
  open: (dialog: DialogName) => void,
): boolean {
  if (openCase.renaming !== null || !isAct(event.target)) return false;
  const key = keyName(event);
  const pages = document.querySelector<HTMLElement>('[data-test="documents"]');
  if (pages && openCase.pages.keys.size > 0 && pageKeys.includes(key))
    return pageKeyboard(openCase, key, pages, open);
  return exhibitKeys.includes(key) && listKeyboard(openCase, event, 1, open);
}
