import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  head: string;
  body: string;
}

/** A connection on which bytes are sent as they are. */
export class Wire {
  readonly socket: Socket;
  private received = '';
  private ended = false;
  private wake: () => void = () => {};

  constructor(address: string) {
    const { hostname, port } = new URL(address);
    this.socket = connect(Number(port), hostname);
    this.socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
      this.wake();
    });
    const end = () => {
      this.ended = true;
      this.wake();
    };
    this.socket.on('close', end).on('end', end).on('error', end);
  }

  send(bytes: string): void {
    this.socket.write(Buffer.from(bytes, 'latin1'));
  }

  /** The next answer whose length is told, or null when the other side ended before one. */
  async answer(milliseconds = 20_000): Promise<Answer | null> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = this.take();
      if (found) return found;
      if (this.ended) return null;
      if (Date.now() > end) throw new Error(`no answer in ${milliseconds} ms; so far: ${this.received.slice(0, 300)}`);
      await Promise.race([new Promise<void>((done) => (this.wake = done)), new Promise((done) => setTimeout(done, 200))]);
    }
  }

  /** All answers until the other side ends the connection. */
  async all(milliseconds = 20_000): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let one = await this.answer(milliseconds); one; one = await this.answer(milliseconds)) answers.push(one);
    return answers;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(): Answer | null {
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = this.received.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const chunked = /^transfer-encoding: *chunked/im.test(head);
    const from = end + 4;
    const until = chunked ? this.received.indexOf('0\r\n\r\n', from) + 5 : from + length;
    if (until < from || this.received.length < until) return null;
    const body = this.received.slice(from, until);
    this.received = this.received.slice(until);
    return { status: Number(head.split(' ')[1]), head, body };
  }
}

/** Sends bytes on a connection of their own; all that is answered until it ends. */
export async function exchange(address: string, bytes: string): Promise<Answer[]> {
  const wire = new Wire(address);
  wire.send(bytes);
  const answers = await wire.all();
  wire.close();
  return answers;
}
