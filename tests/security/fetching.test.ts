import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcp, type Server as TcpServer } from 'node:net';
import type { Delivery, List, Webhook } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../journeys/program.ts';
import { Tally } from './tally.ts';
import { mark, World } from './world.ts';

/** Ways to write an address of this machine, or of a network that only we see. */
const inward = [
  '127.0.0.1',
  '127.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '0',
  '0.0.0.0',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'sub.localhost',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::169.254.169.254]',
  '[2002:7f00:1::]',
  '169.254.169.254',
  '0xa9fea9fe',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  'ｌｏｃａｌｈｏｓｔ',
  '127。0。0。1',
  '①②⑦.0.0.1',
];

interface Logged extends Delivery {
  error: string;
}

describe('what the server fetches', () => {
  let world: World;
  let inside: Server;
  let mail: TcpServer;
  let port = 0;
  let mailPort = 0;
  let reached = 0;

  beforeAll(async () => {
    const count = () => reached++;
    inside = createServer((_, response) => response.end(String(count()))).listen(0, '::');
    mail = createTcp((socket) => socket.end(`* OK ${count()}\r\n`)).listen(0, '::');
    await until('the servers inside', async () => inside.listening && mail.listening);
    port = (inside.address() as AddressInfo).port;
    mailPort = (mail.address() as AddressInfo).port;
    world = await World.build('sqlite');
  });
  afterAll(async () => {
    await world?.remove();
    inside.close();
    mail.close();
  });

  let tried = 0;
  const hands: string[] = [];

  /** Each person may try a connection some twenty times a minute. */
  async function tryOut(body: object): Promise<Response> {
    if (tried++ % 15 === 0) hands.unshift(await world.host.makeAgent(`hand${tried}@host.example`, 'Hand', 'owner'));
    const path = `/mailboxes/${world.ours.mailbox_id}/connection_tests`;
    return world.ask(path, { Authorization: `Bearer ${hands[0]}` }, 'POST', body);
  }

  const urls = () => [
    ...inward.map((name) => `http://${name}:${port}/`),
    `http://user:password@127.0.0.1:${port}/`,
    `http://example.com@127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}/#@example.com`,
    `http://127.0.0.1:${port}\\@example.com/`,
    `HTTP://127.0.0.1:${port}/`,
    `http:///127.0.0.1:${port}/`,
    `http:127.0.0.1:${port}/`,
  ];
  const schemes = [
    'file:///etc/passwd',
    'gopher://127.0.0.1:25/_x',
    'dict://127.0.0.1/',
    'ftp://127.0.0.1/',
    'data:text/plain,x',
    'unix:/x',
    '//127.0.0.1/',
  ];

  it('is nothing inside for a webhook, however its address is written', async () => {
    const tally = new Tally('webhooks inwards');
    const client = world.host.client();
    const made: number[] = [];
    for (const url of [...urls(), ...schemes]) {
      const answer = await world.asOwner('/webhooks', 'POST', { url, events: ['nothing.'] });
      tally.count(answer.status === 422 ? 'refused when written' : 'refused when called');
      if (schemes.includes(url)) expect(answer.status, url).toBe(422);
      if (answer.status !== 201) continue;
      const { id } = (await answer.json()) as Webhook;
      made.push(id);
      await client.post(`/webhooks/${id}/test`);
    }
    for (const id of made) {
      const last = async () => (await client.get<List<Logged>>(`/webhooks/${id}/deliveries`)).items[0];
      await until(`webhook ${id} is settled`, async () => ['failed', 'retrying'].includes((await last())?.state ?? ''));
      expect((await last())?.status, `webhook ${id}`).toBeNull();
    }
    expect(reached).toBe(0);
    tally.tell();
  });

  it('is nothing inside for a mailbox that is tried', async () => {
    const tally = new Tally('mailboxes inwards');
    for (const name of inward) {
      const host = name.replaceAll(/[[\]]/g, '');
      const body = { host, port: mailPort, security: 'plain', login: 'x', secret: 'x', sign_in: 'password' };
      const answer = await tryOut(body);
      tally.count(answer.status);
      expect([200, 201, 422], name).toContain(answer.status);
      expect((await answer.text()).includes('* OK'), name).toBe(false);
    }
    // Most are only found out when they are resolved.
    expect(tally.of(201)).toBeGreaterThan(20);
    expect(reached).toBe(0);
    tally.tell();
  });

  it('is nothing inside for the token of a mailbox', async () => {
    const tally = new Tally('token addresses inwards');
    for (const url of [...urls(), ...schemes, ...inward.map((name) => `https://${name}:${port}/`)]) {
      const body = {
        host: 'imap.example',
        login: 'x',
        secret: 'x',
        sign_in: 'oauth',
        token_url: url,
        client_id: 'c',
        port: 993,
        security: 'tls',
      };
      const answer = await tryOut(body);
      tally.count(answer.status);
      expect([200, 201, 422], url).toContain(answer.status);
    }
    expect(reached).toBe(0);
    tally.tell();
  });

  it('is nothing inside for a picture that a mail names', async () => {
    const tally = new Tally('pictures inwards');
    const named = [...urls(), ...schemes].map((url) => `<img src="${url.replaceAll('&', '&amp;')}">`);
    const head = 'From: eve@evil.example\r\nTo: help\r\nSubject: Look\r\nMessage-ID: <pictures@evil.example>\r\n';
    const answer = await fetch(`${world.host.address}/api/v1/mail?mailbox=${mark}-help`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.host.token}`, 'Content-Type': 'message/rfc822' },
      body: `${head}Content-Type: text/html; charset=utf-8\r\n\r\n<p>Look.</p>${named.join('')}`,
    });
    const { ticket_id, message_id } = (await answer.json()) as { ticket_id: number; message_id: number };
    for (let index = 0; index <= named.length; index += 1) {
      const picture = await world.asOwner(`/tickets/${ticket_id}/messages/${message_id}/remote_images/${index}`);
      tally.count(picture.status);
      expect([403, 404, 422, 503], named[index]).toContain(picture.status);
    }
    // Where the address is in nobody's network, the connection is refused as such.
    expect(tally.of(403)).toBeGreaterThan(20);
    expect(reached).toBe(0);
    tally.tell();
  });

  it('is nothing inside for the mail server of a brand', async () => {
    const tally = new Tally('mail servers inwards');
    for (const name of inward) {
      const host = name.replaceAll(/[[\]]/g, '');
      const set = await world.asOwner(`/senders/${world.ours.brand_id}`, 'PATCH', { host, port: mailPort, security: 'none' });
      tally.count(set.status);
      if (set.status >= 300) continue;
      const probe = await world.asOwner(`/senders/${world.ours.brand_id}/probes`, 'POST', {});
      expect(probe.status, name).toBeLessThan(500);
    }
    expect(reached).toBe(0);
    tally.tell();
  });
});

describe('a redirect', () => {
  it('inwards is not followed, even where the own network may be called', async () => {
    let reached = 0;
    const inside = createServer((_, response) => response.end(String(reached++))).listen(0, '127.0.0.1');
    const target = () => `http://127.0.0.1:${(inside.address() as AddressInfo).port}/`;
    const outside = createServer((_, response) => response.writeHead(307, { Location: target() }).end()).listen(0, '127.0.0.1');
    await until('the servers', async () => inside.listening && outside.listening);
    const world = await World.build('sqlite', ['--webhook-allow-private', 'true']);
    const client = world.host.client();
    const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
    const { id } = await client.post<Webhook>('/webhooks', { url, events: ['nothing.'] });
    await client.post(`/webhooks/${id}/test`);
    const last = async () => (await client.get<List<Logged>>(`/webhooks/${id}/deliveries`)).items[0];
    await until('the answer', async () => (await last())?.status === 307);
    expect(reached).toBe(0);
    await world.remove();
    inside.close();
    outside.close();
  });
});
