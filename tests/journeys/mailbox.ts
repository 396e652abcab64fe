import type { Message, Ticket } from '@goodhost/shared/api.ts';
import type { Host } from './host.ts';

export interface Held {
  id: number;
  cause: string;
  from_address: string;
  subject: string;
}

interface Row {
  id: number;
  subject: string;
}

async function pages<T>(host: Host, path: string, query: Record<string, string>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | number | null = null;
  do {
    const page: { items: T[]; next_cursor: string | number | null } = await host.client().get(path, { ...query, cursor, limit: 100 });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

export function listTickets(host: Host): Promise<Row[]> {
  return pages<Row>(host, '/tickets', { view: 'all', sort: 'created' });
}

export function listHeld(host: Host): Promise<Held[]> {
  return pages<Held>(host, '/quarantine', {});
}

/** Every word on every ticket. */
export async function allMessages(host: Host): Promise<(Message & { ticket: Row })[]> {
  const out: (Message & { ticket: Row })[] = [];
  for (const row of await listTickets(host)) {
    const ticket = await host.client().get<Ticket>(`/tickets/${row.id}`);
    out.push(...ticket.messages.map((message) => ({ ...message, ticket: row })));
  }
  return out;
}

/** How often each mark (`mark-7-`) stands on tickets and in the quarantine; a mark is in the subject and in the words of a mail. */
export async function whereMarksAre(host: Host): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const note = (text: string) => {
    for (const mark of new Set(text.match(/mark-\d+-/g) ?? [])) found.set(mark, (found.get(mark) ?? 0) + 1);
  };
  for (const message of await allMessages(host)) note(message.body_text);
  for (const held of await listHeld(host)) note(held.subject);
  return found;
}

export function makeMailbox(host: Host, name: string, address: string): Promise<{ id: number }> {
  return host.client().post<{ id: number }>('/mailboxes', { name, address });
}

export interface Health {
  mailbox_id: number;
  state: string;
  alarm: boolean;
  fault: string | null;
  words: string;
  arrived_at: string | null;
  heartbeat_sent_at: string | null;
  heartbeat_seen_at: string | null;
  delay_ms: number | null;
}

export async function healthOf(host: Host, id: number): Promise<Health> {
  const { items } = await host.client().get<{ items: Health[] }>('/mailbox_health');
  const one = items.find((health) => health.mailbox_id === id);
  if (!one) throw new Error(`no health of mailbox ${id}`);
  return one;
}
