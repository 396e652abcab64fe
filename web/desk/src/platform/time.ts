import type { Instant } from '@goodhost/shared/api.ts';
import type { T } from './i18n.tsx';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `12 min`, `3 h 20`, `4 d`: the length of a time in the fewest signs that still mean something. */
export function shortDuration(milliseconds: number, t: T): string {
  const length = Math.abs(milliseconds);
  if (length < minute) return t('desk.time.under_a_minute');
  if (length < hour) return t('desk.time.minutes', { count: Math.floor(length / minute) });
  if (length < 10 * hour)
    return t('desk.time.hours_minutes', {
      hours: Math.floor(length / hour),
      minutes: String(Math.floor((length % hour) / minute)).padStart(2, '0'),
    });
  if (length < 2 * day) return t('desk.time.hours', { count: Math.floor(length / hour) });
  return t('desk.time.days', { count: Math.floor(length / day) });
}

export interface Zone {
  language: string;
  timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone.language}|${zone.timeZone}|${name}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(dateLanguage(zone.language), {
      hourCycle: 'h23',
      // The digits of addresses, numbers and counts, which stand beside it.
      numberingSystem: 'latn',
      timeZone: validZone(zone.timeZone),
      ...options,
    });
    formats.set(key, made);
  }
  return made;
}

/** English dates as the person's own machine writes them; day before month where it does not say. */
function dateLanguage(language: string): string {
  if (language !== 'en') return language;
  return navigator.languages.find((one) => /^en-/.test(one) && one !== 'en-US') ?? 'en-GB';
}

export function validZone(zone: string | null | undefined): string | undefined {
  if (!zone) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}

/** With the zone named, for the pointer's hover. */
export function exactTime(at: Instant, zone: Zone): string {
  return format(zone, 'exact', { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

/** `14:05` on the clocks of that zone. */
export function clockTime(at: number, zone: Zone): string {
  return format(zone, 'hm', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `14:05` today, `Mon 14:05` within the week, else the date. */
export function shortTime(at: Instant, now: number, zone: Zone): string {
  const date = new Date(at);
  const sameDay = dayOf(date, zone) === dayOf(new Date(now), zone);
  if (sameDay) return clockTime(date.getTime(), zone);
  const distance = Math.abs(now - date.getTime());
  if (distance < 6 * day) return format(zone, 'week', { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(date);
  if (distance < 300 * day)
    return format(zone, 'month', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(date);
  return shortDate(at, zone);
}

export function shortDate(at: Instant, zone: Zone): string {
  return format(zone, 'date', { dateStyle: 'medium' }).format(new Date(at));
}

export function mediumTime(at: Instant, zone: Zone): string {
  return format(zone, 'medium', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

export function dayOf(date: Date, zone: Zone): string {
  return format(zone, 'day', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(date);
}

export function money(minor: number, currency: string, language: string): string {
  const style = new Intl.NumberFormat(language, { style: 'currency', currency, numberingSystem: 'latn' });
  return style.format(minor / 10 ** (style.resolvedOptions().maximumFractionDigits ?? 2));
}

export function fileSize(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[unit],
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
    numberingSystem: 'latn',
  }).format(value);
}
