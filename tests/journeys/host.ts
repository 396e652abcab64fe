import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@goodhost/shared/http.ts';
import { type Database, type Kind, newDatabase } from './database.ts';
import { type Node, runWell, serve, until } from './program.ts';

export const owner = { email: 'owner@host.example', password: 'a sentence nobody guesses' };

interface Jobs {
  items: { kind: string; waiting: number; running: number }[];
}

interface Consumers {
  items: { name: string; lag: number; failures: number; last_error: string }[];
}

export interface Mail {
  id: number;
  to_address: string;
  subject: string;
  kind: string;
  text: string;
  source_id: string;
  ticket_id: number | null;
}

/** A fresh installation with a brand and an owner, and the real program serving it. */
export class Host {
  readonly data = mkdtempSync(join(tmpdir(), 'goodhost-journey-'));
  readonly database: Database;
  private readonly more: string[];
  private node_: Node | null = null;
  token = '';

  constructor(kind: Kind, more: string[] = []) {
    this.database = newDatabase(kind);
    this.more = more;
  }

  static async start(kind: Kind, more: string[] = []): Promise<Host> {
    const host = new Host(kind, more);
    await host.serve();
    await host.setUp();
    return host;
  }

  get node(): Node {
    if (!this.node_) throw new Error('the host does not serve');
    return this.node_;
  }
  get address(): string {
    return this.node.address;
  }
  /** The flags that every command needs to find this installation. */
  get place(): string[] {
    return ['--data', this.data, ...(this.database.url ? ['--database', this.database.url] : [])];
  }

  async serve(): Promise<void> {
    this.node_ = await serve([...this.place, ...this.more]);
  }

  async stop(): Promise<number | null> {
    const code = await this.node.end('SIGTERM');
    this.node_ = null;
    return code;
  }

  async kill(): Promise<void> {
    await this.node.end('SIGKILL');
    this.node_ = null;
  }

  /** Somebody else has ended its node. */
  forget(): void {
    this.node_ = null;
  }

  async remove(): Promise<void> {
    if (this.node_) await this.stop();
    this.database.drop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** A client of the API who has the token's rights. */
  client(token = this.token): Client {
    const send: typeof fetch = (input, init) =>
      fetch(`${this.address}${input}`, {
        ...init,
        headers: { ...(init?.headers as Record<string, string>), Authorization: `Bearer ${token}` },
      });
    return createClient({ fetch: send });
  }

  async makeAgent(email: string, name: string, role = 'agent'): Promise<string> {
    await runWell(['user', 'create', ...this.place, '--email', email, '--name', name, '--role', role]);
    return this.makeToken(email);
  }

  makeToken(email: string): Promise<string> {
    return runWell(['token', 'create', ...this.place, '--agent', email]);
  }

  /** Waits until every consumer has handled all that is on the trail. */
  async caughtUp(): Promise<void> {
    let last = '';
    const none = async () => {
      const { items } = await this.client().get<Consumers>('/consumers');
      last = JSON.stringify(items.filter((one) => one.lag > 0 || one.failures > 0 || one.last_error));
      const followed = items.length > 0 && items.every((one) => one.lag === 0 && one.failures === 0);
      return followed && (await this.isAcknowledged());
    };
    await until('consumers have caught up', none).catch((error: Error) => {
      throw new Error(`${error.message}: ${last}`);
    });
  }

  /** An acknowledgement waits a moment for what is promised. */
  private async isAcknowledged(): Promise<boolean> {
    const { items } = await this.client().get<Jobs>('/jobs');
    return items.every((one) => one.kind !== 'email.acknowledge' || one.waiting + one.running === 0);
  }

  /** The mails to an address so far, newest first. */
  async mailsTo(address: string): Promise<Mail[]> {
    const { items } = await this.client().get<{ items: Mail[] }>('/outbox');
    const mine = items.filter((mail) => mail.to_address === address);
    return Promise.all(mine.map((mail) => this.client().get<Mail>(`/outbox/${mail.id}`)));
  }

  /** The path of the sign-in link that an address was sent. */
  async linkMailedTo(address: string): Promise<string> {
    let path: string | undefined;
    await until(`the sign-in link to ${address}`, async () => {
      const texts = (await this.mailsTo(address)).map((mail) => mail.text);
      path = texts.map((text) => /https?:\/\/[^/\s]+(\/\S*sign-in(?:\/link\?token|\?link)=\S+)/.exec(text)?.[1]).find(Boolean);
      return path !== undefined;
    });
    return path ?? '';
  }

  /** Makes the brand and the owner as the first visit does. */
  async setUp(): Promise<void> {
    let token: string | undefined;
    await until('the setup token', async () => {
      token = this.node.log.map((line) => /"token":"(\w+)"/.exec(line)?.[1]).find(Boolean);
      return token !== undefined;
    });
    const form = {
      token: token ?? '',
      name: 'Olga Owner',
      ...owner,
      brand_name: 'Host',
      domain: 'host.example',
      locale: 'en',
      time_zone: 'UTC',
    };
    const answer = await fetch(`${this.address}/setup`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`setup was answered with ${answer.status}: ${await answer.text()}`);
    this.token = await this.makeToken(owner.email);
  }
}
