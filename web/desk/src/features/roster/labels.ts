import { clockTime, type Zone } from '../../platform/time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone.language}|${zone.timeZone}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(zone.language === 'en' ? 'en-GB' : zone.language, {
      timeZone: zone.timeZone,
      numberingSystem: 'latn',
      hourCycle: 'h23',
      ...options,
    });
    formats.set(key, made);
  }
  return made;
}

/** `Mon 23`, or `23` where the days stand close. */
export function dayText(at: number, zone: Zone, close = false): string {
  return format(zone, close ? { day: 'numeric' } : { weekday: 'short', day: 'numeric' }).format(at);
}

/** `Monday, 23 November`. */
export function longDay(at: number, zone: Zone): string {
  return format(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

export function monthText(at: number, zone: Zone): string {
  return format(zone, { month: 'long', year: 'numeric' }).format(at);
}

export function momentText(at: number, zone: Zone): string {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `Mon 23 Nov 08:00–16:00`, with the second day where there is one. */
export function spanText(from: number, to: number, zone: Zone): string {
  const sameDay = dayText(from, zone) === dayText(to, zone) && to - from < 86_400_000;
  return `${momentText(from, zone)} – ${sameDay ? clockTime(to, zone) : momentText(to, zone)}`;
}
