import type { Message, TicketEvent } from '@goodhost/shared/api.ts';
import { expect, it } from 'vitest';
import { trailLines } from './trail_lines.ts';

const message = (id: number, at: string, state = 'sent') => ({ id, created_at: at, state }) as Message;
const event = (sequence: number, at: string, type = 'tickets.tagged') => ({ sequence, at, type }) as TicketEvent;
const day = (at: Date) => at.toISOString().slice(0, 10);

it('folds what happened between two messages, and leaves out what a message tells itself', () => {
  const lines = trailLines(
    [message(1, '2026-03-01T10:00:00Z'), message(2, '2026-03-01T12:00:00Z'), message(3, '2026-03-01T12:01:00Z', 'undone')],
    [
      event(1, '2026-03-01T10:30:00Z'),
      event(2, '2026-03-01T11:00:00Z', 'tickets.assigned'),
      event(3, '2026-03-01T12:00:00Z', 'tickets.replied'),
      event(4, '2026-03-01T12:05:00Z'),
    ],
    day,
  );
  expect(lines.map((one) => (one.kind === 'events' ? `${one.kind} ${one.events.length}` : one.kind))).toEqual([
    'day',
    'message',
    'events 2',
    'message',
    'events 1',
  ]);
});

it('begins each day with its date', () => {
  const lines = trailLines([message(1, '2026-03-01T23:00:00Z'), message(2, '2026-03-02T01:00:00Z')], [], day);
  expect(lines.map((one) => one.kind)).toEqual(['day', 'message', 'day', 'message']);
});

it('begins with the opening of the ticket', () => {
  const at = '2026-03-01T10:00:00Z';
  const lines = trailLines([message(1, at)], [event(1, at, 'tickets.created'), event(2, at, 'tickets.followed')], day);
  expect(lines.map((one) => one.kind)).toEqual(['day', 'events', 'message', 'events']);
});
