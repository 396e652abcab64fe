import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody else's program that takes webhooks; answers with the next of `statuses`, then 204. */
export class Receiver {
  readonly received: Received[] = [];
  readonly statuses: number[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
        // Bytes that are no text must not harm the log.
        response.writeHead(this.statuses.shift() ?? 204).end(Buffer.from([0x6e, 0x6f, 0x00, 0xff]));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }

  bodies(): { id: string; type: string; payload: Record<string, unknown>; ticket: { id: number; subject: string } | null }[] {
    return this.received.map((one) => JSON.parse(one.body));
  }
}

/** Whether the signature is of this body and secret, made now. */
export function isSigned(one: Received, secret: string): boolean {
  const [, at = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(one.headers['goodhost-signature'])) ?? [];
  const right = createHmac('sha256', secret).update(`${at}.${one.body}`).digest('hex');
  return hex === right && Math.abs(Date.now() / 1000 - Number(at)) < 300;
}
