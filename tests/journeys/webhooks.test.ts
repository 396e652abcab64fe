import type { Delivery, List, Ticket, Webhook } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { until } from './program.ts';
import { isSigned, Receiver } from './receiver.ts';

interface Logged extends Delivery {
  answer: string;
}

describe.each(kinds)('a webhook to a real receiver on %s', (kind) => {
  const receiver = new Receiver();
  let host: Host;
  let webhook: Webhook;
  let ticket: Ticket;

  beforeAll(async () => {
    host = await Host.start(kind, ['--webhook-allow-private', 'true', '--undo-seconds', '0']);
    const url = await receiver.start();
    webhook = await host.client().post<Webhook>('/webhooks', { url, events: ['tickets.'] });
  });
  afterAll(async () => {
    await host?.remove();
    await receiver.stop();
  });

  const received = (count: number) => until(`${count} deliveries`, async () => receiver.received.length >= count);
  const log = async () => (await host.client().get<List<Logged>>(`/webhooks/${webhook.id}/deliveries`)).items;
  const settled = (state: string) => until(`a delivery that is ${state}`, async () => (await log())[0]?.state === state);

  it('shows its secret once', async () => {
    expect(webhook.secret).toMatch(/^ghw_/);
    const again = await host.client().get<Webhook>(`/webhooks/${webhook.id}`);
    expect(again.secret).toBeUndefined();
  });

  it('is told of a ticket, signed', async () => {
    const contact = { email: 'hook@shop.example' };
    ticket = await host.client().post<Ticket>('/tickets', { subject: 'Told outside', body_text: 'Words.', contact });
    await received(1);
    expect(receiver.bodies()[0]).toMatchObject({
      type: 'tickets.created',
      ticket: { id: ticket.id, subject: 'Told outside' },
      payload: { ticket_id: ticket.id },
    });
    expect(receiver.received.every((one) => isSigned(one, webhook.secret ?? ''))).toBe(true);
    await settled('delivered');
    expect((await log())[0]).toMatchObject({ type: 'tickets.created', status: 204, attempts: 1 });
  });

  it('is told of a reply and never of a note', async () => {
    await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'note', body_text: 'Among us.' });
    await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'To you.' });
    await until('the reply', async () => receiver.bodies().some((body) => body.type === 'tickets.replied'));
    await host.caughtUp();
    expect(receiver.bodies().some((body) => body.type === 'tickets.noted')).toBe(false);
  });

  it('is tried again after an error, and logs what was answered', async () => {
    await host.caughtUp();
    await settled('delivered');
    const before = receiver.received.length;
    receiver.statuses.push(500);
    await host.client().put(`/tickets/${ticket.id}/tags`, { tags: ['told'] });
    await settled('retrying');
    expect((await log())[0]).toMatchObject({ status: 500, attempts: 1, answer: expect.stringContaining('no') });
    await received(before + 2);
    await settled('delivered');
    expect((await log())[0]).toMatchObject({ status: 204, attempts: 2 });
    const [first, second] = receiver.received.slice(-2);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['goodhost-delivery']).toBe(first?.headers['goodhost-delivery']);
  });

  it('is sent again and tested by hand', async () => {
    const [last] = await log();
    const before = receiver.received.length;
    await host.client().post(`/webhooks/${webhook.id}/deliveries/${last?.id}/resend`);
    await received(before + 1);
    expect(receiver.received.at(-1)?.headers['goodhost-delivery']).toBe(String(last?.id));
    await host.client().post(`/webhooks/${webhook.id}/test`);
    await received(before + 2);
    expect(receiver.bodies().at(-1)?.type).toBe('webhooks.test');
  });

  it('hears no more once it is switched off or deleted', async () => {
    const { length } = receiver.received;
    await host.client().patch(`/webhooks/${webhook.id}`, { active: false });
    await host.client().put(`/tickets/${ticket.id}/tags`, { tags: ['untold'] });
    await host.caughtUp();
    await host.client().delete(`/webhooks/${webhook.id}`);
    await expect(log()).rejects.toMatchObject({ status: 404 });
    expect(receiver.received).toHaveLength(length);
  });
});

describe.each(kinds)('a webhook into the own network on %s', (kind) => {
  it('is refused, and the log says why', async () => {
    const receiver = new Receiver();
    const host = await Host.start(kind);
    const { id } = await host.client().post<Webhook>('/webhooks', { url: await receiver.start(), events: [] });
    await host.client().post(`/webhooks/${id}/test`);
    const first = async () =>
      (await host.client().get<List<Logged>>(`/webhooks/${id}/deliveries`)).items.find((one) => one.type === 'webhooks.test');
    await until('the refusal', async () => (await first())?.state === 'failed');
    expect(await first()).toMatchObject({ attempts: 1, status: null, error: 'platform.destination_refused' });
    expect(receiver.received).toEqual([]);
    await host.remove();
    await receiver.stop();
  });

  it('is configured by who may only', async () => {
    const host = await Host.start(kind);
    const agent = host.client(await host.makeAgent('agent@host.example', 'Agent'));
    await expect(agent.get('/webhooks')).rejects.toMatchObject({ status: 403 });
    await expect(host.client().post('/webhooks', { url: 'file:///etc/passwd', events: [] })).rejects.toMatchObject({ status: 422 });
    await host.remove();
  });
});
