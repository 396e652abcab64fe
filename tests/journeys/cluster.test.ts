import type { Ticket } from '@goodhost/shared/api.ts';
import { LiveClient, type SocketLike } from '@goodhost/shared/live.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { Cluster, haproxyRuns } from './cluster.ts';
import { owner } from './host.ts';
import { type Node, runWell, until } from './program.ts';

interface Rows {
  items: { id: number; subject: string }[];
  next_cursor: string | null;
  position: string;
}

const frozenSeconds = 60;

/** Asks for pages and opens tickets, so many at once, until it is told to stop. */
class Load {
  readonly opened = new Map<number, string>();
  readonly failures: string[] = [];
  requests = 0;
  private going = true;
  private readonly workers: Promise<void>[];

  constructor(ask: (path: string, init?: RequestInit) => Promise<Response>, name: string, pause = 20) {
    this.workers = Array.from({ length: 8 }, (_, worker) => this.work(ask, `${name} ${worker}`, pause));
  }

  private async work(ask: (path: string, init?: RequestInit) => Promise<Response>, name: string, pause: number): Promise<void> {
    for (let number = 0; this.going; number += 1) {
      await this.one(() => ask('/api/v1/tickets?view=open&limit=10'));
      const subject = `${name} ${number}`;
      // No Idempotency-Key: nobody may send it twice, and no answer may be lost.
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ subject, body_text: 'Down.', contact: { email: `c${number % 20}@shop.example` } });
      const answer = await this.one(() => ask('/api/v1/tickets', { method: 'POST', headers, body }));
      if (answer) this.opened.set(((await answer.json()) as Ticket).id, subject);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  private async one(ask: () => Promise<Response>): Promise<Response | null> {
    this.requests += 1;
    try {
      const answer = await ask();
      if (answer.ok) return answer;
      this.failures.push(`${answer.status} ${(await answer.text()).slice(0, 100)}`);
    } catch (error) {
      this.failures.push(`${error} ${(error as Error).cause ?? ''}`);
    }
    return null;
  }

  async stop(): Promise<void> {
    this.going = false;
    await Promise.all(this.workers);
  }
}

describe.skipIf(!haproxyRuns)('three nodes behind HAProxy', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
  }, 120_000);
  afterAll(() => cluster?.remove(), 60_000);

  const asked =
    (address: string) =>
    (path: string, init: RequestInit = {}) =>
      fetch(`${address}${path}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), Authorization: `Bearer ${cluster.host.token}` },
      });
  const through = (path: string, init?: RequestInit) => asked(cluster.address)(path, init);
  const get = async <T>(node: Node, path: string) => (await (await asked(node.address)(`/api/v1${path}`)).json()) as T;

  async function open(subject: string): Promise<Ticket> {
    const body = JSON.stringify({ subject, body_text: 'Help.', contact: { email: 'ann@shop.example' } });
    const answer = await through('/api/v1/tickets', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    expect(answer.status).toBe(201);
    return (await answer.json()) as Ticket;
  }

  async function all(): Promise<Rows['items']> {
    const items: Rows['items'] = [];
    let cursor = '';
    do {
      const page = (await (await through(`/api/v1/tickets?view=all&sort=created&limit=100${cursor}`)).json()) as Rows;
      items.push(...page.items);
      cursor = page.next_cursor ? `&cursor=${encodeURIComponent(page.next_cursor)}` : '';
    } while (cursor);
    return items;
  }

  /** Follows the list through HAProxy as the desk does; what it has heard of. */
  async function follow(): Promise<{ heard: Set<number>; live: LiveClient }> {
    const heard = new Set<number>();
    const { position } = (await (await through('/api/v1/tickets?view=all&limit=1')).json()) as Rows;
    const connect = (url: string) => {
      const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${cluster.host.token}` } });
      socket.on('error', () => {}); // `close` follows and is what counts.
      return socket as unknown as SocketLike;
    };
    const live = new LiveClient({ url: `${cluster.address.replace('http', 'ws')}/api/v1/live`, open: connect, delay: () => 50 });
    live.listen({ entry: ({ data }) => heard.add((data as { ticket?: { id: number } }).ticket?.id ?? 0) });
    live.start();
    live.follow('tickets', position);
    await until('the live connection', async () => live.state === 'live');
    return { heard, live };
  }

  it('are one: sessions, search and live updates are the same on each', async () => {
    const [first, second, third] = cluster.nodes as [Node, Node, Node];
    const signed = await fetch(`${first.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(owner),
    });
    const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    for (const node of [second, third]) {
      const me = await fetch(`${node.address}/api/v1/me`, { headers: { Cookie: cookie } });
      expect(((await me.json()) as { email: string }).email).toBe(owner.email);
    }
    const { heard, live } = await follow();
    const ticket = await open('Heliotrope everywhere');
    await until('everybody hears of it', async () => heard.has(ticket.id));
    live.stop();
    for (const node of cluster.nodes)
      await until('it is found', async () => (await get<Rows>(node, '/search?q=heliotrope')).items.length === 1);
  });

  it('are restarted one after the other under load: no request fails, no message that was due is lost or doubled', async () => {
    const watched = await open('Words that are due meanwhile');
    const { heard, live } = await follow();
    const load = new Load(through, 'Rolling');
    const due = Array.from({ length: 12 }, (_, index) => ({
      words: `Due ${index}.`,
      send_at: new Date(Date.now() + 1000 * (index + 1)).toISOString(),
    }));
    for (const { words, send_at } of due)
      await cluster.host.client().post(`/tickets/${watched.id}/messages`, { kind: 'reply', body_text: words, send_at });
    for (const index of [0, 1, 2]) {
      const before = load.requests;
      expect(await cluster.restart(index)).toBe(0);
      // HAProxy takes a node back after two checks; meanwhile the others go on.
      await until('work went on', async () => load.requests > before + 50);
      await until(
        'HAProxy knows the node again',
        async () => (await get<{ items: object[] }>(cluster.nodes[index] as Node, '/consumers')).items.length > 0,
      );
      await new Promise((done) => setTimeout(done, 1500));
    }
    await load.stop();
    console.log(`rolling restart: ${load.requests} requests, ${load.opened.size} tickets, ${load.failures.length} failures`);
    expect(load.failures).toEqual([]);
    const rows = (await all()).filter((row) => row.subject.startsWith('Rolling '));
    expect(new Map(rows.map((row) => [row.id, row.subject]))).toEqual(load.opened);
    expect(new Set(rows.map((row) => row.subject)).size).toBe(rows.length);
    await until('who follows has heard of all', async () => [...load.opened.keys()].every((id) => heard.has(id)));
    live.stop();
    const said = async () =>
      (await get<Ticket>(cluster.nodes[0] as Node, `/tickets/${watched.id}`)).messages
        .filter((one) => one.state === 'sent')
        .map((one) => one.body_text);
    await until('all that was due is said', async () => (await said()).length > due.length);
    for (const { words } of due) expect((await said()).filter((text) => text === words)).toHaveLength(1);
    await runWell(['verify', ...cluster.host.place]);
  });

  it('are slow for two seconds, all of them, and not one request fails', async () => {
    const load = new Load(through, 'Slow');
    await until('they work', async () => load.opened.size > 20);
    for (const { process } of cluster.nodes) process.kill('SIGSTOP');
    await new Promise((done) => setTimeout(done, 2000));
    const before = load.requests;
    for (const { process } of cluster.nodes) process.kill('SIGCONT');
    await until('work went on', async () => load.requests > before + 50);
    await load.stop();
    expect(load.failures).toEqual([]);
  });

  it('are asked although none is well by its checks, and as soon as they answer again, they answer', async () => {
    for (const { process } of cluster.nodes) process.kill('SIGSTOP');
    // Two checks of three seconds each, and what lies between them.
    await new Promise((done) => setTimeout(done, 8000));
    const early = through('/api/v1/tickets?view=open&limit=1');
    await new Promise((done) => setTimeout(done, 500));
    for (const { process } of cluster.nodes) process.kill('SIGCONT');
    expect((await early).status).toBe(200);
  });

  it(`go on while one of them stands still for ${frozenSeconds} seconds, and it does no harm when it wakes`, async () => {
    const watched = await open('Words that are due while one sleeps');
    const frozen = cluster.nodes[1] as Node;
    const load = new Load(asked((cluster.nodes[2] as Node).address), 'Frozen', 300);
    const meanwhile = new Load(asked(frozen.address), 'Asleep', 50);
    await until('both work', async () => load.opened.size > 20 && meanwhile.opened.size > 20);
    frozen.process.kill('SIGSTOP');
    const words = Array.from({ length: 10 }, (_, index) => `Meanwhile ${index}.`);
    for (const [index, text] of words.entries()) {
      const send_at = new Date(Date.now() + 1000 * (index + 1)).toISOString();
      const answer = await asked((cluster.nodes[0] as Node).address)(`/api/v1/tickets/${watched.id}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ kind: 'reply', body_text: text, send_at }),
      });
      expect(answer.status).toBe(201);
    }
    const began = load.opened.size;
    await new Promise((done) => setTimeout(done, frozenSeconds * 1000));
    expect(load.opened.size).toBeGreaterThan(began + 100);
    frozen.process.kill('SIGCONT');
    await until('it answers again', async () => (await asked(frozen.address)('/readyz')).ok);
    await Promise.all([load.stop(), meanwhile.stop()]);
    console.log(
      `frozen: ${load.opened.size} tickets by another node, ${meanwhile.opened.size} by the sleeper; failures ${load.failures.length} and ${meanwhile.failures.length}`,
    );
    expect(load.failures).toEqual([]);
    const rows = await all();
    for (const one of [load, meanwhile])
      for (const [id, subject] of one.opened) expect(rows.filter((row) => row.subject === subject).map((row) => row.id)).toEqual([id]);
    const said = async () =>
      (await get<Ticket>(frozen, `/tickets/${watched.id}`)).messages.filter((one) => one.state === 'sent').map((one) => one.body_text);
    await until('all that was due is said', async () => (await said()).length > words.length);
    for (const text of words) expect((await said()).filter((one) => one === text)).toHaveLength(1);
    await runWell(['verify', ...cluster.host.place]);
  }, 240_000);
});
