// The shortcuts of the whole window. Lists and views handle their own keys.
import { press } from './menus';
import { session } from './session.svelte';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * A key and its modifiers in one spelling: `Ctrl+Shift+Z`, `Alt+ArrowUp`, `?`. On a Mac, Command
 * counts as Ctrl.
 */
export function keyName(event: KeyPress): string {
  const letter = event.key.length === 1;
  const key = letter ? event.key.toUpperCase() : event.key;
  const held = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    // For a sign such as ?, Shift is part of the sign.
    event.shiftKey && (!letter || /[A-Z]/.test(key)) ? 'Shift' : '',
  ];
  return [...held.filter(Boolean), key].join('+');
}

/** In a text field, letters are text and Ctrl+Z undoes typing. */
export function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, [contenteditable=true]') !== null
  );
}

const windowKeys: Record<string, string> = {
  'Ctrl+Z': 'Ctrl+Z',
  'Ctrl+Shift+Z': 'Ctrl+Shift+Z',
  'Ctrl+Y': 'Ctrl+Shift+Z',
  'Ctrl+O': 'Ctrl+O',
  'Ctrl+B': 'Ctrl+B',
  'Ctrl+N': 'Ctrl+N',
  'Ctrl+Q': 'Ctrl+Q',
  'Ctrl+T': 'Ctrl+T',
  'Ctrl+L': 'Ctrl+L',
  'Ctrl+D': 'Ctrl+D',
  'Ctrl+F': 'Ctrl+F',
  'Ctrl+P': 'Ctrl+P',
  'Ctrl++': 'Ctrl++',
  'Ctrl+=': 'Ctrl++',
  'Ctrl+-': 'Ctrl+-',
  'Ctrl+0': 'Ctrl+0',
  F1: 'F1',
  '?': '?',
};

/** Undoes or repeats typing in the focused field. Returns whether there was any. */
function undoTyping(what: 'undo' | 'redo'): boolean {
  // There is no other way to reach the engine's own history of a field.
  return document.queryCommandEnabled(what) && document.execCommand(what);
}

let altAlone = false;

export function onKey(event: KeyboardEvent): void {
  // Recorded for every key, even one that a list has handled: Alt with an arrow is not Alt alone.
  altAlone = event.key === 'Alt';
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === 'F10' && !event.shiftKey) {
    event.preventDefault();
    focusMenu();
    return;
  }
  // The window must not reload while jobs run, and it is not the window that is printed.
  if (event.key === 'F5' || ['Ctrl+R', 'Ctrl+P'].includes(keyName(event))) event.preventDefault();
  if (session.dialog !== null) return;
  const act = windowKeys[keyName(event)];
  if (act === undefined) return;
  if (inField(event.target)) {
    if (act === '?') return;
    // In a text field, what is typed is undone first. The engine has no keys for it.
    if (act === 'Ctrl+Z' && undoTyping('undo')) return event.preventDefault();
    if (act === 'Ctrl+Shift+Z' && undoTyping('redo')) return event.preventDefault();
  }
  if (press(act)) event.preventDefault();
}

/** Pressing and releasing Alt alone moves the focus to the menu bar, as in other programs. */
export function onKeyUp(event: KeyboardEvent): void {
  if (event.key !== 'Alt' || !altAlone) return;
  altAlone = false;
  event.preventDefault();
  focusMenu();
}

function focusMenu(): void {
  document.querySelector<HTMLElement>('[data-test="menu-case"]')?.focus();
}
