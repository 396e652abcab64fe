import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ticket, TicketDeliveries } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host } from './host.ts';
import { parsed } from './mail_reading.ts';
import { type Node, serve, until } from './program.ts';
import { Relay } from './relay.ts';

const mails = 150;
const kills = 6;

describe('kill -9 of two nodes on one PostgreSQL while mail goes out', () => {
  const relay = new Relay();
  const other = mkdtempSync(join(tmpdir(), 'goodhost-node-'));
  let host: Host;
  let second: Node;
  let settings: string[];
  let ticket: Ticket;

  const serveSecond = () => serve(['--data', other, '--database', host.database.url, ...settings]);

  beforeAll(async () => {
    settings = ['--undo-seconds', '0', '--smtp-url', `smtp://127.0.0.1:${await relay.start()}`, '--mailbox-heartbeat-minutes', '0'];
    host = await Host.start('postgres', settings);
    await host.client().patch('/brands/1', { sender_address: 'support@host.example' });
    copyFileSync(join(host.data, 'secret.key'), join(other, 'secret.key'));
    second = await serveSecond();
    const contact = { email: 'ann@shop.example', name: 'Ann' };
    ticket = await host.client().post<Ticket>('/tickets', { subject: 'Down', body_text: 'Help.', contact });
  }, 120_000);
  afterAll(async () => {
    await second?.end('SIGTERM');
    await host?.remove();
    await relay.stop();
    rmSync(other, { recursive: true, force: true });
  });

  /** How often each mail was taken, by its Message-ID. */
  const taken = () => {
    const counts = new Map<string, number>();
    for (const { raw } of relay.taken) {
      const id = parsed(raw).head.get('message-id') ?? '';
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  };

  it('loses none, and sends none twice without saying so', async () => {
    // Nothing is taken until all is written, and then so slowly that every kill meets mails that were never tried.
    let letGo = () => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    relay.pass = () => held;
    relay.slow = 500;
    for (let n = 0; n < mails; n += 1)
      await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: `Word ${n}.` });
    letGo();
    for (let kill = 0; kill < kills; kill += 1) {
      const before = relay.taken.length;
      await until('mail goes out', async () => relay.taken.length > before + 2, 120_000);
      // Some are in the middle of being taken now.
      await until('one is on its way', async () => relay.atOnce > 0);
      if (kill % 2) {
        await second.end('SIGKILL');
        second = await serveSecond();
      } else {
        await host.kill();
        await host.serve();
      }
    }
    relay.slow = 0;
    const sent = async () => (await host.client().get<TicketDeliveries>(`/tickets/${ticket.id}/deliveries`)).sent;
    await until('all have gone', async () => (await sent()).filter((one) => one.state === 'sent').length === mails + 1, 240_000);
    const counts = [...taken().values()];
    const doubtful = (await sent()).filter((one) => one.lost_answers > 0).length;
    const twice = counts.filter((count) => count > 1).length;
    console.log(`${kills} kills: ${mails + 1} mails, ${twice} arrived twice, ${doubtful} say that they may have`);
    expect(counts).toHaveLength(mails + 1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
    expect(twice).toBeLessThanOrEqual(doubtful);
    expect(doubtful).toBeGreaterThan(0);
  }, 600_000);
});
