import { LiveClient, type SocketLike } from '@goodhost/shared/live.ts';
import type { TicketUpdate } from '@goodhost/shared/live_store.ts';
import WebSocket from 'ws';
import { Receiver } from '../journeys/receiver.ts';
import { Relay } from '../journeys/relay.ts';
import type { Island } from './island.ts';
import type { Place } from './place.ts';

/** Who is told by the program: a webhook's receiver, a mail server, a desk that follows. */
export class Outside {
  readonly receiver = new Receiver();
  readonly relay = new Relay();
  /** Tickets that the desk has heard of. */
  readonly seen = new Set<number>();
  /** The program could not tell all that was missed: then a desk fetches anew. */
  resets = 0;
  hook = '';
  private live: LiveClient | null = null;

  /** The settings that lead the program here. */
  async start(island: Island | null): Promise<string[]> {
    this.hook = await this.receiver.start();
    let place = `127.0.0.1:${await this.relay.start()}`;
    if (island) {
      const hook = new URL(this.hook);
      this.hook = `http://${island.here}:${await island.bridge(Number(hook.port))}${hook.pathname}`;
      place = `${island.here}:${await island.bridge(Number(place.split(':')[1]))}`;
    }
    return ['--smtp-url', `smtp://${place}`, '--webhook-allow-private', 'true', '--mailbox-allow-private', 'true'];
  }

  /** From a position of the trail on. */
  follow(address: string, place: Place, position: string): void {
    const open = (url: string): SocketLike => {
      const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${place.token}` } });
      socket.on('error', () => {}); // `close` follows and is what counts.
      return socket as unknown as SocketLike;
    };
    this.live = new LiveClient({ url: `${address.replace('http', 'ws')}/api/v1/live`, open, delay: () => 100 });
    this.live.listen({
      entry: ({ data }) => {
        const update = data as TicketUpdate;
        if (update.ticket) this.seen.add(update.ticket.id);
      },
      reset: () => {
        this.resets++;
      },
    });
    this.live.start();
    this.live.follow('tickets', position);
  }

  get isLive(): boolean {
    return this.live?.state === 'live';
  }

  /** How often each mail of these words was taken, by Message-ID. */
  mailsWith(word: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { raw } of this.relay.taken) {
      if (!raw.includes(word)) continue;
      const id = /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? '';
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  toldOf(): Set<number> {
    return new Set(this.receiver.bodies().flatMap((body) => (body.type === 'tickets.created' ? [Number(body.payload.ticket_id)] : [])));
  }

  async stop(): Promise<void> {
    this.live?.stop();
    await Promise.all([this.receiver.stop(), this.relay.stop()]);
  }
}
