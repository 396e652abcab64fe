import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Taken {
  from: string;
  to: string[];
  raw: string;
  secure: boolean;
  user: string | null;
  /** Of the connection that it came over. */
  session: string;
}

/** A certificate for localhost and who signed it: itself. */
export class Certificate {
  readonly folder = mkdtempSync(join(tmpdir(), 'goodhost-certificate-'));
  readonly file = join(this.folder, 'certificate.pem');

  constructor(name = 'localhost') {
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '2', '-nodes'];
    const files = ['-keyout', join(this.folder, 'key.pem'), '-out', this.file];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject, ...files], { stdio: 'ignore' });
  }

  get key(): string {
    return readFileSync(join(this.folder, 'key.pem'), 'utf8');
  }
  get certificate(): string {
    return readFileSync(this.file, 'utf8');
  }
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Somebody's mail server, which answers recipients as it is told: `replies` of an address are used up one by one. */
export class Relay {
  readonly taken: Taken[] = [];
  readonly replies = new Map<string, [number, string][]>();
  /** How many are being taken at once, and the most so far; each waits for `slow` milliseconds. */
  atOnce = 0;
  mostAtOnce = 0;
  slow = 0;
  connections = 0;
  /** What becomes of what was taken, before the sender hears that it was. */
  pass: (taken: Taken) => Promise<void> = async () => {};
  private readonly server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.server = new SMTPServer({
      authOptional: true,
      hideENHANCEDSTATUSCODES: true,
      disabledCommands: options.key ? [] : ['STARTTLS'],
      ...options,
      logger: false,
      onConnect: (_session, done) => {
        this.connections += 1;
        done();
      },
      onAuth: (auth, _session, done) =>
        auth.username === 'nova' && auth.password === 'right' ? done(null, { user: auth.username }) : done(refusal(535, '5.7.8 not you')),
      onRcptTo: ({ address }, _session, done) => {
        const [code, words] = this.replies.get(address)?.shift() ?? [250, ''];
        done(code === 250 ? null : refusal(code, words));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        this.atOnce += 1;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom ? mailFrom.address : '';
          const to = rcptTo.map((one) => one.address);
          const raw = Buffer.concat(chunks).toString('latin1');
          const one = { from, to, raw, secure: session.secure, user: session.user ?? null, session: session.id };
          this.taken.push(one);
          setTimeout(() => {
            const end = (error?: Error) => {
              this.atOnce -= 1;
              done(error);
            };
            this.pass(one).then(() => end(), end);
          }, this.slow);
        });
      },
    });
    this.server.on('error', () => {}); // A client that goes away in the middle is part of the tests.
  }

  async start(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }

  to(address: string): Taken[] {
    return this.taken.filter((one) => one.to.includes(address));
  }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
