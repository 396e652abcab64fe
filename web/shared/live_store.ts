import type { Agent, Id, Message, Ticket, TicketEvent, TicketRow } from './api.ts';

/**
 * Snapshot + entries. Pure: a row is replaced by its id, a message by its id, an event by its sequence, so that an entry
 * told twice changes nothing, and a snapshot with the entries after it equals a fresh snapshot.
 */

export interface TicketUpdate {
  ticket?: TicketRow | null;
  id?: Id;
  message?: Message | null;
  event?: TicketEvent | null;
  /** Messages came or went: the ticket is to be fetched anew. */
  refetch?: boolean;
  /** Who mentions the viewer in a note that was just written. */
  mentioned_by?: string;
}

export function applyToTicket(ticket: Ticket, update: TicketUpdate): Ticket {
  let next = ticket;
  if (update.ticket && update.ticket.id === ticket.id) {
    // What the row says of reading is the viewer's own and is decided by what the viewer has open.
    next = { ...next, ...update.ticket };
  } else if (update.ticket) next = withLinked(next, update.ticket);
  if (update.message) next = { ...next, messages: upsertMessage(next.messages, update.message) };
  if (update.event) next = { ...next, events: upsertEvent(next.events, update.event) };
  return next;
}

/** Another ticket's row: what is shown of it where it is linked or was merged. */
function withLinked(ticket: Ticket, row: TicketRow): Ticket {
  const known = ticket.links.some((link) => link.ticket.id === row.id) || ticket.merged.some((one) => one.id === row.id);
  if (!known) return ticket;
  const now = { id: row.id, subject: row.subject, status: row.status };
  const links = ticket.links.map((link) => (link.ticket.id === row.id ? { ...link, ticket: now } : link));
  return { ...ticket, links, merged: ticket.merged.map((one) => (one.id === row.id ? now : one)) };
}

export function upsertMessage(messages: Message[], message: Message): Message[] {
  const at = messages.findIndex((one) => one.id === message.id);
  if (at >= 0) return messages.map((one, index) => (index === at ? message : one));
  return insertSorted(messages, message, (one) => one.id);
}

export function upsertEvent(events: TicketEvent[], event: TicketEvent): TicketEvent[] {
  const at = events.findIndex((one) => one.sequence === event.sequence);
  if (at >= 0) return events.map((one, index) => (index === at ? event : one));
  return insertSorted(events, event, (one) => one.sequence);
}

function insertSorted<T>(items: T[], item: T, key: (one: T) => number): T[] {
  let at = items.length;
  while (at > 0 && key(items[at - 1] as T) > key(item)) at--;
  return [...items.slice(0, at), item, ...items.slice(at)];
}

export interface RowsState {
  rows: TicketRow[];
  /** Tickets that belong in the list and wait behind the `3 new` bar, so that nothing jumps under the pointer. */
  waiting: Id[];
}

/** `belongs` answers null when only the server can tell whether the row belongs in this list. */
export function applyToRows(state: RowsState, row: TicketRow, belongs: boolean | null): RowsState {
  const at = state.rows.findIndex((one) => one.id === row.id);
  if (at >= 0) {
    const rows = state.rows.map((one, index) => (index === at ? row : one));
    return { ...state, rows };
  }
  const known = state.waiting.includes(row.id);
  if (belongs && !known) return { ...state, waiting: [...state.waiting, row.id] };
  if (belongs === false && known) return { ...state, waiting: state.waiting.filter((id) => id !== row.id) };
  return state;
}

type Rule = (row: TicketRow, me: Pick<Agent, 'id' | 'teams'>, now: number) => boolean;

const ended = (row: TicketRow) => row.status === 'resolved' || row.status === 'closed' || row.merged_into !== null;
const snoozed = (row: TicketRow, now: number) => row.snoozed_until !== null && Date.parse(row.snoozed_until) > now;
const active = (row: TicketRow, now: number) => !ended(row) && !snoozed(row, now);

const rules: Record<string, Rule> = {
  mine: (row, me, now) => active(row, now) && row.assignee?.id === me.id,
  team: (row, me, now) => active(row, now) && row.team !== null && me.teams.includes(row.team.id),
  unassigned: (row, _me, now) => active(row, now) && row.assignee === null,
  open: (row, _me, now) => active(row, now) && (row.status === 'new' || row.status === 'open'),
  waiting: (row, _me, now) => active(row, now) && row.status === 'waiting',
  on_hold: (row, _me, now) => active(row, now) && row.status === 'on_hold',
  snoozed: (row, _me, now) => !ended(row) && snoozed(row, now),
  resolved: (row) => row.status === 'resolved',
  all: (row) => row.merged_into === null,
};

/** Whether a row belongs in a built-in view; null for the views that only the server can judge. */
export function belongsInView(view: string, row: TicketRow, me: Pick<Agent, 'id' | 'teams'>, now: number): boolean | null {
  const rule = rules[view];
  return rule ? rule(row, me, now) : null;
}

export interface Presence {
  agent: Id;
  name: string;
  kind: 'viewing' | 'typing';
  at: number;
}

/** How long one keystroke counts as writing. */
export const typingLifetime = 6_000;

/** Who else is on a ticket: `typing` and whatever else is signalled show somebody, `left` and `away` take them away. */
export function applyPresence(present: Presence[], signal: { agent: Id; name: string; kind: string }, now: number): Presence[] {
  const others = present.filter((one) => one.agent !== signal.agent);
  if (signal.kind === 'left' || signal.kind === 'away') return others;
  return [...others, { agent: signal.agent, name: signal.name, kind: signal.kind === 'typing' ? 'typing' : 'viewing', at: now }];
}

export function livePresence(present: Presence[], now: number): Presence[] {
  return present.map((one) => (one.kind === 'typing' && now - one.at >= typingLifetime ? { ...one, kind: 'viewing' as const } : one));
}
