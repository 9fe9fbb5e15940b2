// When the next hearing is, as the case keeps it: `2026-03-12 09:00`, `2026-03-12`, or what someone
// wrote in words.
type Hearing = { date: string | null; hour: string };

/** Its date and hour; null when it is in words, which fields for date and hour could only spoil. */
export function hearingOf(text: string | null): Hearing | null {
  if (text === null) return { date: null, hour: '' };
  const found = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?: (\d{1,2}:\d{2}))?$/.exec(text);
  return found ? { date: found[1]!, hour: found[2] ?? '' } : null;
}

/** The hour is kept only with a whole date, and only when it is one. */
export function hearingText({ date, hour }: Hearing): string | null {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(hour.trim());
  if (date === null || date.length < 10 || !clock || Number(clock[1]) > 23) return date;
  return `${date} ${clock[1]!.padStart(2, '0')}:${clock[2]}`;
}
