// How many messages of a chat are shown and left out, before anything is done.
import { describe, expect, it } from 'vitest';
import { counted } from '../src/state/case/chat-days';

const chat = {
  document: 'd1',
  from: null,
  to: null,
  days: [
    ['2023-02-28', 2],
    ['2023-03-01', 3],
    ['2023-05-31', 4],
    ['2023-06-01', 5],
  ] as [string, number][],
  undated: 1,
};

describe('the days of a chat', () => {
  it('both ends belong to the days that are shown', () => {
    expect(counted(chat, '2023-03-01', '2023-05-31')).toEqual({ before: 2, shown: 7, after: 5 });
  });
  it('an end that is not given is that of the chat', () => {
    expect(counted(chat, null, '2023-03-01')).toEqual({ before: 0, shown: 5, after: 9 });
    expect(counted(chat, '2024-01-01', null)).toEqual({ before: 14, shown: 0, after: 0 });
  });
});
