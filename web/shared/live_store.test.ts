import { describe, expect, it } from 'vitest';
import type { Message, Ticket, TicketEvent, TicketRow } from './api.ts';
import { applyPresence, applyToRows, applyToTicket, belongsInView, livePresence, type RowsState, type TicketUpdate } from './live_store.ts';

const row = (id: number, part: Partial<TicketRow> = {}): TicketRow =>
  ({
    id,
    number: id,
    subject: `s${id}`,
    status: 'open',
    severity: 'normal',
    assignee: null,
    team: null,
    merged_into: null,
    snoozed_until: null,
    ...part,
  }) as TicketRow;
const message = (id: number, text = `m${id}`): Message => ({ id, ticket_id: 1, body_text: text, kind: 'message' }) as Message;
const event = (sequence: number): TicketEvent => ({ sequence, type: 'ticket.tagged', payload: {} }) as TicketEvent;
const ticket = (part: Partial<Ticket> = {}): Ticket =>
  ({ ...row(1), links: [], merged: [], messages: [message(1)], events: [event(1)], position: '0.1', ...part }) as Ticket;

describe('a ticket with entries applied', () => {
  const updates: TicketUpdate[] = [
    { ticket: row(1, { status: 'waiting' }), message: message(2), event: event(2) },
    { ticket: row(1, { status: 'waiting', severity: 'high' }), event: event(3) },
    { message: message(2, 'changed') },
  ];
  const fresh = ticket({
    status: 'waiting',
    severity: 'high',
    messages: [message(1), message(2, 'changed')],
    events: [event(1), event(2), event(3)],
  });

  it('equals a fresh snapshot', () => {
    expect(updates.reduce(applyToTicket, ticket())).toEqual(fresh);
  });

  it('shows a linked and a merged ticket as they are now', () => {
    const named = (subject: string) => ({ id: 7, subject, status: 'open' as const });
    const before = ticket({ links: [{ kind: 'related', ticket: named('s') }], merged: [named('s'), { ...named('other'), id: 8 }] });
    const after = applyToTicket(before, { ticket: row(7, { subject: 'renamed' }) });
    expect(after.links).toEqual([{ kind: 'related', ticket: named('renamed') }]);
    expect(after.merged).toEqual([named('renamed'), { ...named('other'), id: 8 }]);
    expect(applyToTicket(after, { ticket: row(9) })).toBe(after);
  });

  it('stays the same when every entry is told twice', () => {
    const twice = updates.flatMap((one) => [one, one]);
    expect(twice.reduce(applyToTicket, ticket())).toEqual(fresh);
  });

  it('keeps messages and events in order when they arrive late', () => {
    const late = [{ message: message(9) }, { message: message(5) }, { event: event(8) }, { event: event(4) }].reduce(
      applyToTicket,
      ticket(),
    );
    expect(late.messages.map((one) => one.id)).toEqual([1, 5, 9]);
    expect(late.events.map((one) => one.sequence)).toEqual([1, 4, 8]);
  });

  it('ignores the row of another ticket', () => {
    expect(applyToTicket(ticket(), { ticket: row(2, { status: 'closed' }) })).toEqual(ticket());
  });
});

describe('rows with an entry applied', () => {
  const state: RowsState = { rows: [row(3), row(2)], waiting: [] };

  it('are replaced in place, so that nothing moves under the pointer', () => {
    expect(applyToRows(state, row(2, { severity: 'critical' }), true).rows.map((one) => [one.id, one.severity])).toEqual([
      [3, 'normal'],
      [2, 'critical'],
    ]);
  });

  it('let a new one wait, once', () => {
    const once = applyToRows(state, row(9), true);
    expect(applyToRows(once, row(9), true)).toEqual({ rows: state.rows, waiting: [9] });
  });

  it('forget one that no longer belongs, and leave alone what only the server can judge', () => {
    expect(applyToRows({ ...state, waiting: [9] }, row(9), false).waiting).toEqual([]);
    expect(applyToRows(state, row(9), null)).toBe(state);
  });
});

describe('a built-in view', () => {
  const me = { id: 1, teams: [4] };
  const later = new Date(10_000).toISOString();
  const cases: [string, TicketRow, boolean | null][] = [
    ['mine', row(1, { assignee: { id: 1, name: 'A' } }), true],
    ['mine', row(1, { assignee: { id: 1, name: 'A' }, status: 'closed' }), false],
    ['team', row(1, { team: { id: 4, name: 'T' } }), true],
    ['unassigned', row(1), true],
    ['open', row(1, { snoozed_until: later }), false],
    ['snoozed', row(1, { snoozed_until: later }), true],
    ['waiting', row(1, { status: 'waiting' }), true],
    ['resolved', row(1, { status: 'resolved' }), true],
    ['all', row(1, { merged_into: 7 }), false],
    ['17', row(1), null],
  ];
  it.each(cases)('%s', (view, one, expected) => {
    expect(belongsInView(view, one, me, 0)).toBe(expected);
  });
});

describe('presence', () => {
  it('is looking after it was writing', () => {
    const present = applyPresence([], { agent: 2, name: 'Ben', kind: 'typing' }, 0);
    expect(livePresence(present, 1_000)[0]?.kind).toBe('typing');
    expect(livePresence(present, 10_000)[0]?.kind).toBe('viewing');
  });

  it('ends when the other leaves', () => {
    const present = applyPresence([], { agent: 2, name: 'Ben', kind: 'joined' }, 0);
    expect(applyPresence(present, { agent: 2, name: 'Ben', kind: 'left' }, 1)).toEqual([]);
  });
});
