import { expect, it } from 'vitest';
import { readInvitation } from './calendar.ts';

const file = (lines: string[], method = 'REQUEST') =>
  ['BEGIN:VCALENDAR', `METHOD:${method}`, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

it('reads what the event is, where, when and whose', () => {
  const lines = [
    'SUMMARY:Call about the move\\, part two',
    'LOCATION:Room 5',
    'ORGANIZER;CN="Ann: Acme":mailto:ann@acme.example',
    'DTSTART;TZID=Europe/London:20260701T150000',
    'DTEND:20260701T143000Z',
  ];
  expect(readInvitation(file(lines))).toEqual({
    title: 'Call about the move, part two',
    place: 'Room 5',
    organizer: 'Ann: Acme <ann@acme.example>',
    cancelled: false,
    begin: { at: '2026-07-01T14:00:00.000Z', kind: 'instant', zone: 'Europe/London' },
    end: { at: '2026-07-01T14:30:00Z', kind: 'instant', zone: '' },
  });
});

it('joins folded lines, and leaves a zone that nobody knows as it is', () => {
  const read = readInvitation(file(['SUMMARY:A long', '  name', 'DTSTART;TZID=My Zone:20260701T150000']));
  expect(read?.title).toBe('A long name');
  expect(read?.begin).toEqual({ at: '2026-07-01T15:00:00', kind: 'local', zone: 'My Zone' });
});

it('knows whole days and what was called off', () => {
  const read = readInvitation(file(['DTSTART;VALUE=DATE:20260701'], 'CANCEL'));
  expect(read?.cancelled).toBe(true);
  expect(read?.begin).toEqual({ at: '2026-07-01', kind: 'day', zone: '' });
});

it('survives what is no calendar', () => {
  expect(readInvitation('')).toBeNull();
  expect(readInvitation('BEGIN:VEVENT')?.title).toBe('');
  expect(readInvitation(`BEGIN:VEVENT\nDTSTART:2026\n${'"'.repeat(10_000)}`)?.begin).toBeNull();
});
