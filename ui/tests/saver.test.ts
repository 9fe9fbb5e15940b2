// Saving while the user types.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Saver } from '../src/state/case/saver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('waits for a pause and sends the last value only', () => {
  const send = vi.fn();
  const saver = new Saver<string>('', send);
  saver.typed('a');
  vi.advanceTimersByTime(400);
  saver.typed('ab');
  vi.advanceTimersByTime(599);
  expect(send).not.toHaveBeenCalled();
  expect(saver.pending).toBe(true);
  vi.advanceTimersByTime(1);
  expect(send.mock.calls).toEqual([['ab']]);
  expect(saver.pending).toBe(false);
});

it('sends at once when the field is left, and not again', () => {
  const send = vi.fn();
  const saver = new Saver<string>('', send);
  saver.typed('a');
  saver.flush();
  saver.flush();
  vi.runAllTimers();
  expect(send).toHaveBeenCalledTimes(1);
});

it('does not send what is as it was', () => {
  const send = vi.fn();
  const saver = new Saver<string>('a', send);
  saver.typed('ab');
  saver.typed('a');
  vi.runAllTimers();
  expect(send).not.toHaveBeenCalled();
});

it('after undo, typing the same again is sent again', () => {
  const send = vi.fn();
  const saver = new Saver<string>('a', send);
  saver.typed('b');
  saver.flush();
  saver.settle('a');
  saver.typed('b');
  saver.flush();
  expect(send).toHaveBeenCalledTimes(2);
});

it('what was sent and not answered is not replaced', async () => {
  let answer = (): void => undefined;
  const send = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  const saver = new Saver<string>('a', send);
  saver.typed('b');
  saver.flush();
  expect(saver.pending).toBe(true);
  // The program tells what it had before it read the new value.
  saver.settle('a');
  saver.typed('b');
  saver.flush();
  expect(send).toHaveBeenCalledTimes(1);
  // Typing goes on while the first answer is on its way.
  saver.typed('bc');
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(saver.pending).toBe(true);
  saver.flush();
  expect(send.mock.calls).toEqual([['b'], ['bc']]);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(saver.pending).toBe(false);
});
