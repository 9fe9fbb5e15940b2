// The remaining time of a job and the age of a case, in words.
import type { Language } from '../generated/types';
import { locale, type CountedKey, type Key } from './catalogue';

export type Left = { key: Key } | { stem: CountedKey; n: number };

/** Rounded so that the text changes rarely: to five seconds, and from 90 seconds on to minutes. */
export function left(seconds: number | null): Left | null {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return null;
  if (seconds < 5) return { key: 'ui.left.soon' };
  if (seconds < 90) return { stem: 'ui.left.seconds', n: Math.ceil(seconds / 5) * 5 };
  return { stem: 'ui.left.minutes', n: Math.round(seconds / 60) };
}

/** The time of day: “14:05”, “2:05 PM”. */
export function clock(language: Language, moment: string): string {
  const then = new Date(moment);
  if (Number.isNaN(then.getTime())) return '';
  return new Intl.DateTimeFormat(locale[language], { timeStyle: 'short' }).format(then);
}

/** A day as seen from `now`: “today”, “3 days ago”, or the date. */
export function ago(language: Language, moment: string, now: Date): string {
  const then = new Date(moment);
  if (Number.isNaN(then.getTime())) return moment;
  const midnight = (d: Date) => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate());
  const days = Math.round((midnight(then) - midnight(now)) / 86_400_000);
  if (days <= 0 && days > -7) {
    return new Intl.RelativeTimeFormat(locale[language], { numeric: 'auto' }).format(days, 'day');
  }
  return new Intl.DateTimeFormat(locale[language], { dateStyle: 'long' }).format(then);
}
