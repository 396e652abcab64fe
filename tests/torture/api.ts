import type { Place } from './place.ts';

/** Nobody knows whether it was done: no answer, or one that says to try again. */
export class Unknown extends Error {}

/** It was not done, and will not be. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, words: string) {
    super(`${status} ${words}`);
    this.status = status;
  }
}

const patience = 20_000;

interface Asked {
  body?: unknown;
  raw?: string | Buffer;
  headers?: Record<string, string>;
}

/** The API as a program uses it that tries again. */
export class Api {
  readonly address: string;
  private readonly token: string;

  constructor(address: string, place: Place) {
    this.address = address;
    this.token = place.token;
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  /** The same key for the same intention, however often it is sent. */
  post<T>(path: string, body: unknown, key: string): Promise<T> {
    return this.send<T>('POST', path, { body, headers: { 'Idempotency-Key': key } });
  }

  async send<T>(method: string, path: string, { body, raw, headers = {} }: Asked = {}): Promise<T> {
    const answer = await this.ask(method, `/api/v1${path}`, {
      headers: { Authorization: `Bearer ${this.token}`, ...(raw ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: typeof raw === 'object' ? new Uint8Array(raw) : (raw ?? (body === undefined ? undefined : JSON.stringify(body))),
    });
    const { status } = answer;
    const text = answer.bytes.toString();
    if (status >= 500 || status === 429) throw new Unknown(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    if (status >= 400) throw new Refused(status, `${method} ${path}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async bytes(path: string): Promise<Buffer> {
    const answer = await this.ask('GET', path, { headers: { Authorization: `Bearer ${this.token}` } });
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.bytes;
  }

  private async ask(method: string, path: string, init: RequestInit): Promise<{ status: number; bytes: Buffer }> {
    try {
      const answer = await fetch(this.address + path, { method, ...init, signal: AbortSignal.timeout(patience) });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    } catch (error) {
      throw new Unknown(`${method} ${path}: ${(error as Error).message}`);
    }
  }
}
