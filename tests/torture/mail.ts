import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Refused, Unknown } from './api.ts';
import { mailbox } from './place.ts';

const patience = 20_000;

/** Where LMTP is spoken. */
export interface Door {
  host: string;
  port: number;
}

export function mailOf(mark: string, words: string): string {
  const head = [
    `From: Person ${mark} <person-${mark}@customer.example>`,
    `To: ${mailbox}`,
    `Message-ID: <${mark}@customer.example>`,
    `Date: ${new Date().toUTCString()}`,
    `Subject: By mail ${mark}`,
    'Content-Type: text/plain; charset=utf-8',
  ];
  return `${head.join('\r\n')}\r\n\r\n${words}\r\n`;
}

class Talk {
  private readonly socket: Socket;
  private readonly lines: AsyncIterableIterator<string>;

  constructor(door: Door) {
    this.socket = createConnection(door);
    this.socket.setTimeout(patience, () => this.socket.destroy());
    this.socket.on('error', () => {});
    this.lines = createInterface({ input: this.socket })[Symbol.asyncIterator]();
  }

  async say(text: string): Promise<string> {
    this.socket.write(text);
    return this.reply();
  }

  /** The last line of a reply. */
  async reply(): Promise<string> {
    for (;;) {
      const { value, done } = await this.lines.next().catch((error: Error) => {
        throw new Unknown(`LMTP: ${error.message}`);
      });
      if (done || value === undefined) throw new Unknown('the LMTP connection broke');
      if (value[3] !== '-') return value;
    }
  }

  end(): void {
    this.socket.destroy();
  }
}

/** One mail over LMTP, as a mail server does that keeps it until it hears 250. */
export async function deliverByLmtp(door: Door, raw: string): Promise<void> {
  const talk = new Talk(door);
  const steps = ['LHLO mx.customer.example\r\n', 'MAIL FROM:<bounce@customer.example>\r\n', `RCPT TO:<${mailbox}>\r\n`, 'DATA\r\n'];
  try {
    let reply = await talk.reply();
    for (const step of [...steps, `${raw.replace(/^\./gm, '..')}.\r\n`]) {
      if (reply.startsWith('5')) throw new Refused(Number(reply.slice(0, 3)), reply);
      if (!/^[23]/.test(reply)) throw new Unknown(`LMTP: ${reply}`);
      reply = await talk.say(step);
    }
    if (reply.startsWith('5')) throw new Refused(Number(reply.slice(0, 3)), reply);
    if (!reply.startsWith('2')) throw new Unknown(`LMTP: ${reply}`);
  } finally {
    talk.end();
  }
}
