import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Host } from './host.ts';
import { type Node, serve, until } from './program.ts';

const program = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy'].find(existsSync) ?? '';
const configuration = resolve(import.meta.dirname, '../../packaging/scale-out/haproxy.cfg');
/** Longer than HAProxy needs to see that a node leaves: two checks half a second apart, and a machine that does other things. */
const settings = [
  '--stop-announce-seconds',
  '5',
  '--trusted-proxies',
  '127.0.0.1',
  '--undo-seconds',
  '0',
  '--mailbox-heartbeat-minutes',
  '0',
];

export const haproxyRuns = program !== '';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Three nodes on one PostgreSQL behind HAProxy, with the configuration that is delivered. */
export class Cluster {
  /** The installation, and its first node. */
  readonly host: Host;
  readonly nodes: Node[] = [];
  private readonly folders: string[] = [];
  private proxy: ChildProcess | null = null;
  private port = 0;

  private constructor() {
    this.host = new Host('postgres', settings);
  }

  static async start(): Promise<Cluster> {
    const cluster = new Cluster();
    await cluster.host.serve();
    await cluster.host.setUp();
    cluster.nodes.push(cluster.host.node);
    for (let number = 2; number <= 3; number += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'goodhost-node-'));
      copyFileSync(join(cluster.host.data, 'secret.key'), join(folder, 'secret.key'));
      if (existsSync(join(cluster.host.data, 'files')))
        cpSync(join(cluster.host.data, 'files'), join(folder, 'files'), { recursive: true });
      cluster.folders.push(folder);
      cluster.nodes.push(await serve(['--data', folder, '--database', cluster.host.database.url, ...settings]));
    }
    await cluster.startProxy();
    return cluster;
  }

  /** Through HAProxy. */
  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async startProxy(): Promise<void> {
    this.port = await freePort();
    const places = Object.fromEntries(this.nodes.map((node, index) => [`GOODHOST_NODE${index + 1}`, new URL(node.address).host]));
    const env = { ...process.env, ...places, GOODHOST_BIND: `127.0.0.1:${this.port}` };
    this.proxy = spawn(program, ['-db', '-q', '-f', configuration], { env, stdio: 'ignore' });
    process.once('exit', () => this.proxy?.kill('SIGKILL'));
    await until('HAProxy', async () => (await fetch(`${this.address}/healthz`).catch(() => null))?.ok ?? false);
  }

  /** Stops a node as an upgrade does, and starts it again where it was. */
  async restart(index: number): Promise<number | null> {
    const node = this.nodes[index];
    if (!node) throw new Error(`there is no node ${index}`);
    const code = await node.end('SIGTERM');
    const data = index === 0 ? this.host.data : (this.folders[index - 1] ?? '');
    const place = ['--data', data, '--database', this.host.database.url, ...settings];
    this.nodes[index] = await serve(place, new URL(node.address).host);
    return code;
  }

  async remove(): Promise<void> {
    this.proxy?.kill('SIGKILL');
    for (const node of this.nodes) {
      node.process.kill('SIGCONT');
      await node.end('SIGTERM');
    }
    this.host.forget();
    await this.host.remove();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}
