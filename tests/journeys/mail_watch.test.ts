import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailServersRun } from './mail_servers.ts';
import { healthOf, listTickets } from './mailbox.ts';
import { Mailworks } from './mailworks.ts';
import { serve, until } from './program.ts';

describe.skipIf(!mailServersRun)('a mailbox that is watched', () => {
  let works: Mailworks;
  beforeAll(async () => {
    works = await Mailworks.start('sqlite', (postfix) => ['--smtp-url', `smtp://127.0.0.1:${postfix.port}`]);
  }, 120_000);
  afterAll(() => works?.remove());

  it("gets a mail of our own by the way that all mail takes, and it is nobody's ticket", async () => {
    for (const box of [works.lmtpBox, works.imapBox])
      await until('the heartbeat came back', async () => (await healthOf(works.host, box)).heartbeat_seen_at !== null, 60_000);
    const health = await healthOf(works.host, works.imapBox);
    expect(health).toMatchObject({ state: 'working', alarm: false, arrived_at: null });
    expect(Date.parse(health.heartbeat_seen_at ?? '')).toBeGreaterThanOrEqual(Date.parse(health.heartbeat_sent_at ?? ''));
    expect(await listTickets(works.host)).toEqual([]);
  });

  it('raises an alarm when its server is gone, and goes on when it is back', async () => {
    works.dovecot.stop();
    await until('the alarm', async () => (await healthOf(works.host, works.imapBox)).alarm, 90_000);
    expect(await healthOf(works.host, works.imapBox)).toMatchObject({ state: 'failing', fault: 'connection' });
    const transport = works.transport();
    await transport.sendMail({ from: 'a@shop.example', to: 'support@imap.example', subject: 'While it was gone', text: 'Hello.' });
    transport.close();
    works.dovecot.start();
    const worksAgain = async () => (await healthOf(works.host, works.imapBox)).state === 'working';
    await until('it works again', worksAgain, 90_000);
    await until('what came meanwhile', async () => (await listTickets(works.host)).length === 1);
  });
});

describe.skipIf(!mailServersRun)('a mailbox with two nodes on one PostgreSQL', () => {
  const other = mkdtempSync(join(tmpdir(), 'goodhost-node-'));
  // Long enough for a busy machine to say in time that it lives.
  const short = ['--mailbox-lease-seconds', '12'];
  let works: Mailworks;
  beforeAll(async () => {
    works = await Mailworks.start('postgres', () => short);
    copyFileSync(join(works.host.data, 'secret.key'), join(other, 'secret.key'));
  }, 120_000);
  afterAll(async () => {
    await works?.remove();
    rmSync(other, { recursive: true, force: true });
  });

  const send = async (subject: string) => {
    const transport = works.transport();
    await transport.sendMail({ from: 'a@shop.example', to: 'support@imap.example', subject, text: subject });
    transport.close();
  };
  const taken = (log: string[]) => log.filter((line) => line.includes('imap.taken')).length;

  it('is read by one of them, and by the other when that one is killed', async () => {
    const more = ['--mailbox-allow-private', 'true', '--mailbox-authorities', works.dovecot.certificate, ...short];
    const second = await serve(['--data', other, '--database', works.host.database.url, ...more]);
    await send('To the first');
    await until('the first took it', async () => taken(works.host.node.log) === 1);
    expect(taken(second.log)).toBe(0);
    await works.host.kill();
    await send('To the second');
    await until('the second took it', async () => taken(second.log) === 1, 120_000);
    await works.host.serve();
    await send('To the second again');
    await until('the second has it still', async () => taken(second.log) === 2);
    expect(taken(works.host.node.log)).toBe(0);
    await second.end('SIGTERM');
    await send('To the first again');
    await until('it was let go', async () => taken(works.host.node.log) === 1);
    const subjects = (await listTickets(works.host)).map((row) => row.subject).sort();
    expect(subjects).toEqual(['To the first', 'To the first again', 'To the second', 'To the second again']);
  });
});
