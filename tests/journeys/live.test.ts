import { isDeepStrictEqual } from 'node:util';
import type { Ticket, TicketRow } from '@goodhost/shared/api.ts';
import { LiveClient, type SocketLike } from '@goodhost/shared/live.ts';
import { applyToRows, applyToTicket, belongsInView, type RowsState, type TicketUpdate } from '@goodhost/shared/live_store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { createTicket, operate, type World } from './operations.ts';
import { until } from './program.ts';
import { chooseSeed, Random } from './random.ts';

interface Snapshot {
  items: TicketRow[];
  position: string;
}

const nobody = { id: 0, teams: [] };

/** A desk that shows one view and one ticket, from a snapshot and what the live connection tells after it. */
class Watcher {
  rows: RowsState = { rows: [], waiting: [] };
  ticket: Ticket | null = null;
  entries = 0;
  breaks = 0;
  fetching: Promise<void> | null = null;
  private stale = false;
  private readonly host: Host;
  private readonly view: string;
  private socket: WebSocket | null = null;
  private readonly live: LiveClient;

  constructor(host: Host, view: string) {
    this.host = host;
    this.view = view;
    this.live = new LiveClient({
      url: `${host.address.replace('http', 'ws')}/api/v1/live`,
      open: (url) => this.connect(url),
      delay: () => 10,
    });
    this.live.listen({ entry: ({ topic, data }) => this.apply(topic, data as TicketUpdate) });
  }

  async start(ticket: number): Promise<void> {
    const list = await this.list();
    this.rows = { rows: list.items, waiting: [] };
    this.ticket = await this.get(ticket);
    this.live.start();
    this.live.follow('tickets', list.position);
    this.live.follow(`ticket/${ticket}`, this.ticket.position);
    await until('the live connection', async () => this.live.state === 'live');
  }

  stop(): void {
    this.live.stop();
  }

  /** Cuts the connection as a lost network does; the client comes back by itself. */
  break(): void {
    this.breaks++;
    this.socket?.terminate();
  }

  list(): Promise<Snapshot> {
    return this.host.client().get<Snapshot>('/tickets', { view: this.view, sort: 'created', limit: 200 });
  }
  get(id: number): Promise<Ticket> {
    return this.host.client().get<Ticket>(`/tickets/${id}`);
  }

  /** What is on screen, by number. */
  shown(): TicketRow[] {
    return sorted(this.rows.rows.filter((row) => belongsInView(this.view, row, nobody, Date.now())));
  }

  private connect(url: string): SocketLike {
    this.socket = new WebSocket(url, { headers: { Authorization: `Bearer ${this.host.token}` } });
    this.socket.on('error', () => {}); // `close` follows and is what counts.
    return this.socket as unknown as SocketLike;
  }

  private apply(topic: string, update: TicketUpdate): void {
    this.entries++;
    if (topic === 'tickets' && update.ticket) this.applyRow(update.ticket);
    if (!this.ticket) return;
    // What is fetched may be older than an entry that comes meanwhile: then it is fetched again.
    if (update.refetch || this.fetching) this.refetch(this.ticket.id);
    else this.ticket = applyToTicket(this.ticket, update);
  }

  private refetch(id: number): void {
    this.stale = true;
    this.fetching ??= (async () => {
      while (this.stale) {
        this.stale = false;
        this.ticket = await this.get(id);
      }
      this.fetching = null;
    })();
  }

  /** Shows at once what waits behind the bar of new ones. */
  private applyRow(row: TicketRow): void {
    const next = applyToRows(this.rows, row, belongsInView(this.view, row, nobody, Date.now()));
    this.rows = next.waiting.includes(row.id) ? { rows: [...next.rows, row], waiting: [] } : next;
  }
}

function sorted(rows: TicketRow[]): TicketRow[] {
  return [...rows].sort((a, b) => a.id - b.id);
}

/** A ticket without what is the reader's own and without the position, which moves with every entry of others. */
function content(ticket: Ticket | null): unknown {
  return ticket && { ...ticket, position: null, draft: null, read_up_to: null };
}

describe.each(kinds)('snapshot and entries equal a fresh snapshot on %s', (kind) => {
  const seed = chooseSeed();
  const world: World = { tickets: [], agents: [], made: 0 };
  let host: Host;
  let agents: string[];

  beforeAll(async () => {
    host = await Host.start(kind, ['--undo-seconds', '0']);
    agents = await Promise.all(['ann', 'bob', 'cyn'].map((name) => host.makeAgent(`${name}@host.example`, name, 'lead')));
    const { items } = await host.client().get<{ items: { id: number }[] }>('/agents');
    world.agents = items.map((one) => one.id);
    const random = new Random(seed);
    for (let made = 0; made < 20; made++) await createTicket(host.client(), world, random);
  });
  afterAll(() => host?.remove());

  /** Three agents at a time; `between` runs after each of the first one's operations. */
  async function operateAll(salt: number, count: number, between: (done: number) => void): Promise<number> {
    const allowed = await Promise.all(
      agents.map(async (token, index) => {
        const random = new Random(seed + salt + index);
        let well = 0;
        for (let done = 0; done < count; done++) {
          if (await operate(host.client(token), world, random)) well++;
          if (index === 0) between(done);
        }
        return well;
      }),
    );
    return allowed.reduce((sum, one) => sum + one, 0);
  }

  async function expectEqual(watcher: Watcher): Promise<void> {
    const id = watcher.ticket?.id ?? 0;
    let list: TicketRow[] = [];
    let ticket: unknown = null;
    const same = async () => {
      // Fresh each time: what the operations set going, such as the mails, goes on for a while.
      list = sorted((await watcher.list()).items);
      ticket = content(await watcher.get(id));
      await watcher.fetching;
      return isDeepStrictEqual(watcher.shown(), list) && isDeepStrictEqual(content(watcher.ticket), ticket);
    };
    await until('the entries', same, 10_000).catch(() => {});
    expect(watcher.shown()).toEqual(list);
    expect(content(watcher.ticket)).toEqual(ticket);
  }

  it.each(['open', 'all', 'waiting'])('with the view %s, while others work', async (view) => {
    const watcher = new Watcher(host, view);
    await watcher.start(world.tickets[0] ?? 0);
    const allowed = await operateAll(view.length * 100, 40, () => {});
    expect(allowed).toBeGreaterThan(20);
    await expectEqual(watcher);
    expect(watcher.entries).toBeGreaterThan(20);
    watcher.stop();
  });

  it('with a connection that breaks again and again', async () => {
    const watcher = new Watcher(host, 'open');
    await watcher.start(world.tickets[1] ?? 0);
    await operateAll(7000, 60, (done) => {
      if (done % 7 === 0) watcher.break();
    });
    await expectEqual(watcher);
    expect(watcher.breaks).toBeGreaterThan(5);
    watcher.stop();
  });
});
