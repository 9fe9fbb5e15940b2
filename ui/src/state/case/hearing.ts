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
  const clock = clockOf(hour);
  return date === null || date.length < 10 || clock === null ? date : `${date} ${clock}`;
}

/** An hour as people write it, `9:00`, `9am`, `2:30 p. m.`, as `14:30`; null if it is none. */
export function clockOf(hour: string): string | null {
  const found = /^(\d{1,2})(?:[:.h]([0-5]\d)?)? ?(?:([ap])\.? ?m\.?)?$/i.exec(hour.trim());
  if (!found) return null;
  const [, hours = '', minutes, half] = found;
  const isHalf = half !== undefined;
  // A number alone is still being typed.
  if (minutes === undefined && !isHalf) return null;
  const number = Number(hours);
  if (number > 23 || (isHalf && (number < 1 || number > 12))) return null;
  const late = isHalf && half.toLowerCase() === 'p' ? 12 : 0;
  const full = isHalf ? (number % 12) + late : number;
  return `${String(full).padStart(2, '0')}:${minutes ?? '00'}`;
}
