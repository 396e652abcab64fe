import { createConnection, type Socket } from 'node:net';
import { pause } from './load.ts';
import type { Scene } from './scene.ts';

const each = 40;
const answersWithin = 15_000;

/** Beginnings of what never goes on, by protocol. */
function beginnings({ place }: Scene): Record<string, string> {
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

/** Clients that begin and do not go on, on every protocol. Others are answered all the while. */
export async function stall(scene: Scene): Promise<void> {
  const { server } = scene;
  const port = Number(new URL(server.address).port);
  const sockets: Socket[] = [];
  for (const [name, text] of Object.entries(beginnings(scene))) {
    scene.tell(`${each} clients stall: ${name}`);
    for (let i = 0; i < each; i++) sockets.push(open(port, text));
  }
  for (let i = 0; i < each; i++) sockets.push(open(scene.lmtp, 'LHLO slow.example\r\nMAIL FROM:<'));
  try {
    for (let look = 0; look < 3; look++) {
      await pause(150 + scene.random.below(200));
      const answer = await fetch(`${server.address}/readyz`, { signal: AbortSignal.timeout(answersWithin) });
      if (!answer.ok) throw new Error(`/readyz says ${answer.status} while clients stall`);
    }
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
