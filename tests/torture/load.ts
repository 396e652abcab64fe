import { createHash } from 'node:crypto';
import { runWell } from '../journeys/program.ts';
import type { Random } from '../journeys/random.ts';
import { type Api, Refused, Unknown } from './api.ts';
import { type Ledger, wordsOf } from './ledger.ts';
import { type Door, deliverByLmtp, mailOf } from './mail.ts';
import { mailbox } from './place.ts';

/** Something that is to be done once, however often it is tried. Ends well when it was acknowledged. */
interface Deed {
  mark: string;
  what: string;
  perform: () => Promise<void>;
}

export interface Doors {
  api: Api;
  lmtp: Door;
  /** Of the command that takes mail from a pipe. */
  flags: string[];
}

const workers = 5;
const settleWithin = 60_000;

/** Agents, programs and mail servers at work: each keeps what it was not told of and tries it again. */
export class Load {
  /** What was tried and not acknowledged. */
  readonly unsettled: Deed[] = [];
  /** Answers that no program can make anything of. */
  readonly broken: string[] = [];
  private readonly doors: Doors;
  private readonly ledger: Ledger;
  private readonly random: Random;
  private running: Promise<void>[] = [];
  private stopped = false;
  private lastFault = '';

  constructor(doors: Doors, ledger: Ledger, random: Random) {
    this.doors = doors;
    this.ledger = ledger;
    this.random = random;
  }

  /** Begins with some tickets, so that there is something to work on. */
  async start(): Promise<void> {
    await Promise.all(Array.from({ length: 3 }, () => this.attempt(this.ticket())));
    this.running = Array.from({ length: workers }, () => this.work());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  /** What is still open is tried again until it is acknowledged. */
  async settle(): Promise<void> {
    const end = Date.now() + settleWithin;
    while (this.unsettled.length > 0) {
      const again = this.unsettled.splice(0);
      await Promise.all(again.map((deed) => this.attempt(deed)));
      if (this.unsettled.length === 0) return;
      if (Date.now() > end) throw new Error(`${this.unsettled.length} are not acknowledged after the fault: ${this.lastFault}`);
      await pause(100);
    }
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      const settled = await this.attempt(this.next());
      // A program that met a closed door does not hammer at it.
      await pause(settled ? 5 : 60);
    }
  }

  private async attempt(deed: Deed): Promise<boolean> {
    try {
      await deed.perform();
      return true;
    } catch (error) {
      if (error instanceof Refused) this.ledger.refused.set(deed.mark, `${deed.what}: ${error.message}`);
      else if (error instanceof Unknown) this.unsettled.push(deed);
      else this.broken.push(`${deed.what}: ${(error as Error).message}`);
      this.lastFault = `${deed.what}: ${(error as Error).message}`;
      return false;
    }
  }

  private next(): Deed {
    const roll = this.random.below(100);
    const open = this.ledger.open();
    if (roll < 22 || open.length < 2) return this.ticket();
    const ticket = this.random.pick(open);
    if (roll < 40) return this.message(ticket, 'reply');
    if (roll < 50) return this.message(ticket, 'note');
    if (roll < 60) return this.file(ticket);
    if (roll < 66) return this.scheduled(ticket);
    if (roll < 76) return this.mail('LMTP', (raw) => deliverByLmtp(this.doors.lmtp, raw));
    if (roll < 84) return this.mail('the API', (raw) => this.mailByApi(raw));
    if (roll < 85) return this.mail('a pipe', (raw) => this.mailByPipe(raw));
    if (roll < 93) return this.read(ticket);
    return this.merge(ticket, this.random.pick(open.filter((one) => one !== ticket)));
  }

  private ticket(): Deed {
    const mark = this.ledger.nextMark();
    const contact = { email: `contact${this.random.below(9)}@customer.example`, name: 'A Contact' };
    const body = { subject: `Problem ${mark}`, body_text: wordsOf(mark), contact };
    return this.deed(mark, 'a ticket', async () => {
      const made = await this.doors.api.post<{ id: number }>('/tickets', body, mark);
      this.ledger.tickets.set(mark, made.id);
      this.ledger.messages.set(mark, { ticket: made.id, kind: 'message' });
    });
  }

  private message(ticket: number, kind: 'reply' | 'note'): Deed {
    const mark = this.ledger.nextMark();
    return this.deed(mark, `a ${kind} to ${ticket}`, async () => {
      await this.say(ticket, mark, { kind });
      this.ledger.messages.set(mark, { ticket, kind });
    });
  }

  private scheduled(ticket: number): Deed {
    const mark = this.ledger.nextMark();
    const send_at = new Date(Date.now() + 1200).toISOString();
    return this.deed(mark, `a scheduled reply to ${ticket}`, async () => {
      await this.say(ticket, mark, { kind: 'reply', send_at });
      this.ledger.messages.set(mark, { ticket, kind: 'scheduled' });
    });
  }

  private file(ticket: number): Deed {
    const mark = this.ledger.nextMark();
    const bytes = Buffer.alloc(1000 + this.random.below(60_000), `${mark} `);
    const name = `${mark}.log`;
    let upload: number | null = null;
    return this.deed(mark, `a file on ${ticket}`, async () => {
      // What was acknowledged is not sent again.
      upload ??= (await this.doors.api.send<{ id: number }>('POST', '/uploads', { raw: bytes, headers: { 'X-File-Name': name } })).id;
      await this.say(ticket, mark, { kind: 'note', attachment_ids: [upload] });
      this.ledger.messages.set(mark, { ticket, kind: 'note' });
      this.ledger.files.set(mark, { name, sha256: createHash('sha256').update(bytes).digest('hex') });
    });
  }

  private async say(ticket: number, mark: string, more: Record<string, unknown>): Promise<void> {
    await this.doors.api.post(`/tickets/${ticket}/messages`, { body_text: wordsOf(mark), ...more }, mark);
  }

  private mail(way: string, send: (raw: string) => Promise<void>): Deed {
    const mark = this.ledger.nextMark();
    const raw = mailOf(mark, wordsOf(mark));
    return this.deed(mark, `a mail by ${way}`, async () => {
      await send(raw);
      this.ledger.messages.set(mark, { ticket: null, kind: 'message' });
    });
  }

  private async mailByApi(raw: string): Promise<void> {
    await this.doors.api.send('POST', '/mail?mailbox=support', { raw, headers: { 'Content-Type': 'message/rfc822' } });
  }

  /** Exit code 75 is what a mail server understands as `try again later`. */
  private async mailByPipe(raw: string): Promise<void> {
    await runWell(['mail', 'deliver', ...this.doors.flags, '--mailbox', mailbox], raw).catch((error: Error) => {
      if (/ended with (75|null)/.test(error.message)) throw new Unknown(error.message);
      throw error;
    });
  }

  private read(ticket: number): Deed {
    return this.deed(`read-${ticket}`, `a read mark on ${ticket}`, async () => {
      const { messages } = await this.doors.api.get<{ messages: { id: number }[] }>(`/tickets/${ticket}`);
      const up_to = messages.at(-1)?.id ?? 0;
      await this.doors.api.send('PUT', `/tickets/${ticket}/read`, { body: { up_to } });
      this.ledger.reads.set(ticket, up_to);
    });
  }

  private merge(ticket: number, into: number): Deed {
    const key = `merge-${ticket}-${into}`;
    this.ledger.merged.add(ticket);
    return this.deed(key, `${ticket} merged into ${into}`, async () => {
      await this.doors.api.post(`/tickets/${ticket}/merge`, { into_ticket_id: into }, key);
    });
  }

  private deed(mark: string, what: string, perform: () => Promise<void>): Deed {
    return { mark, what, perform };
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
