import { createConnection, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { until } from '../journeys/program.ts';
import { pause } from './load.ts';
import type { Scene } from './scene.ts';

const each = 40;
const answersWithin = 15_000;

/** Beginnings of what never goes on, by protocol. */
function beginnings({ place }: Scene) {
  const head = `Host: 127.0.0.1\r\nAuthorization: Bearer ${place.token}\r\n`;
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
  return {
    nothing: '',
    header: `GET /api/v1/tickets HTTP/1.1\r\n${head}X-Slow: `,
    body: `POST /api/v1/tickets HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"subject": "`,
    upload: `POST /api/v1/uploads HTTP/1.1\r\n${head}Content-Type: application/octet-stream\r\nContent-Length: 900000\r\n\r\nsome`,
    // Asks for much again and again, and never reads an answer.
    reading: `GET /api/v1/tickets?view=all&limit=100 HTTP/1.1\r\n${head}\r\n`.repeat(20),
    websocket: `GET /api/v1/live HTTP/1.1\r\n${head}${upgrade}\x81\xfe`,
  };
}

function open(port: number, text: string): Socket {
  const socket = createConnection(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  if (text) socket.write(text, 'latin1');
  return socket;
}

/** Others are answered all the while. */
async function othersAreAnswered({ server, random }: Scene, sockets: Socket[]): Promise<void> {
  try {
    for (let look = 0; look < 3; look++) {
      await pause(150 + random.below(200));
      const answer = await fetch(`${server.address}/readyz`, { signal: AbortSignal.timeout(answersWithin) });
      if (!answer.ok) throw new Error(`/readyz says ${answer.status} while clients stall`);
    }
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** What a client says first, up to where it waits for the server's key. */
async function clientHello(): Promise<Buffer> {
  const said: Buffer[] = [];
  const wire = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _, done) => {
      said.push(chunk);
      done();
    },
  });
  connectTls({ socket: wire, servername: 'localhost', rejectUnauthorized: false }).on('error', () => {});
  await until('the first words of TLS', async () => said.length > 0);
  wire.destroy();
  return Buffer.concat(said);
}

/** Clients that do not go on in the middle of TLS's greeting, or after it. */
export async function stallHandshakes(scene: Scene): Promise<void> {
  const port = Number(new URL(scene.server.address).port);
  const hello = await clientHello();
  const cut = 1 + scene.random.below(hello.length - 1);
  const sockets: Socket[] = [];
  scene.tell(`${each} clients each stall: nothing, ${cut} of ${hello.length} bytes of the greeting, all of it, a header, an answer`);
  for (let i = 0; i < each; i++)
    for (const words of [Buffer.alloc(0), hello.subarray(0, cut), hello]) sockets.push(open(port, words.toString('latin1')));
  const { header, reading } = beginnings(scene);
  for (let i = 0; i < each; i++)
    for (const words of [header, reading]) {
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
      socket.on('error', () => {}).pause();
      socket.write(words, 'latin1');
      sockets.push(socket);
    }
  await othersAreAnswered(scene, sockets);
}

/** Clients that begin and do not go on, on every protocol. */
export async function stall(scene: Scene): Promise<void> {
  const port = Number(new URL(scene.server.address).port);
  const sockets: Socket[] = [];
  for (const [name, text] of Object.entries(beginnings(scene))) {
    scene.tell(`${each} clients stall: ${name}`);
    for (let i = 0; i < each; i++) sockets.push(open(port, text));
  }
  for (let i = 0; i < each; i++) sockets.push(open(scene.lmtp, 'LHLO slow.example\r\nMAIL FROM:<'));
  await othersAreAnswered(scene, sockets);
}
