import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ticket } from '@goodhost/shared/api.ts';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Party } from './loop_lab.ts';
import { parsed } from './mail_reading.ts';
import { program, until } from './program.ts';

const runFile = promisify(execFile);
const has = (name: string) => existsSync(`/usr/bin/${name}`);

/** What a mail client makes of a mail of ours, and whether its answer finds the ticket. */
describe('an answer to our mail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'goodhost-clients-'));
  let party: Party;

  beforeAll(async () => {
    party = await Party.start('sqlite', 'alpha.example');
  }, 120_000);
  afterAll(async () => {
    await party?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A ticket of that customer with an answer of ours, as it left. */
  async function answered(address: string): Promise<{ id: number; raw: string; head: Map<string, string> }> {
    const contact = { email: address, name: 'Customer' };
    const ticket = await party.host.client().post<Ticket>('/tickets', { subject: `Größe of ${address}`, body_text: 'Help.', contact });
    await party.host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'Since when?' });
    const ours = () => party.relay.to(address).find((one) => one.raw.includes('Since when?'));
    await until('our answer', async () => ours() !== undefined);
    const raw = ours()?.raw ?? '';
    return { id: ticket.id, raw, head: parsed(raw).head };
  }

  async function continues(id: number, words: string): Promise<void> {
    const ticket = () => party.host.client().get<Ticket>(`/tickets/${id}`);
    await until(`${words} is on ticket ${id}`, async () => (await ticket()).messages.some((one) => one.body_text.includes(words)));
    const said = (await ticket()).messages.find((one) => one.body_text.includes(words));
    expect(said?.body_text.trim()).toBe(words);
  }

  const replyTo = (head: Map<string, string>) => /<([^>]+)>/.exec(head.get('reply-to') ?? '')?.[1] ?? '';

  it.skipIf(!has('swaks'))('by swaks finds its ticket by the address alone', async () => {
    const { id, head } = await answered('swaks@shop.example');
    expect(replyTo(head)).toMatch(/^support\+t\d+-[0-9a-f]{24}@alpha\.example$/);
    const server = ['--protocol', 'LMTP', '--server', '127.0.0.1', '--port', String(party.lmtpPort)];
    const words = ['--header', 'Subject: Another subject', '--body', 'Words of swaks.'];
    await runFile('swaks', [...server, '--from', 'swaks@shop.example', '--to', replyTo(head), ...words]);
    await continues(id, 'Words of swaks.');
  });

  it('by nodemailer finds its ticket by In-Reply-To and References', async () => {
    const { id, head } = await answered('node@shop.example');
    const transport = createTransport({ host: '127.0.0.1', port: party.lmtpPort, lmtp: true, ignoreTLS: true });
    const inReplyTo = head.get('message-id') ?? '';
    const references = `${head.get('references') ?? ''} ${inReplyTo}`.trim();
    const subject = `Re: ${head.get('subject')?.replace(/\[#\d+\]/, '')}`;
    await transport.sendMail({
      from: 'node@shop.example',
      to: party.address,
      subject,
      inReplyTo,
      references,
      text: 'Words of nodemailer.',
    });
    transport.close();
    await continues(id, 'Words of nodemailer.');
  });

  it.skipIf(!has('mutt') || !has('script'))('by mutt goes where it shall, with our words below', async () => {
    const { id, raw, head } = await answered('mutt@shop.example');
    const box = join(folder, 'box');
    writeFileSync(box, Buffer.from(`From host Sun Nov 22 12:00:00 2026\n${raw.replaceAll('\r\n', '\n')}\n`, 'latin1'));
    const script = (name: string, line: string) => {
      const path = join(folder, name);
      writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
      return path;
    };
    const editor = script('editor', `{ echo 'Words of mutt.'; echo; cat "$1"; } > ${folder}/new && cat ${folder}/new > "$1"`);
    const deliver = [program, 'mail', 'deliver', '--mailbox', 'support', ...party.host.place].map((word) => `'${word}'`).join(' ');
    const send = script('send', `tee ${folder}/sent | ${deliver}`);
    const settings = join(folder, 'muttrc');
    const lines = ['from="mutt@shop.example"', `editor="${editor}"`, `sendmail="${send}"`, 'autoedit=yes', 'fast_reply=yes'];
    // Without its folder it asks whether to make one.
    const quiet = [
      `folder="${folder}"`,
      'include=yes',
      'reply_to=yes',
      'copy=no',
      'realname="Mutt"',
      'use_envelope_from=yes',
      'wait_key=no',
      'recall=no',
    ];
    writeFileSync(settings, [...lines, ...quiet].map((line) => `set ${line}\n`).join(''));
    const mutt = `mutt -n -F ${settings} -f ${box} -e 'push "ryx"'`;
    const env = { ...process.env, HOME: folder, TERM: 'xterm', LANG: 'C.UTF-8' };
    // Its standard input stays open: a terminal that ends takes mutt with it.
    await runFile('script', ['-qec', mutt, '/dev/null'], { env, timeout: 60_000 });
    await continues(id, 'Words of mutt.');
    const sent = parsed((await runFile('cat', [join(folder, 'sent')])).stdout.replaceAll('\n', '\r\n')).head;
    expect(sent.get('to')).toContain(replyTo(head));
    expect(sent.get('in-reply-to')).toBe(head.get('message-id'));
    expect(sent.get('references')).toContain(head.get('message-id') ?? '-');
  });
});
