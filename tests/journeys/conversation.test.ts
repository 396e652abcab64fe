import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { Visitor } from './visitor.ts';

describe.each(kinds)('a conversation in the portal without script on %s', (kind) => {
  let host: Host;
  let visitor: Visitor;
  let page: string;
  let id: number;

  beforeAll(async () => {
    host = await Host.start(kind, ['--undo-seconds', '0']);
    visitor = new Visitor(host.address);
  });
  afterAll(() => host?.remove());

  const ticket = () => host.client().get<Ticket>(`/tickets/${id}`);

  it('begins with the form, and the signed link is followed at once', async () => {
    await visitor.open('/tickets/new');
    const file = new File(['GET / 500'], 'access.log', { type: 'text/plain' });
    page = await visitor.submit('/tickets/new', {
      name: 'Carys Contact',
      email: 'carys@shop.example',
      category: 'downtime',
      severity: 'critical',
      subject: 'The shop is down',
      text: 'Every page answers 500 since noon.',
      files: file,
    });
    expect(visitor.path).toMatch(/^\/t\//);
    expect(page).toContain('Every page answers 500 since noon.');
    expect(page).toContain('access.log');
    id = Number(/>#(\d+)</.exec(page)?.[1]);
    expect(await ticket()).toMatchObject({
      subject: 'The shop is down',
      channel: 'portal',
      severity: 'critical',
      category: 'downtime',
      status: 'new',
    });
  });

  it('gives the attachment to who follows the link, and to nobody else', async () => {
    const address = /href="([^"]*access\.log[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await (await fetch(host.address + address)).text()).toBe('GET / 500');
    expect((await fetch(host.address + address.split('?')[0])).status).toBe(404);
  });

  it('goes on with the answer of an agent, and never shows a note', async () => {
    const client = host.client();
    await client.post<Message>(`/tickets/${id}/messages`, { kind: 'note', body_text: 'The customer forgot to pay.' });
    await client.post<Message>(`/tickets/${id}/messages`, { kind: 'reply', body_text: 'Which plug-in did you add last?' });
    page = await visitor.open(visitor.path);
    expect(page).toContain('Which plug-in did you add last?');
    expect(page).not.toContain('forgot to pay');
    expect((await ticket()).status).toBe('waiting');
  });

  it('goes on with the word of the contact', async () => {
    page = await visitor.submit(`${visitor.path}/reply`, { text: 'The one for vouchers.' });
    expect(page).toContain('The one for vouchers.');
    const now = await ticket();
    expect(now.status).toBe('open');
    expect(now.messages.filter((message) => message.kind === 'message')).toHaveLength(3);
  });

  it('ends with the resolution', async () => {
    await host.client().post(`/tickets/${id}/resolution`);
    page = await visitor.open(visitor.path);
    expect(page).toContain('value="reopen"');
  });

  it('is reopened by the contact', async () => {
    page = await visitor.submitState(`${visitor.path}/state`, 'reopen');
    expect(page).toContain('value="close"');
    expect((await ticket()).status).toBe('open');
  });

  it('is shown to nobody with a forged link', async () => {
    const forged = visitor.path.slice(0, -4) + (visitor.path.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    const answer = await fetch(host.address + forged, { redirect: 'manual' });
    expect(answer.status).not.toBe(200);
    expect(await answer.text()).not.toContain('The shop is down');
  });
});

describe.each(kinds)('a contact who signs in by the link in the mail on %s', (kind) => {
  let host: Host;

  beforeAll(async () => {
    host = await Host.start(kind, ['--undo-seconds', '0']);
    await host.client().post('/tickets', { subject: 'Invoice twice', body_text: 'I paid twice.', contact: { email: 'pay@shop.example' } });
  });
  afterAll(() => host?.remove());

  it('sees the ticket, and closes and reopens it with a token in each form', async () => {
    const visitor = new Visitor(host.address);
    await visitor.open('/sign-in');
    await visitor.submitFields('/sign-in', { email: 'pay@shop.example' });
    await visitor.open(await host.linkMailedTo('pay@shop.example'));
    const token = /name="token" value="([^"]+)"/.exec(visitor.page)?.[1] ?? '';
    await visitor.submitFields('/sign-in/link', { token });
    const list = await visitor.open('/tickets');
    expect(list).toContain('Invoice twice');
    const path = /href="(\/tickets\/\d+)"/.exec(list)?.[1] ?? '';
    await visitor.open(path);
    expect(await visitor.submitState(`${path}/state`, 'close')).toContain('value="reopen"');
    expect(await visitor.submitState(`${path}/state`, 'reopen')).toContain('value="close"');
    visitor.forgetFormToken();
    expect((await visitor.post(`${path}/reply`, { text: 'From another site.' })).status).toBe(403);
  });
});
