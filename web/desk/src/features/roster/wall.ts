/** The wall clock of a zone, for a grid of days: what the browser's own dates do for its own zone only. */

export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(timeZone: string): Intl.DateTimeFormat {
  let made = formats.get(timeZone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, made);
  }
  return made;
}

export function wallOf(at: number, timeZone: string): Wall {
  const found = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const part of parts(timeZone).formatToParts(at)) if (part.type in found) found[part.type as keyof Wall] = Number(part.value);
  return found;
}

const asUtc = (wall: Wall) => Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);

/** The first moment at which the clock shows it; a time that is skipped counts with the offset that held before. */
export function instantOf(wall: Wall, timeZone: string): number {
  const wanted = asUtc(wall);
  const dayBefore = wanted - 24 * 3_600_000;
  const offsetBefore = asUtc(wallOf(dayBefore, timeZone)) - dayBefore;
  const early = wanted - offsetBefore;
  if (asUtc(wallOf(early, timeZone)) === wanted) return early;
  const late = wanted - (asUtc(wallOf(early, timeZone)) - early);
  return asUtc(wallOf(late, timeZone)) === wanted ? late : early;
}

/** Midnight of the day `days` after the one that `at` lies in. */
export function startOfDay(at: number, timeZone: string, days = 0): number {
  const wall = wallOf(at, timeZone);
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return instantOf({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: 0, minute: 0 }, timeZone);
}

/** Midnight of the Monday of its week. */
export function startOfWeek(at: number, timeZone: string): number {
  const wall = wallOf(at, timeZone);
  const weekday = (new Date(asUtc(wall)).getUTCDay() + 6) % 7;
  return startOfDay(at, timeZone, -weekday);
}

/** Midnights from `from` on, one more than `days`: the last one ends the last day. */
export function dayStarts(from: number, days: number, timeZone: string): number[] {
  return Array.from({ length: days + 1 }, (_, index) => startOfDay(from, timeZone, index));
}

const two = (number: number) => String(number).padStart(2, '0');

/** As an input for date and time wants it. */
export function toInput(at: number, timeZone: string): string {
  const wall = wallOf(at, timeZone);
  return `${wall.year}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
}

export function fromInput(text: string, timeZone: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  return instantOf({ year, month, day, hour, minute }, timeZone);
}
