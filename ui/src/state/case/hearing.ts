// The next hearing in the form of the case: `2026-03-12 09:00`, `2026-03-12`, or free text.
type Hearing = { date: string | null; hour: string };

/** Its date and hour, or null for free text, which date fields would damage. */
export function hearingOf(text: string | null): Hearing | null {
  if (text === null) return { date: null, hour: '' };
  const found = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?: (\d{1,2}:\d{2}))?$/.exec(text);
  return found ? { date: found[1]!, hour: found[2] ?? '' } : null;
}

/** Includes the hour only if it is valid and the date is complete. */
export function hearingText({ date, hour }: Hearing): string | null {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(hour.trim());
  if (date === null || date.length < 10 || !clock || Number(clock[1]) > 23) return date;
  return `${date} ${clock[1]!.padStart(2, '0')}:${clock[2]}`;
}
