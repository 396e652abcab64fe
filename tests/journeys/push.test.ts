import type { EscalationPageList, List, PushDevice, Ticket } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { until } from './program.ts';
import { claimsOf, Device, PushService } from './push_service.ts';

interface Note {
  title: string;
  body: string;
  path: string;
  tag: string;
  button: { label: string; address: string; token: string } | null;
}

describe.each(kinds)('push to a device on %s', (kind) => {
  const service = new PushService();
  const device = new Device();
  let host: Host;
  let origin: string;
  let key: string;
  let told: PushDevice;

  beforeAll(async () => {
    host = await Host.start(kind, ['--push-allow-private', 'true']);
    origin = await service.start();
    key = (await host.client().put<{ public_key: string }>('/push_key')).public_key;
    told = await host.client().post<PushDevice>('/me/push_devices', { name: 'Phone', ...device.subscription(`${origin}/one`) });
  });
  afterAll(async () => {
    await host?.remove();
    await service.stop();
  });

  const received = (count: number) => until(`${count} pushes`, async () => service.pushed.length >= count);
  const devices = async () => (await host.client().get<List<PushDevice>>('/me/push_devices')).items;
  const settled = (state: string) => until(`a device that is ${state}`, async () => (await devices())[0]?.state === state);
  const test = () => host.client().post(`/me/push_devices/${told.id}/tests`);
  const last = () => service.pushed.at(-1) as (typeof service.pushed)[number];

  it('arrives sealed for the device and signed by the host', async () => {
    await test();
    await received(1);
    expect(last().headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', topic: expect.stringMatching(/^[\w-]{32}$/) });
    expect(Number(last().headers.ttl)).toBeGreaterThan(0);
    expect(claimsOf(last(), key)).toMatchObject({ aud: origin, sub: expect.stringMatching(/^mailto:.+@.+/) });
    expect(device.read<Note>(last())).toMatchObject({ title: 'This device is told by Goodhost.', path: '/desk/profile', button: null });
    await settled('told');
  });

  it('calls to a critical ticket without its words, and is acknowledged by the device', async () => {
    const before = service.pushed.length;
    const contact = { email: 'call@shop.example' };
    const ticket = await host
      .client()
      .post<Ticket>('/tickets', { subject: 'Private words', body_text: 'Down.', severity: 'critical', contact });
    await received(before + 1);
    const note = device.read<Note>(last());
    expect(note).toMatchObject({
      title: `You are called to #${ticket.id}`,
      body: 'Critical',
      path: `/desk/inbox/${ticket.id}`,
      tag: 'calls',
    });
    const { address = '', token } = note.button ?? {};
    const answer = await fetch(host.address + address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(204);
    const pages = await host.client().get<EscalationPageList>(`/tickets/${ticket.id}/pages`);
    expect(pages.items[0]).toMatchObject({ ending: 'acknowledged', ended_by: expect.stringMatching(/.+/) });
  });

  it('is tried again by a busy service, and a device that is gone is forgotten', async () => {
    const before = service.pushed.length;
    service.answers.push({ status: 429, retryAfter: 1 });
    await test();
    await received(before + 2);
    expect(device.read<Note>(last()).tag).toBe('test');
    service.answers.push({ status: 413 });
    await test();
    await settled('refused');
    service.answers.push({ status: 410 });
    await test();
    await until('no device', async () => (await devices()).length === 0);
  });
});
