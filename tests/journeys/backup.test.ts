import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ticket, Upload } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { run, runWell, until } from './program.ts';

const damaged = 3;

function bytesOf(index: number): string {
  return `The log of shop ${index}. `.repeat(500);
}

/** A ticket with a file of its own. */
async function makeTicket(host: Host, index: number): Promise<number> {
  const client = host.client();
  const upload = await client.post<Upload>('/uploads', undefined, { raw: bytesOf(index), headers: { 'X-File-Name': `shop-${index}.log` } });
  const contact = { email: `shop${index}@customer.example` };
  const made = await client.post<Ticket>('/tickets', {
    subject: `Shop ${index}`,
    body_text: 'See the log.',
    contact,
    attachment_ids: [upload.id],
  });
  return made.id;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
}

describe.each(kinds)('a backup while others write on %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'goodhost-backup-'));
  const before: number[] = [];
  let made = 0;
  let host: Host;

  beforeAll(async () => {
    host = await Host.start(kind);
    while (before.length < 20) before.push(await makeTicket(host, ++made));
    let writing = true;
    const writers = Array.from({ length: 4 }, async () => {
      while (writing) await makeTicket(host, ++made);
    });
    const since = made;
    await until('writers write', async () => made > since + 8);
    await runWell(['backup', ...host.place, folder]);
    writing = false;
    await Promise.all(writers);
    expect(made).toBeGreaterThan(before.length + 8);
  });
  afterAll(async () => {
    await host?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is restored whole: tickets, files, chain, tokens', async () => {
    const copy = new Host(kind);
    await runWell(['restore', ...copy.place, folder]);
    expect((await run(['verify', ...copy.place])).code).toBe(0);
    await copy.serve();
    copy.token = host.token;
    for (const [at, id] of before.entries()) {
      const ticket = await copy.client().get<Ticket>(`/tickets/${id}`);
      expect(ticket.subject).toBe(`Shop ${at + 1}`);
      const file = await fetch(copy.address + ticket.messages[0]?.attachments[0]?.url, {
        headers: { Authorization: `Bearer ${copy.token}` },
      });
      expect(
        createHash('sha256')
          .update(await file.text())
          .digest('hex'),
      ).toBe(
        createHash('sha256')
          .update(bytesOf(at + 1))
          .digest('hex'),
      );
    }
    await makeTicket(copy, 9999);
    await copy.caughtUp();
    await copy.stop();
    expect((await run(['verify', ...copy.place])).code).toBe(0);
    await copy.remove();
  });

  it('goes into an empty folder only', async () => {
    expect((await run(['restore', ...host.place, folder])).err).toContain('app.folder_not_empty');
    expect((await run(['backup', ...host.place, folder])).err).toContain('app.folder_not_empty');
  });

  it.each(['a stored file', 'the database', 'a missing file'])('is refused when %s is damaged, and says which', async (what) => {
    const broken = mkdtempSync(join(tmpdir(), 'goodhost-broken-'));
    cpSync(folder, broken, { recursive: true });
    const names = filesBelow(broken);
    const of = (test: (name: string) => boolean) => names.find(test) ?? '';
    const name = what === 'the database' ? of((one) => /^goodhost\.(db|dump)$/.test(one)) : of((one) => one.startsWith('files/'));
    const bytes = readFileSync(join(broken, name));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    if (what === 'a missing file') rmSync(join(broken, name));
    else writeFileSync(join(broken, name), bytes);
    const target = new Host(kind);
    const ended = await run(['restore', ...target.place, broken]);
    expect(ended.code).toBe(damaged);
    expect(ended.err).toContain(name);
    expect(existsSync(join(target.data, 'goodhost.db'))).toBe(false);
    await target.remove();
    rmSync(broken, { recursive: true });
  });
});
