/** An event of a calendar's file (RFC 5545), as far as a person who answers needs it. */
export interface Invitation {
  title: string;
  place: string;
  organizer: string;
  cancelled: boolean;
  begin: EventTime | null;
  end: EventTime | null;
}

/** `at`: an instant where the zone is known; else the time on the organizer's clock, in `zone`'s name. */
export interface EventTime {
  at: string;
  kind: 'instant' | 'local' | 'day';
  zone: string;
}

interface Property {
  name: string;
  parameters: Map<string, string>;
  value: string;
}

/** The first event; null where there is none. */
export function readInvitation(text: string): Invitation | null {
  const properties = text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map(readProperty);
  const from = properties.findIndex((one) => one.name === 'BEGIN' && one.value.toUpperCase() === 'VEVENT');
  if (from < 0) return null;
  const to = properties.findIndex((one, index) => index > from && one.name === 'END');
  const event = properties.slice(from, to < 0 ? undefined : to);
  const find = (name: string) => event.find((one) => one.name === name);
  const words = (name: string) => unescaped(find(name)?.value ?? '');
  const method = properties.find((one) => one.name === 'METHOD')?.value.toUpperCase();
  return {
    title: words('SUMMARY'),
    place: words('LOCATION'),
    organizer: organizerOf(find('ORGANIZER')),
    cancelled: method === 'CANCEL' || words('STATUS').toUpperCase() === 'CANCELLED',
    begin: timeOf(find('DTSTART')),
    end: timeOf(find('DTEND')),
  };
}

/** `DTSTART;TZID="Europe/London":20261123T150000`: a colon in quotes ends nothing. */
function readProperty(line: string): Property {
  const colon = /^(?:[^":]|"[^"]*")*/.exec(line)?.[0].length ?? line.length;
  const [name = '', ...rest] = line.slice(0, colon).split(';');
  const parameters = rest.map((one): [string, string] => {
    const equals = one.indexOf('=');
    return [one.slice(0, Math.max(equals, 0)).toUpperCase(), one.slice(equals + 1).replaceAll('"', '')];
  });
  return { name: name.toUpperCase(), parameters: new Map(parameters), value: line.slice(colon + 1).trim() };
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([nN,;\\])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c)).trim();
}

function organizerOf(property: Property | undefined): string {
  const address = property?.value.replace(/^mailto:/i, '') ?? '';
  const name = property?.parameters.get('CN');
  return name && name !== address ? `${name} <${address}>` : address;
}

function timeOf(property: Property | undefined): EventTime | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(property?.value ?? '');
  if (!match) return null;
  const [, year, month, day, hour, minute, second, utc] = match;
  const date = `${year}-${month}-${day}`;
  if (!hour) return { at: date, kind: 'day', zone: '' };
  const local = `${date}T${hour}:${minute}:${second}`;
  const zone = property?.parameters.get('TZID') ?? '';
  const instant = utc ? `${local}Z` : instantIn(local, zone);
  return instant ? { at: instant, kind: 'instant', zone } : { at: local, kind: 'local', zone };
}

/** The instant at which clocks of `zone` show `local`; null where no such zone is known here. */
function instantIn(local: string, zone: string): string | null {
  const wanted = Date.parse(`${local}Z`);
  if (!zone || Number.isNaN(wanted)) return null;
  try {
    const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
    const shown = (at: number) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
    const first = wanted - (shown(wanted) - wanted);
    // Between the two the clocks may have been changed.
    const second = first - (shown(first) - wanted);
    return new Date(second).toISOString();
  } catch {
    return null;
  }
}
