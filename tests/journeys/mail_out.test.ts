import type { DkimKey, Sender, SenderProbe, SentMail, Ticket, TicketDeliveries } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { dkimVerifies, parsed } from './mail_reading.ts';
import { until } from './program.ts';
import { Certificate, Relay } from './relay.ts';

async function openTicket(host: Host, email: string, subject = 'Site is down'): Promise<Ticket> {
  return host.client().post<Ticket>('/tickets', { subject, body_text: 'It shows an error.', contact: { email, name: 'Ann' } });
}

/** Answers the next mail to an address like that, once the acknowledgement has passed. */
async function refuse(relay: Relay, address: string, ...replies: [number, string][]): Promise<void> {
  await until(`the acknowledgement to ${address}`, async () => relay.to(address).length > 0);
  relay.replies.set(address, replies);
}

async function reply(host: Host, ticket: Ticket, more: object = {}): Promise<void> {
  await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'We are on it.', ...more });
}

async function sentMails(host: Host, ticket: Ticket): Promise<SentMail[]> {
  return (await host.client().get<TicketDeliveries>(`/tickets/${ticket.id}/deliveries`)).sent;
}

async function mailTo(host: Host, ticket: Ticket, address: string, state: string): Promise<SentMail> {
  let found: SentMail | undefined;
  let last = '';
  await until(`a mail to ${address} that is ${state}`, async () => {
    const all = await sentMails(host, ticket);
    last = JSON.stringify(all);
    found = all.find((one) => one.to_address === address && one.kind === 'reply' && one.state === state);
    return found !== undefined;
  }).catch((error: Error) => {
    throw new Error(`${error.message}: ${last}`);
  });
  return found as SentMail;
}

describe.each(kinds)('a reply on its way out on %s', (kind) => {
  const relay = new Relay();
  let host: Host;

  beforeAll(async () => {
    const port = await relay.start();
    host = await Host.start(kind, ['--undo-seconds', '0', '--smtp-url', `smtp://127.0.0.1:${port}`]);
    await host.client().patch('/brands/1', { sender_name: 'Nova', sender_address: 'support@host.example' });
    await host.client().post('/mailboxes', { name: 'desk', address: 'desk@host.example' });
  });
  afterAll(async () => {
    await host?.remove();
    await relay.stop();
  });

  it('is handed over, and the ticket says so with the server’s words', async () => {
    const ticket = await openTicket(host, 'ann@shop.example');
    await reply(host, ticket);
    const mail = await mailTo(host, ticket, 'ann@shop.example', 'sent');
    expect(mail.attempts).toBe(1);
    expect(mail.answer).toMatch(/^250/);
    const [taken] = relay.to('ann@shop.example').filter((one) => one.raw.includes('We are on it.'));
    expect(taken?.from).toBe('support@host.example');
    const { head, body } = parsed(taken?.raw ?? '');
    expect(head.get('from')).toBe('Nova <support@host.example>');
    expect(head.get('subject')).toBe(`Site is down [#${ticket.id}]`);
    expect(head.get('message-id')).toMatch(/^<t\d+\.m\d+\.[\w-]{26}@host\.example>$/);
    expect(head.has('auto-submitted')).toBe(false);
    expect(body).toContain('text/plain');
    expect(body).toContain('style=3D');
    const { events } = await host.client().get<Ticket>(`/tickets/${ticket.id}`);
    expect(events.map((one) => one.type)).toContain('email.handed_over');
  });

  it('keeps one connection for many mails', async () => {
    const before = relay.connections;
    const ticket = await openTicket(host, 'many@shop.example');
    for (let n = 0; n < 12; n += 1) await reply(host, ticket);
    await until('twelve mails', async () => relay.to('many@shop.example').length >= 12);
    expect(relay.connections - before).toBeLessThanOrEqual(4);
  });

  it('waits after a 4xx and goes out when somebody says so', async () => {
    const ticket = await openTicket(host, 'grey@shop.example');
    await refuse(relay, 'grey@shop.example', [450, '4.2.0 greylisted, come back']);
    await reply(host, ticket);
    let mail: SentMail | undefined;
    await until('a first try', async () => {
      mail = (await sentMails(host, ticket)).find((one) => one.attempts > 0 && one.kind === 'reply');
      return mail !== undefined;
    });
    expect(mail).toMatchObject({ state: 'queued', reply_status: '4.2.0', attempts: 1 });
    const pause = Date.parse(mail?.next_try_at ?? '') - Date.now();
    expect(pause).toBeGreaterThan(180_000);
    expect(pause).toBeLessThan(400_000);
    await host.client().post(`/outbox/${mail?.outbox_id}/attempts`);
    expect((await mailTo(host, ticket, 'grey@shop.example', 'sent')).attempts).toBe(1);
    const { events } = await host.client().get<Ticket>(`/tickets/${ticket.id}`);
    expect(events.map((one) => one.type).filter((type) => type.startsWith('email.'))).toEqual([
      'email.handed_over',
      'email.delayed',
      'email.queued_again',
      'email.handed_over',
    ]);
  });

  it('ends with a 5xx, which stands on the ticket', async () => {
    const ticket = await openTicket(host, 'gone@shop.example');
    await refuse(relay, 'gone@shop.example', [550, '5.1.1 no such person here']);
    await reply(host, ticket);
    const mail = await mailTo(host, ticket, 'gone@shop.example', 'failed');
    expect(mail.answer).toContain('no such person here');
    expect(mail.reply_status).toBe('5.1.1');
    expect(relay.to('gone@shop.example')).toHaveLength(1);
    await host.client().post(`/outbox/${mail.outbox_id}/attempts`);
    await mailTo(host, ticket, 'gone@shop.example', 'sent');
    await expect(host.client().post(`/outbox/${mail.outbox_id}/attempts`)).rejects.toThrow();
  });

  it('carries small files and links to large ones, which whoever has the mail can fetch', async () => {
    await host.client().patch('/senders/1', { attach_limit_mb: 1 });
    const upload = async (name: string, bytes: number) => {
      const headers = { Authorization: `Bearer ${host.token}`, 'X-File-Name': name, 'Content-Type': 'application/octet-stream' };
      const answer = await fetch(`${host.address}/api/v1/uploads`, { method: 'POST', body: new Uint8Array(bytes).fill(7), headers });
      return ((await answer.json()) as { id: number }).id;
    };
    const ids = [await upload('small.bin', 1000), await upload('large.bin', 2_000_000)];
    const ticket = await openTicket(host, 'files@shop.example');
    await reply(host, ticket, { attachment_ids: ids });
    await mailTo(host, ticket, 'files@shop.example', 'sent');
    // The acknowledgement may come after it.
    const raw = relay.to('files@shop.example').find((one) => one.raw.includes('We are on it'))?.raw ?? '';
    expect(raw).toContain('filename="small.bin"');
    expect(raw).not.toContain('filename="large.bin"');
    const path = /https:\/\/host\.example(\/mail\/files\/[^\s"]+\/large\.bin)/.exec(raw.replace(/=\r\n/g, ''))?.[1];
    expect(path).toBeDefined();
    const file = await fetch(host.address + path);
    expect(file.status).toBe(200);
    expect((await file.arrayBuffer()).byteLength).toBe(2_000_000);
    expect((await fetch(`${host.address}${path?.replace('/mail/files/', '/mail/files/x')}`)).status).toBe(404);
  });

  it('threads: an answer names the customer’s mail and what came before', async () => {
    const raw = [
      'From: Eve <eve@shop.example>',
      'To: desk@host.example',
      'Subject: Thread',
      'Message-ID: <first@shop.example>',
      '',
      'Hello',
      '',
    ].join('\r\n');
    const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' };
    const answer = await fetch(`${host.address}/api/v1/mail?mailbox=desk`, { method: 'POST', body: raw, headers });
    const { ticket_id } = (await answer.json()) as { ticket_id: number };
    const ticket = await host.client().get<Ticket>(`/tickets/${ticket_id}`);
    await until('the acknowledgement', async () => relay.to('eve@shop.example').length === 1);
    const acknowledgement = parsed(relay.to('eve@shop.example')[0]?.raw ?? '').head;
    expect(acknowledgement.get('auto-submitted')).toBe('auto-replied');
    expect(acknowledgement.get('in-reply-to')).toBe('<first@shop.example>');
    expect(acknowledgement.get('x-auto-response-suppress')).toBe('DR, RN, OOF, AutoReply');
    await reply(host, ticket);
    await mailTo(host, ticket, 'eve@shop.example', 'sent');
    const { head } = parsed(relay.to('eve@shop.example').at(-1)?.raw ?? '');
    expect(head.get('in-reply-to')).toBe('<first@shop.example>');
    expect(head.get('references')).toBe(`<first@shop.example> ${acknowledgement.get('message-id')}`);
    expect(head.get('reply-to')).toMatch(new RegExp(`^Nova <desk\\+t${ticket.id}-[0-9a-f]{24}@host\\.example>$`));
  });

  it('is signed with both kinds of keys, as another program confirms', async () => {
    const records: Record<string, string> = {};
    for (const algorithm of ['rsa_sha256', 'ed25519_sha256']) {
      const key = await host.client().post<DkimKey>('/senders/1/dkim_keys', { algorithm });
      expect(key.active).toBe(false);
      await host.client().patch(`/senders/1/dkim_keys/${key.id}`, { active: true });
      records[key.record_name] = key.record;
    }
    const ticket = await openTicket(host, 'signed@shop.example', 'Größe & 한국어');
    await reply(host, ticket);
    await mailTo(host, ticket, 'signed@shop.example', 'sent');
    const raw = relay.to('signed@shop.example').at(-1)?.raw ?? '';
    expect(raw.match(/^DKIM-Signature:/gm)).toHaveLength(2);
    expect(dkimVerifies(raw, records)).toBe(true);
    expect(dkimVerifies(raw.replace('Subject:', 'Subject: Hi'), records)).toBe(false);
    expect(JSON.stringify(await host.client().get<Sender>('/senders/1'))).not.toContain('PRIVATE');
  });

  it('tells an agent without a way for loops, and one click ends it', async () => {
    const client = host.client(await host.makeAgent('minjun@host.example', 'Minjun'));
    const { id } = await client.get<{ id: number }>('/me');
    const assign = async (subject: string) => {
      const ticket = await openTicket(host, 'assigned@shop.example', subject);
      await host.client().put(`/tickets/${ticket.id}/assignment`, { assignee_id: id });
      return ticket;
    };
    const ticket = await assign('For Minjun');
    const told = () => relay.to('minjun@host.example').filter((one) => one.raw.includes('List-Unsubscribe:'));
    await until('the notification', async () => told().length === 1);
    const mail = told()[0];
    expect(mail?.from).toBe('');
    const { head } = parsed(mail?.raw ?? '');
    expect(head.get('auto-submitted')).toBe('auto-generated');
    expect(head.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(head.get('message-id')).toMatch(new RegExp(`^<t${ticket.id}\\.n\\.[\\w-]{26}@host\\.example>$`));
    expect(head.get('dkim-signature')).toContain('list-unsubscribe-post');
    const path = /<https:\/\/host\.example(\/unsubscribe\/[^>]+)>/.exec(head.get('list-unsubscribe') ?? '')?.[1];
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(host.address + path, { method: 'POST', body: 'List-Unsubscribe=One-Click', headers });
    expect(answer.status).toBe(200);
    await assign('No mail any more');
    await host.caughtUp();
    const list = await client.get<{ items: { subject: string }[] }>('/me/notifications');
    expect(list.items.map((one) => one.subject)).toEqual(['No mail any more', 'For Minjun']);
    expect(told()).toHaveLength(1);
  });
});

describe.each(kinds)('a mail server that wants to be sure on %s', (kind) => {
  const right = new Certificate('localhost');
  const other = new Certificate('elsewhere.example');
  const relay = new Relay({ key: right.key, cert: right.certificate, authOptional: false });
  const sealed = new Relay({ key: right.key, cert: right.certificate, secure: true });
  const wrong = new Relay({ key: other.key, cert: other.certificate });
  let host: Host;
  let ports: number[];

  beforeAll(async () => {
    ports = [await relay.start(), await wrong.start(), await sealed.start()];
    host = await Host.start(kind, ['--undo-seconds', '0', '--mailbox-authorities', right.file, '--mailbox-allow-private', 'true']);
    await host.client().patch('/brands/1', { sender_name: 'Nova', sender_address: 'support@host.example' });
  });
  afterAll(async () => {
    await host?.remove();
    await Promise.all([relay.stop(), wrong.stop(), sealed.stop()]);
    right.remove();
    other.remove();
  });

  it('is told apart by its certificate and tells who may send', async () => {
    const probe = () => host.client().post<SenderProbe>('/senders/1/probes');
    const set = (change: object) => host.client().patch<Sender>('/senders/1', change);
    await expect(probe()).rejects.toThrow();
    await set({ host: 'localhost', port: ports[1], security: 'starttls' });
    expect((await probe()).outcome).toBe('insecure');
    await set({ port: ports[0], username: 'nova', password: 'wrong' });
    expect(await probe()).toMatchObject({ outcome: 'login', words: '535 5.7.8 not you' });
    await set({ port: 1 });
    expect((await probe()).outcome).toBe('unreached');
    await set({ port: ports[2], security: 'tls', username: '' });
    expect((await probe()).outcome).toBe('accepted');
    const sender = await set({ port: ports[0], security: 'starttls', username: 'nova', password: 'right' });
    expect(sender.has_password).toBe(true);
    expect((await probe()).outcome).toBe('accepted');
  });

  it('gets mail encrypted and signed in', async () => {
    const ticket = await openTicket(host, 'safe@shop.example');
    await reply(host, ticket);
    await mailTo(host, ticket, 'safe@shop.example', 'sent');
    expect(relay.to('safe@shop.example').at(-1)).toMatchObject({ secure: true, user: 'nova' });
  });

  it('is asked for few mails at once for one domain', async () => {
    await host.client().patch('/senders/1', { per_domain: 1 });
    relay.slow = 50;
    relay.mostAtOnce = 0;
    const ticket = await openTicket(host, 'crowd@shop.example');
    for (let n = 0; n < 6; n += 1) await reply(host, ticket);
    await until('six mails', async () => relay.to('crowd@shop.example').length >= 6);
    expect(relay.mostAtOnce).toBe(1);
  });
});
