// How many messages of a chat are shown and left out with some days.
import type { ChatDaysView } from '../../generated/types';

export type Counted = { before: number; shown: number; after: number };

/** Counts the messages that have a day. Days are written so that their order is that of texts. */
export function counted(chat: ChatDaysView, from: string | null, to: string | null): Counted {
  const sum: Counted = { before: 0, shown: 0, after: 0 };
  for (const [day, messages] of chat.days) {
    if (from !== null && day < from) sum.before += messages;
    else if (to !== null && day > to) sum.after += messages;
    else sum.shown += messages;
  }
  return sum;
}
