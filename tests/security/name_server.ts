import { createSocket, type Socket } from 'node:dgram';

const types = { A: 1, AAAA: 28 } as const;
type Kind = keyof typeof types;

interface Asked {
  name: string;
  kind: Kind;
}

/** What a name answers when it is asked for the n-th time; the last one stays. */
type Answers = string[][];

/** A name server over UDP (RFC 1035): names answer differently each time, as who rebinds them likes. */
export class NameServer {
  readonly asked: Asked[] = [];
  private readonly socket: Socket = createSocket('udp4');
  private readonly zone = new Map<string, Answers>();

  /** On port 53, where every resolver asks. */
  async start(address: string): Promise<void> {
    this.socket.on('message', (message, from) => {
      this.socket.send(this.answer(message), from.port, from.address);
    });
    await new Promise<void>((done, failed) => this.socket.once('error', failed).bind(53, address, done));
  }

  tell(name: string, kind: Kind, answers: Answers): void {
    this.zone.set(`${kind} ${name}`, answers);
  }

  timesAsked(name: string, kind: Kind = 'A'): number {
    return this.asked.filter((one) => one.name === name && one.kind === kind).length;
  }

  stop(): void {
    this.socket.close();
  }

  private answer(message: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (; message[at]; at += 1 + (message[at] as number))
      labels.push(message.toString('latin1', at + 1, at + 1 + (message[at] as number)));
    const name = labels.join('.').toLowerCase();
    const type = message.readUInt16BE(at + 1);
    const kind = (Object.keys(types) as Kind[]).find((one) => types[one] === type);
    const answers = kind ? this.next(name, kind) : [];
    const head = Buffer.alloc(12);
    message.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8580, 2); // an answer with authority, without an error
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    return Buffer.concat([head, message.subarray(12, at + 5), ...answers.map((address) => record(type, address))]);
  }

  private next(name: string, kind: Kind): string[] {
    const turn = this.timesAsked(name, kind);
    this.asked.push({ name, kind });
    const answers = this.zone.get(`${kind} ${name}`) ?? [];
    return answers[Math.min(turn, answers.length - 1)] ?? [];
  }
}

/** Of the name in the question, to be kept for no second. */
function record(type: number, address: string): Buffer {
  const bytes = type === types.A ? Buffer.from(address.split('.').map(Number)) : Buffer.from(address, 'hex');
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([head, bytes]);
}
