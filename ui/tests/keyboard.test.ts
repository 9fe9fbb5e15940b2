// The keyboard: how keys are named, and where letters are text.
import { expect, it } from 'vitest';
import { keepFocus } from '../src/platform/focus-keeper';
import { isAct } from '../src/state/window/case-keys';
import { inField, keyName } from '../src/state/window/keyboard';
import { TypedPrefix } from '../src/words/typed-prefix';

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

it('letters are no act in a form, nor where typing chooses', () => {
  document.body.innerHTML =
    '<form><button id="chip"></button></form><button class="choice" id="list"></button><button id="button"></button>';
  const at = (id: string) => isAct(document.getElementById(id));
  expect([at('chip'), at('list'), at('button')]).toEqual([false, false, true]);
  expect(isAct(document.body)).toBe(true);
});

it('typed letters choose from a closed list', () => {
  const months = ['Mes', 'enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio'].map(
    (label, at) => ({ label, value: at === 0 ? '' : String(at) }),
  );
  const typed = new TypedPrefix();
  expect(typed.find('j', months, '')).toBe('6');
  expect(typed.find('u', months, '6')).toBe('6');
  expect(typed.find('l', months, '6')).toBe('7');
  expect(typed.find('x', months, '7')).toBeUndefined();
  const again = new TypedPrefix();
  expect(again.find('j', months, '')).toBe('6');
  expect(again.find('j', months, '6')).toBe('7');
  expect(again.find('j', months, '7')).toBe('6');
  expect(new TypedPrefix().find('3', months, '')).toBe('3');
});

it('letters are text in fields, not on ticks', () => {
  document.body.innerHTML =
    '<input id="text"><input id="tick" type="checkbox"><textarea id="area"></textarea><button id="button"></button>';
  const at = (id: string) => inField(document.getElementById(id));
  expect([at('text'), at('area'), at('tick'), at('button')]).toEqual([true, true, false, false]);
});

// After each chip, the keyboard began again at the top of the window.
it('the focus goes to what is next when its control goes away', async () => {
  document.body.innerHTML =
    '<div><div data-home tabindex="0"></div></div><main><section><ul>' +
    ['a', 'b', 'c']
      .map(
        (id) => `<li><input /><button data-test="chip" id="${id}"></button><button></button></li>`,
      )
      .join('') +
    '</ul></section></main>';
  const stop = keepFocus();
  const at = (id: string) => document.getElementById(id)!;
  const settled = () => new Promise((done) => setTimeout(done, 10));
  at('b').focus();
  at('b').closest('li')!.remove();
  await settled();
  expect(document.activeElement?.id).toBe('c');
  at('c').setAttribute('disabled', '');
  at('c').blur();
  await settled();
  expect(document.activeElement?.id).toBe('a');
  // Another kind of button would do another act when the key is pressed again, and a field would
  // take letters: then the list of the view has it.
  at('a').remove();
  await settled();
  expect(document.activeElement).toBe(document.querySelector('[data-home]'));
  // A click on nothing takes it away on purpose.
  (document.activeElement as HTMLElement).blur();
  await settled();
  document.querySelector('[data-home]')!.remove();
  await settled();
  expect(document.activeElement).toBe(document.body);
  stop();
});
