import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ticket } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure } from './figures.ts';
import type { Host } from './host.ts';
import { mailServersRun } from './mail_servers.ts';
import { allMessages, healthOf, listTickets, makeMailbox } from './mailbox.ts';
import { Mailworks } from './mailworks.ts';
import { program, until } from './program.ts';

const runFile = promisify(execFile);
/** A sanitizer's own memory is several times that of the program. */
const sanitized = /asan|tsan/.test(program);

function percentile(sorted: number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

describe.skipIf(!mailServersRun)('a working day of mail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'goodhost-clients-'));
  let works: Mailworks;

  beforeAll(async () => {
    works = await Mailworks.start('sqlite');
  }, 120_000);
  afterAll(async () => {
    await works?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is on the desk within two seconds', async () => {
    const transport = works.transport();
    for (const address of ['support@lmtp.example', 'support@imap.example']) {
      const times: number[] = [];
      for (let index = 0; index < 30; ++index) {
        const subject = `Latency ${address} ${index}`;
        await transport.sendMail({ from: `a${index}@shop.example`, to: address, subject, text: 'Now.' });
        const began = performance.now();
        await until(subject, async () => {
          const page = await works.host
            .client()
            .get<{ items: { subject: string }[] }>('/tickets', { view: 'all', sort: 'created', limit: 3 });
          return page.items.some((row) => row.subject === subject);
        });
        times.push(performance.now() - began);
      }
      times.sort((a, b) => a - b);
      const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
      figure(`arrival to desk, ${address}`, { p50_ms: p50, p99_ms: p99 });
      expect(p99).toBeLessThan(2000);
    }
    transport.close();
  });

  /** A ticket of `address` with an answer; the answer's Message-ID. */
  async function answeredTicket(address: string): Promise<{ id: number; sent: string }> {
    const contact = { email: address, name: 'Customer' };
    const ticket = await works.host.client().post<Ticket>('/tickets', { subject: `Of ${address}`, body_text: 'Help.', contact });
    await works.host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'Since when?' });
    let sent = '';
    await until('the answer is written down', async () => {
      sent = (await works.host.mailsTo(address)).find((mail) => mail.kind === 'reply')?.source_id ?? '';
      return sent !== '';
    });
    return { id: ticket.id, sent };
  }

  async function continues(id: number, words: string): Promise<void> {
    await until(`${words} is on ticket ${id}`, async () => {
      const ticket = await works.host.client().get<Ticket>(`/tickets/${id}`);
      return ticket.messages.some((message) => message.body_text.includes(words));
    });
  }

  it('continues a ticket from swaks', async () => {
    const { id, sent } = await answeredTicket('swaks@shop.example');
    const server = ['--server', '127.0.0.1', '--port', String(works.postfix.port)];
    const head = ['--header', `In-Reply-To: <${sent}>`, '--header', 'Subject: Re: it'];
    await runFile('swaks', [
      ...server,
      '--from',
      'swaks@shop.example',
      '--to',
      'support@lmtp.example',
      ...head,
      '--body',
      'Words of swaks.',
    ]);
    await continues(id, 'Words of swaks.');
  });

  it('continues a ticket from nodemailer', async () => {
    const { id, sent } = await answeredTicket('node@shop.example');
    const transport = works.transport();
    const references = [`<unknown@shop.example>`, `<${sent}>`];
    await transport.sendMail({
      from: 'node@shop.example',
      to: 'support@imap.example',
      subject: 'Re: it',
      references,
      text: 'Words of nodemailer.',
    });
    transport.close();
    await continues(id, 'Words of nodemailer.');
  });

  it('continues a ticket from imapflow, which puts the mail into the folder itself', async () => {
    const { id, sent } = await answeredTicket('flow@shop.example');
    const client = await works.imap();
    const head = `From: flow@shop.example\r\nTo: support@imap.example\r\nSubject: Re: it\r\nIn-Reply-To: <${sent}>\r\n`;
    await client.append('INBOX', `${head}Message-ID: <flow-1@shop.example>\r\n\r\nWords of imapflow.\r\n`);
    await client.logout();
    await continues(id, 'Words of imapflow.');
  });

  it('continues a ticket from mutt', async () => {
    const { id, sent } = await answeredTicket('mutt@shop.example');
    const draft = join(folder, 'draft');
    writeFileSync(draft, `From: mutt@shop.example\nTo: support@lmtp.example\nSubject: Re: it\nIn-Reply-To: <${sent}>\n\nWords of mutt.\n`);
    const settings = join(folder, 'muttrc');
    const lines = [
      `set smtp_url="smtp://127.0.0.1:${works.postfix.port}"`,
      'set ssl_force_tls=no',
      'set from="mutt@shop.example"',
      'set copy=no',
    ];
    writeFileSync(settings, `${lines.join('\n')}\nset use_envelope_from=yes\n`);
    const mutt = runFile('mutt', ['-n', '-F', settings, '-H', draft], { env: { ...process.env, HOME: folder, TERM: 'dumb' } });
    mutt.child.stdin?.end();
    await mutt;
    await continues(id, 'Words of mutt.');
  });

  it('is put away into a folder of its own', async () => {
    const { id } = await makeMailbox(works.host, 'sorted', 'sorted@imap.example');
    const source = { ...works.source(), login: 'sorted', port: works.dovecot.port, security: 'starttls', moved_to: 'Goodhost' };
    await works.host.client().put(`/mailboxes/${id}/source`, source);
    const transport = works.transport();
    await transport.sendMail({ from: 'z@shop.example', to: 'sorted@imap.example', subject: 'To be sorted', text: 'Sort me.' });
    transport.close();
    await until('it has moved', async () => works.dovecot.count('sorted', '.Goodhost') === 1 && works.dovecot.count('sorted') === 0);
    expect((await listTickets(works.host)).filter((row) => row.subject === 'To be sorted')).toHaveLength(1);
  });

  it('is taken from each of several folders', async () => {
    const source = { ...works.source(), folders: ['INBOX', '고객 & Shop'] };
    const client = await works.imap();
    await client.mailboxCreate('고객 & Shop');
    await works.host.client().put(`/mailboxes/${works.imapBox}/source`, source);
    const letter = (subject: string) =>
      `From: y@shop.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@shop.example>\r\n\r\nHello.\r\n`;
    await until('both are read', async () => (await healthOf(works.host, works.imapBox)).state === 'working');
    for (const [folder, subject] of [
      ['INBOX', 'folder-1'],
      ['고객 & Shop', 'folder-2'],
    ] as const) {
      await client.append(folder, letter(subject));
      await until(subject, async () => (await listTickets(works.host)).some((row) => row.subject === subject));
    }
    await client.logout();
  });

  const large = (to: string) => ({
    from: 'large@shop.example',
    to,
    subject: `Large ${to}`,
    text: 'See.',
    attachments: [{ filename: 'large.bin', content: Buffer.alloc(50 << 20, `50 MB for ${to}. `) }],
  });
  const largeArrived = (to: string) =>
    until(to, async () => (await listTickets(works.host)).some((row) => row.subject === `Large ${to}`), 60_000);

  it.each(['support@lmtp.example', 'support@imap.example'])('with 50 MB attached costs the server little memory at %s', async (to) => {
    const before = memoryOf(works.host);
    const transport = works.transport();
    await transport.sendMail(large(to));
    transport.close();
    await largeArrived(to);
    const more = memoryOf(works.host).peak - before.now;
    figure(`50 MB attached, ${to}`, { before_mb: before.now, more_mb: more });
    if (!sanitized) expect(more).toBeLessThan(64);
  });

  it('with 50 MB attached costs the program at the end of a pipe little memory', async () => {
    const raw = (size: number) => {
      const content = Buffer.alloc(size, 'piped ').toString('base64').replaceAll(/.{76}/g, '$&\r\n');
      const head = `From: large@shop.example\r\nSubject: Large piped ${size}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee.\r\n`;
      return `${head}--b\r\nContent-Type: application/zip; name=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}\r\n--b--\r\n`;
    };
    const idle = peakOfPipe(works.host, raw(1000));
    const more = peakOfPipe(works.host, raw(50 << 20)) - idle;
    figure('50 MB attached, pipe', { before_mb: idle, more_mb: more });
    if (!sanitized) expect(more).toBeLessThan(64);
  });

  it('has every byte of the 50 MB', async () => {
    const all = (await allMessages(works.host)).filter((message) => message.ticket.subject.startsWith('Large '));
    const files = all.flatMap((message) => message.attachments).sort((a, b) => a.size - b.size);
    expect(files.map((file) => file.size)).toEqual([1000, 50 << 20, 50 << 20, 50 << 20]);
    const first = all.find((message) => message.ticket.subject === 'Large support@lmtp.example')?.attachments[0];
    const answer = await fetch(`${works.host.address}${first?.url}`, { headers: { Authorization: `Bearer ${works.host.token}` } });
    const given = large('support@lmtp.example').attachments[0]?.content;
    expect(given && Buffer.from(await answer.arrayBuffer()).equals(given)).toBe(true);
  });
});

/** In megabytes: now, and at most since this was last asked. */
function memoryOf(host: Host): { now: number; peak: number } {
  const place = `/proc/${host.node.process.pid}`;
  const status = readFileSync(`${place}/status`, 'utf8');
  const megabytes = (field: string) => Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  writeFileSync(`${place}/clear_refs`, '5');
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** The most memory of `goodhost mail deliver`, in megabytes. */
function peakOfPipe(host: Host, raw: string): number {
  const measured = 'import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=sys.stderr)';
  const script = `${measured}; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)`;
  const command = [program, 'mail', 'deliver', '--mailbox', 'lmtp', ...host.place];
  return Math.round(Number(execFileSync('python3', ['-c', script, ...command], { input: raw, encoding: 'utf8', stdio: 'pipe' })) / 1024);
}
