// The keyboard: how keys are named, and where letters are text.
import { expect, it } from 'vitest';
import { inField, keyName } from '../src/state/window/keyboard';

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

it('keys have one spelling', () => {
  expect(press('z', { ctrlKey: true })).toBe('Ctrl+Z');
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z');
  expect(press('z', { metaKey: true })).toBe('Ctrl+Z');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('ArrowUp', { altKey: true })).toBe('Alt+ArrowUp');
  expect(press('r', { shiftKey: true })).toBe('Shift+R');
  expect(press(' ')).toBe(' ');
});

it('letters are text in fields, not on ticks', () => {
  document.body.innerHTML =
    '<input id="text"><input id="tick" type="checkbox"><textarea id="area"></textarea><button id="button"></button>';
  const at = (id: string) => inField(document.getElementById(id));
  expect([at('text'), at('area'), at('tick'), at('button')]).toEqual([true, true, false, false]);
});
