import { createTransport } from 'nodemailer';
import type { Kind } from './database.ts';
import { Host } from './host.ts';
import { parsed } from './mail_reading.ts';
import { freePort } from './mail_servers.ts';
import { makeMailbox } from './mailbox.ts';
import { until } from './program.ts';
import { Relay, type Taken } from './relay.ts';

/** A host with its mailbox, which mail reaches by LMTP and leaves by SMTP. */
export class Party {
  readonly relay = new Relay();
  readonly address: string;
  readonly lmtpPort: number;
  host!: Host;

  private constructor(domain: string, lmtpPort: number) {
    this.address = `support@${domain}`;
    this.lmtpPort = lmtpPort;
  }

  static async start(kind: Kind, domain: string): Promise<Party> {
    const party = new Party(domain, await freePort());
    const smtp = ['--smtp-url', `smtp://127.0.0.1:${await party.relay.start()}`, '--mailbox-heartbeat-minutes', '0'];
    party.host = await Host.start(kind, ['--undo-seconds', '0', '--lmtp', `127.0.0.1:${party.lmtpPort}`, ...smtp]);
    await party.host.client().patch('/brands/1', { sender_name: domain, sender_address: party.address, domain });
    await makeMailbox(party.host, 'support', party.address);
    return party;
  }

  /** By LMTP, as a mail server does it. */
  async take(from: string, raw: string): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: this.lmtpPort, lmtp: true, ignoreTLS: true });
    await transport.sendMail({ envelope: { from, to: [this.address] }, raw });
    transport.close();
  }

  /** Nothing is written down that has not left, or waits for its time. */
  async isQuiet(): Promise<boolean> {
    await this.host.caughtUp();
    const { items } = await this.host.client().get<{ items: { state: string; attempts: number }[] }>('/outbox', { limit: 500 });
    return items.every((mail) => mail.state !== 'queued' || mail.attempts > 0) && this.relay.atOnce === 0;
  }

  async stop(): Promise<void> {
    await this.host?.remove();
    await this.relay.stop();
  }
}

/** Until nobody has anything left to say; how many mails the parties sent meanwhile. */
export async function settle(parties: Party[], begin: () => Promise<unknown>): Promise<number> {
  const count = () => parties.reduce((sum, party) => sum + party.relay.taken.length, 0);
  const before = count();
  await begin();
  let last = -1;
  const rests = async () => {
    const now = count();
    const quiet = (await Promise.all(parties.map((party) => party.isQuiet()))).every(Boolean) && now === count();
    // Twice in a row: a mail may have gone over to a party that had just been looked at.
    const same = quiet && now === last;
    last = quiet ? now : -1;
    return same;
  };
  await until('everybody has said what they have to say', rests, 120_000);
  return count() - before;
}

let letters = 0;

export interface Letter {
  from: string;
  to: string;
  subject: string;
  headers?: string[];
  text?: string;
}

export function letter({ from, to, subject, headers = [], text = 'Nothing loads.' }: Letter): string {
  letters += 1;
  const id = `<letter-${letters}@${from.slice(from.indexOf('@') + 1)}>`;
  return [...headers, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: ${id}`, '', text, ''].join('\r\n');
}

/** Takes away all that says who wrote a mail and what it answers, as bad programs do. */
export function stripped({ raw }: Taken, from: string, to: string): string {
  const { head } = parsed(raw);
  const subject = (head.get('subject') ?? '').replace(/\[#\d+\]/g, '');
  return letter({ from, to, subject, text: 'I am away.' });
}

/** The report of a server that could not deliver. */
export function bounce(taken: Taken, to: string): string {
  const recipient = taken.to[0] ?? '';
  const report = ['Reporting-MTA: dns; mx.example', '', `Final-Recipient: rfc822; ${recipient}`, 'Action: failed', 'Status: 5.1.1'];
  const parts = [
    ['Content-Type: text/plain', '', 'Sorry.'],
    ['Content-Type: message/delivery-status', '', ...report, 'Diagnostic-Code: smtp; 550 5.1.1 no such user'],
    ['Content-Type: message/rfc822', '', taken.raw],
  ].map((lines) => ['--b', ...lines, ''].join('\r\n'));
  const type = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b';
  const head = letter({
    from: 'MAILER-DAEMON@mx.example',
    to,
    subject: 'Undelivered Mail',
    headers: [type, 'MIME-Version: 1.0'],
    text: '',
  });
  return `${head}${parts.join('')}--b--\r\n`;
}
