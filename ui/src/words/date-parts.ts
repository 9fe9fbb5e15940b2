// Dates in the form of the case, `2024-02-11`, `2024-02` or `2024`, split into three fields and
// joined again.
export type DateParts = { day: string; month: string; year: string };

export function partsOf(date: string | null): DateParts {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return {
    year,
    month: month === '' ? '' : String(Number(month)),
    day: day === '' ? '' : String(Number(day)),
  };
}

/** The date, null if all fields are empty, or undefined if they do not form a date yet. */
export function dateOf({ day, month, year }: DateParts): string | null | undefined {
  if (day === '' && month === '' && year === '') return null;
  if (!/^\d{4}$/.test(year) || (day !== '' && month === '')) return undefined;
  if (month === '') return year;
  const two = (text: string) => text.padStart(2, '0');
  if (day === '') return `${year}-${two(month)}`;
  if (!/^\d{1,2}$/.test(day)) return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  const real = new Date(`${date}T12:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(date) ? date : undefined;
}

/** “11 February 2024” in the words of the language. */
export function dateWords(
  date: string,
  month: (n: number) => string,
  join: (parts: { d: string; m: string; y: string }) => string,
): string {
  const parts = partsOf(date);
  if (parts.month === '') return parts.year;
  return join({ d: parts.day, m: month(Number(parts.month)), y: parts.year }).trim();
}
