import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  retryAfter?: number;
}

export interface Pushed {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const hmac = (key: Buffer, text: Buffer) => createHmac('sha256', key).update(text).digest();
const info = (name: string) => Buffer.from(`${name}\0\x01`);

/** A browser that takes push: it holds the private key, and reads what comes as RFC 8291 says, apart from the program's own code. */
export class Device {
  private readonly pair = createECDH('prime256v1');
  private readonly secret = randomBytes(16);
  private readonly point = this.pair.generateKeys();

  subscription(endpoint: string): { endpoint: string; p256dh: string; auth: string } {
    return { endpoint, p256dh: this.point.toString('base64url'), auth: this.secret.toString('base64url') };
  }

  read<T>({ body }: Pushed): T {
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body.readUInt8(20));
    const sealed = body.subarray(21 + sender.length);
    const both = Buffer.concat([Buffer.from('WebPush: info\0'), this.point, sender, Buffer.from([1])]);
    const secret = hmac(hmac(this.secret, this.pair.computeSecret(sender)), both);
    const key = hmac(salt, secret);
    const cipher = createDecipheriv(
      'aes-128-gcm',
      hmac(key, info('Content-Encoding: aes128gcm')).subarray(0, 16),
      hmac(key, info('Content-Encoding: nonce')).subarray(0, 12),
    );
    cipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString()) as T;
  }
}

/** Somebody else's push service; answers with the next of `answers`, then 201. */
export class PushService {
  readonly pushed: Pushed[] = [];
  readonly answers: Answer[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.pushed.push({ headers: request.headers, body: Buffer.concat(chunks) });
        const { status, retryAfter } = this.answers.shift() ?? { status: 201 };
        response.writeHead(status, retryAfter ? { 'Retry-After': retryAfter } : {}).end();
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}

/** The claims of a push's `Authorization`, if the key that the browser was given signed them (RFC 8292). */
export function claimsOf({ headers }: Pushed, key: string): { aud: string; exp: number; sub: string } | null {
  const [, token = '', k] = /^vapid t=([^,]+), k=(.+)$/.exec(String(headers.authorization)) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string };
  return signed && k === key && alg === 'ES256' ? JSON.parse(Buffer.from(claims, 'base64url').toString()) : null;
}
