import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Message, Ticket } from '@goodhost/shared/api.ts';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { runWell, until } from './program.ts';

const corpus = resolve(process.env.GOODHOST_CORPUS ?? join(import.meta.dirname, '../../../shared/corpus'), 'mail');
const outcomes = ['created', 'continued', 'linked', 'quarantined', 'duplicate'];

interface Delivery {
  outcome: string;
  cause: string | null;
  ticket_id: number | null;
  message_id: number | null;
}

interface Held {
  id: number;
  cause: string;
  from_address: string;
  subject: string;
}

function files(): string[] {
  return readdirSync(corpus)
    .filter((name) => name.endsWith('.eml'))
    .sort();
}

async function startHost(kind: (typeof kinds)[number]): Promise<Host> {
  const host = await Host.start(kind, ['--undo-seconds', '0']);
  await host.client().post('/mailboxes', { name: 'support', address: 'support@host.example' });
  return host;
}

async function post(host: Host, raw: Buffer | string): Promise<Delivery> {
  const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' };
  const body = typeof raw === 'string' ? raw : new Uint8Array(raw);
  const answer = await fetch(`${host.address}/api/v1/mail?mailbox=support`, { method: 'POST', body, headers });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Delivery;
}

/** All pages of a list. */
async function all<T>(host: Host, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | number | null = null;
  do {
    const page: { items: T[]; next_cursor: string | number | null } = await host
      .client()
      .get(path, { cursor, limit: 100, view: path === '/tickets' ? 'all' : null });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

/** How many tickets, messages and held mails there are. */
async function counts(host: Host): Promise<Record<string, number>> {
  const tickets = await all<Ticket>(host, '/tickets');
  const held = await all<Held>(host, '/quarantine');
  return { tickets: tickets.length, messages: tickets.reduce((sum, row) => sum + row.message_count, 0), held: held.length };
}

function table(deliveries: Delivery[]): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const { outcome, cause } of deliveries) {
    const key = cause ? `${outcome} (${cause})` : outcome;
    rows[key] = (rows[key] ?? 0) + 1;
  }
  return rows;
}

describe.skipIf(!existsSync(corpus)).each(kinds)('the mail corpus on a fresh host on %s', (kind) => {
  const deliveries = new Map<string, Delivery>();
  let host: Host;

  beforeAll(async () => {
    host = await startHost(kind);
  });
  afterAll(() => host?.remove());

  it('is on tickets or in quarantine with a cause, none lost', async () => {
    for (const name of files()) {
      const delivery = await post(host, readFileSync(join(corpus, name))).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      deliveries.set(name, delivery);
    }
    console.table(table([...deliveries.values()]));
    const unsettled = [...deliveries].filter(([, one]) => !outcomes.includes(one.outcome) || (!one.ticket_id && !one.cause));
    expect(unsettled).toEqual([]);
    const held = [...deliveries.values()].filter((one) => one.outcome === 'quarantined').length;
    expect((await counts(host)).held).toBe(held);
  });

  it('can be opened, every ticket of it', async () => {
    for (const id of new Set([...deliveries.values()].map((one) => one.ticket_id))) {
      if (id) expect((await host.client().get<Ticket>(`/tickets/${id}`)).messages.length).toBeGreaterThan(0);
    }
  });

  it('changes nothing when it is delivered again', async () => {
    const before = await counts(host);
    for (const [name, first] of deliveries) {
      const again = await post(host, readFileSync(join(corpus, name)));
      expect([name, again.outcome, again.ticket_id, again.message_id]).toEqual([name, 'duplicate', first.ticket_id, first.message_id]);
    }
    expect(await counts(host)).toEqual(before);
    await host.caughtUp();
  });

  it('comes by the command as by the API', async () => {
    const fresh = await startHost(kind);
    const sample = files().filter((_, index) => index % 24 === 0);
    for (const name of sample) {
      const raw = readFileSync(join(corpus, name));
      const deliver = () => runWell(['mail', 'deliver', ...fresh.place, '--mailbox', 'support'], raw);
      expect(outcomes).toContain((await deliver()).split(' ')[0]);
      expect((await deliver()).split(' ')[0]).toBe('duplicate');
    }
    const { tickets = 0, messages = 0, held = 0 } = await counts(fresh);
    expect(tickets).toBeGreaterThan(0);
    expect(messages + held).toBe(sample.length);
    await fresh.remove();
  });
});

describe.each(kinds)('an answer by mail on %s', (kind) => {
  let host: Host;
  let ticket: Ticket;
  let sent: string;

  beforeAll(async () => {
    host = await startHost(kind);
    const contact = { email: 'dafydd@shop.example', name: 'Dafydd' };
    ticket = await host.client().post<Ticket>('/tickets', { subject: 'Mail bounces', body_text: 'To everybody.', contact });
    await host.client().post<Message>(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'Since when?' });
    await until('the reply in the outbox', async () => {
      sent = (await host.mailsTo(contact.email)).find((mail) => mail.kind === 'reply')?.source_id ?? '';
      return sent !== '';
    });
  });
  afterAll(() => host?.remove());

  function answerOf(from: string, text: string): Promise<Buffer> {
    const attachments = [{ filename: '증거.txt', content: 'bounced' }];
    return new MailComposer({
      from,
      to: 'support@host.example',
      subject: 'Re: Mail bounces',
      inReplyTo: `<${sent}>`,
      references: `<${sent}>`,
      text,
      attachments,
    })
      .compile()
      .build();
  }

  it('continues the ticket, with its attachment', async () => {
    const delivery = await post(host, await answerOf('Dafydd <dafydd@shop.example>', 'Since yesterday.'));
    expect(delivery).toMatchObject({ outcome: 'continued', ticket_id: ticket.id });
    const now = await host.client().get<Ticket>(`/tickets/${ticket.id}`);
    expect(now.status).toBe('open');
    expect(now.messages.at(-1)).toMatchObject({ channel: 'email', body_text: expect.stringContaining('Since yesterday.') });
    expect(now.messages.at(-1)?.attachments[0]?.name).toBe('증거.txt');
  });

  it('of somebody in copy continues it too', async () => {
    await host.client().put(`/tickets/${ticket.id}/cc`, { addresses: [{ email: 'boss@shop.example', name: 'Boss' }] });
    const delivery = await post(host, await answerOf('boss@shop.example', 'How long still?'));
    expect(delivery).toMatchObject({ outcome: 'continued', ticket_id: ticket.id });
  });

  it('with a NUL in its subject is taken', async () => {
    const subject = `=?UTF-8?B?${Buffer.from('Broken\0 subject').toString('base64')}?=`;
    const delivery = await post(
      host,
      `From: nul@shop.example\r\nSubject: ${subject}\r\nMessage-ID: <nul@shop.example>\r\n\r\nHello\0.\r\n`,
    );
    const made = await host.client().get<Ticket>(`/tickets/${delivery.ticket_id}`);
    expect(made.subject).toBe('Broken subject');
  });

  it('of a stranger is held until a person releases it', async () => {
    const delivery = await post(host, await answerOf('stranger@elsewhere.example', 'Let me in.'));
    expect(delivery).toMatchObject({ outcome: 'quarantined', cause: 'stranger' });
    const [held] = await all<Held>(host, '/quarantine');
    expect(held).toMatchObject({ cause: 'stranger', from_address: 'stranger@elsewhere.example' });
    const before = await host.client().get<Ticket>(`/tickets/${ticket.id}`);
    expect(before.messages.some((message) => message.body_text.includes('Let me in.'))).toBe(false);
    const released = await host.client().post<Delivery>(`/quarantine/${held?.id}/release`, { ticket_id: ticket.id });
    expect(released).toMatchObject({ outcome: 'continued', ticket_id: ticket.id });
    const after = await host.client().get<Ticket>(`/tickets/${ticket.id}`);
    expect(after.messages.at(-1)?.body_text).toContain('Let me in.');
    expect(await all<Held>(host, '/quarantine')).toEqual([]);
  });
});
