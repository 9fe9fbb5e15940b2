// The names of the months, and dates that use them.
import type { Key } from './catalogue';
import { dateWords } from '../words/date-parts';
import { t } from './words.svelte';

export function monthName(n: number): string {
  return t(`month.${n}` as Key);
}

export function dateInWords(date: string): string {
  return dateWords(date, monthName, ({ d, m, y }) =>
    d === '' ? t('ui.date.month', { m, y }) : t('ui.date.day', { d, m, y }),
  );
}
