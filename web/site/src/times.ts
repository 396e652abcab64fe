const day = 86_400;

/** From how many seconds a unit is used, and how many it has; the same as on the server (platform/i18n/formats.cpp). */
const units: [from: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [365 * day, 365 * day, 'year'],
  [60 * day, 30 * day, 'month'],
  [14 * day, 7 * day, 'week'],
  [day, day, 'day'],
  [3600, 3600, 'hour'],
  [60, 60, 'minute'],
];

/** `in 12 minutes`; rounded towards now, so that time left is never overstated. Both in milliseconds. */
export function relative(at: number, now: number, format: Intl.RelativeTimeFormat): string {
  const seconds = Math.trunc(Math.abs(at - now) / 1000);
  const [, size, unit] = units.find(([from]) => seconds >= from) ?? [0, 1, 'second' as const];
  const amount = Math.floor(seconds / size);
  return format.format(at < now ? -amount : amount, unit);
}

const soon = 120_000;

/** Every second while one of the times is within two minutes, else every 15 s. They are looked for each time: some come later. */
export function keepTimes(times: () => Iterable<HTMLTimeElement>, language: string) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const show = () => {
    const now = Date.now();
    let nearest = Number.POSITIVE_INFINITY;
    for (const time of times()) {
      const at = Date.parse(time.dateTime);
      if (Number.isNaN(at)) continue;
      nearest = Math.min(nearest, Math.abs(at - now));
      const text = relative(at, now, format);
      if (time.textContent !== text) time.textContent = text;
    }
    setTimeout(show, nearest < soon ? 1000 : 15_000);
  };
  show();
}
