import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ticket } from '@goodhost/shared/api.ts';
import { describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { run, runWell, serve, until } from './program.ts';

const budget = 3000;

describe.each(kinds)('starting on %s', (kind) => {
  it('takes less than three seconds, on an empty folder and again', async () => {
    const host = new Host(kind);
    const times: number[] = [];
    for (let round = 0; round < 2; round++) {
      const began = Date.now();
      await host.serve();
      times.push(Date.now() - began);
      expect(await host.stop()).toBe(0);
    }
    console.log(`${kind}: ready after ${times.join(' ms, then ')} ms`);
    expect(Math.max(...times)).toBeLessThan(budget);
    await host.remove();
  });

  it('ends in order when it is told to stop, every time', async () => {
    const host = new Host(kind);
    for (let round = 0; round < 8; round++) {
      await host.serve();
      const { log } = host.node;
      expect(await host.stop()).toBe(0);
      expect(log.at(-1)).toContain('"event":"stopped"');
    }
    await host.remove();
  });

  it('names a setting that it does not know, and does not start', async () => {
    const ended = await run(['serve', '--data', '/nonexistent/nowhere', '--listen', 'nonsense']);
    expect(ended.code).not.toBe(0);
    expect(ended.err).not.toBe('');
  });

  it('goes on with the trail at once after kill -9: what the killed one held is free', async () => {
    const host = await Host.start(kind);
    const post = (subject: string) => host.client().post('/tickets', { subject, body_text: 'Verbena.', contact: { email: 'a@b.example' } });
    await Promise.all(Array.from({ length: 20 }, (_, index) => post(`Before the kill ${index}`)));
    await host.kill();
    await host.serve();
    const began = Date.now();
    await post('After the kill');
    await host.caughtUp();
    expect(Date.now() - began).toBeLessThan(10_000);
    await host.remove();
  });
});

describe('two nodes', () => {
  it('start at once on one empty PostgreSQL, and each sees what the other takes', async () => {
    const host = new Host('postgres');
    const other = mkdtempSync(join(tmpdir(), 'goodhost-node-'));
    writeFileSync(join(host.data, 'secret.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
    copyFileSync(join(host.data, 'secret.key'), join(other, 'secret.key'));
    const [second] = await Promise.all([serve(['--data', other, '--database', host.database.url]), host.serve()]);
    await host.setUp();
    const made = await host
      .client()
      .post<Ticket>('/tickets', { subject: 'Seen by both', body_text: 'Words.', contact: { email: 'a@b.example' } });
    const headers = { Authorization: `Bearer ${host.token}` };
    const there = await fetch(`${second.address}/api/v1/tickets/${made.id}`, { headers });
    expect(((await there.json()) as Ticket).subject).toBe('Seen by both');
    await host.caughtUp();
    await host.kill();
    await until('the other has the trail to itself', async () => {
      const answer = await fetch(`${second.address}/api/v1/consumers`, { headers });
      return ((await answer.json()) as { items: { lag: number }[] }).items.every((one) => one.lag === 0);
    });
    await second.end('SIGTERM');
    await runWell(['verify', ...host.place]);
    await host.remove();
    rmSync(other, { recursive: true, force: true });
  });
});
