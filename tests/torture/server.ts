import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { program, until } from '../journeys/program.ts';

const readyWithin = 40_000;

const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GOODHOST_')));

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

interface Certificate {
  certificate: string;
  key: string;
}

/** Where a node listens, and what it is started by. */
export interface Spot {
  port: number;
  host?: string;
  command?: string[];
}

/** One of our own making; from then on this process asks nobody who signed what it is shown. */
export function certificate(folder: string): Certificate {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const files = ['-nodes', '-days', '2', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-subj', '/CN=localhost', ...files], { stdio: 'ignore' });
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  return { certificate, key };
}

/** One node, started again and again on the same ports: who was connected finds it again. */
export class Server {
  readonly address: string;
  /** Lines of all its lives. */
  readonly log: string[] = [];
  private readonly command: string[];
  private readonly environment: Record<string, string>;
  private child: ChildProcess | null = null;
  private exited: Promise<number | null> = Promise.resolve(null);

  constructor(spot: Spot, settings: string[], environment: Record<string, string>, tls: Certificate | null = null) {
    const place = `${spot.host ?? '127.0.0.1'}:${spot.port}`;
    this.address = `${tls ? 'https' : 'http'}://${place}`;
    const encryption = tls ? ['--tls-certificate', tls.certificate, '--tls-key', tls.key] : [];
    this.command = [...(spot.command ?? []), program, 'serve', '--listen', place, ...encryption, ...settings];
    this.environment = environment;
  }

  get runs(): boolean {
    return this.child !== null;
  }
  get pid(): number {
    if (!this.child?.pid) throw new Error('the server does not run');
    return this.child.pid;
  }

  async start(): Promise<void> {
    this.spawn();
    await this.ready();
  }

  /** Without waiting: for a start that may fail. */
  spawn(): void {
    const [first, ...rest] = this.command;
    const child = spawn(first as string, rest, { env: { ...clean, ...this.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    this.child = child;
    this.exited = new Promise((done) => {
      child.once('exit', (code, signal) => {
        running.delete(child);
        if (this.child === child) this.child = null;
        if (code !== 0 && signal !== 'SIGKILL') this.log.push(`ended with ${code ?? signal}`);
        done(code);
      });
    });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => this.log.push(line));
  }

  /** `/readyz` says so; a server that has ended never will. */
  async ready(): Promise<void> {
    await until(
      '/readyz',
      async () => {
        if (!this.child) throw new Error(`the server has ended: ${this.log.at(-1)}`);
        return this.isReady();
      },
      readyWithin,
    );
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.address}/readyz`, { signal: AbortSignal.timeout(3000) })).ok;
    } catch {
      return false;
    }
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.child?.kill(signal);
    return this.exited;
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(name);
  }

  /** Bytes of its address space. */
  memory(): number {
    const pages = Number(readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ')[0]);
    return pages * 4096;
  }

  /** A limit of the running process, as prlimit(1) names it; `unlimited` lifts what was set. */
  limit(what: 'nofile' | 'as', soft: string | number): void {
    execFileSync('prlimit', ['--pid', String(this.pid), `--${what}=${soft}:`], { stdio: 'ignore' });
  }
}
