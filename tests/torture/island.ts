import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { until } from '../journeys/program.ts';

/** Ways in which a link fails. What it carried is lost, and nobody is told. */
export const cuts = [
  'the link is down at its end',
  'the link is down at ours',
  'what it sends is lost',
  'what is sent to it is lost',
] as const;
type Cut = (typeof cuts)[number];

const nameOf = (process: number) => readlinkSync(`/proc/${process}/ns/net`);

/** Why no node can have a network of its own here; empty when it can: for root, and not in every container. */
export function islandsRefused(): string {
  if (process.getuid?.() !== 0) return 'only root makes network namespaces';
  const tried = spawnSync('unshare', ['--net', 'ip', 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'two'], { encoding: 'utf8' });
  if (tried.error || tried.status !== 0) return `no network namespaces: ${tried.error?.message ?? tried.stderr.trim()}`;
  return '';
}

/** A network namespace with one link to us, which lives as long as the process that holds it. */
export class Island {
  /** Our end of the link, and the other one. */
  readonly here: string;
  readonly there: string;
  private readonly holder: ChildProcess;
  private readonly link = `torture${process.pid % 100_000}`;
  private readonly bridges: Server[] = [];
  private readonly sockets = new Set<Socket>();

  constructor() {
    const subnet = (process.pid % 16_384) * 4;
    const [here, there] = [1, 2].map((last) => `10.213.${subnet >> 8}.${(subnet & 255) + last}`);
    this.here = here as string;
    this.there = there as string;
    this.holder = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' });
    process.once('exit', this.release);
  }

  private readonly release = () => this.holder.kill('SIGKILL');

  /** What goes before a command that is to run there. */
  get command(): string[] {
    return ['nsenter', `--net=/proc/${this.holder.pid}/ns/net`];
  }

  async start(): Promise<void> {
    const ours = nameOf(process.pid);
    await until('the namespace', async () => nameOf(this.holder.pid ?? 0) !== ours);
    this.ip(['link', 'add', this.link, 'type', 'veth', 'peer', 'name', 'outward', 'netns', String(this.holder.pid)]);
    this.ip(['addr', 'add', `${this.here}/30`, 'dev', this.link]);
    this.ip(['link', 'set', this.link, 'up']);
    this.ipThere(['link', 'set', 'lo', 'up']);
    this.ipThere(['addr', 'add', `${this.there}/30`, 'dev', 'outward']);
    this.ipThere(['link', 'set', 'outward', 'up']);
  }

  /** A port at our end that leads to a port or socket of ours, which only listens to ourselves. */
  async bridge(target: number | string): Promise<number> {
    const server = createServer((near) => {
      const far = typeof target === 'number' ? createConnection(target, '127.0.0.1') : createConnection(target);
      const end = () => {
        near.destroy();
        far.destroy();
      };
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', end).on('close', () => this.sockets.delete(socket) && end());
      }
      near.pipe(far).pipe(near);
    });
    this.bridges.push(server);
    await new Promise<void>((done) => server.listen(0, this.here, done));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  part(cut: Cut): void {
    if (cut === cuts[0]) this.ipThere(['link', 'set', 'outward', 'down']);
    if (cut === cuts[1]) this.ip(['link', 'set', this.link, 'down']);
    if (cut === cuts[2]) this.ipThere(['route', 'add', 'blackhole', `${this.here}/32`]);
    if (cut === cuts[3]) this.ip(['route', 'add', 'blackhole', `${this.there}/32`]);
  }

  join(cut: Cut): void {
    if (cut === cuts[0]) this.ipThere(['link', 'set', 'outward', 'up']);
    if (cut === cuts[1]) this.ip(['link', 'set', this.link, 'up']);
    if (cut === cuts[2]) this.ipThere(['route', 'del', 'blackhole', `${this.here}/32`]);
    if (cut === cuts[3]) this.ip(['route', 'del', 'blackhole', `${this.there}/32`]);
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    for (const server of this.bridges) server.close();
    spawnSync('ip', ['route', 'del', 'blackhole', `${this.there}/32`], { stdio: 'ignore' }); // Only where a run ended while it was cut.
    spawnSync('ip', ['link', 'del', this.link], { stdio: 'ignore' });
    process.off('exit', this.release);
    this.release();
  }

  private ip(args: string[]): void {
    execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
  private ipThere(args: string[]): void {
    const [command, ...rest] = [...this.command, 'ip', ...args];
    execFileSync(command as string, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
