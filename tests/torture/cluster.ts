import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { until } from '../journeys/program.ts';

const programs = '/usr/lib/postgresql';
const isRoot = process.getuid?.() === 0;

function owner(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function run(name: string, args: string[]): Promise<void> {
  const path = join(programs, readdirSync(programs).sort().at(-1) ?? '', 'bin', name);
  const become = ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', path];
  const [command, all] = isRoot ? ['setpriv', [...become, ...args]] : [path, args];
  return new Promise((done, failed) => {
    const child = spawn(command as string, all as string[], { stdio: 'ignore', cwd: '/' });
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`${name} ${args.join(' ')} ended with ${code}`))));
  });
}

/** A folder that PostgreSQL owns; short, because sockets stand in it. */
function ownFolder(): string {
  const folder = mkdtempSync('/var/tmp/goodhost-torture-');
  chmodSync(folder, 0o700);
  if (isRoot) chownSync(folder, owner('-u'), owner('-g'));
  return folder;
}

const settings = ['listen_addresses=', 'fsync=off', 'max_connections=200', 'shared_buffers=32MB', 'max_wal_size=256MB', 'wal_keep_size=64'];

function launch(folder: string): Promise<void> {
  const options = [...settings, `unix_socket_directories=${folder}`].map((one) => `-c ${one}`).join(' ');
  return run('pg_ctl', ['-D', folder, '-w', '-t', '60', '-l', join(folder, 'server.log'), '-o', options, 'start']);
}

/** A PostgreSQL of our own, that is stopped and started as the test likes. */
export class Cluster {
  /** Of the socket and of the data. */
  private readonly folder = ownFolder();
  /** Another server with the same data; then a name for both, of which one may be written to. */
  private standby: Cluster | null = null;

  static async start(): Promise<Cluster> {
    const cluster = new Cluster();
    await run('initdb', ['-D', cluster.folder, '-U', 'goodhost', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '-N']);
    await cluster.start();
    return cluster;
  }

  get socket(): string {
    return join(this.folder, '.s.PGSQL.5432');
  }
  url(database: string): string {
    const folders = this.standby ? `${this.folder},${this.standby.folder}` : this.folder;
    const choice = this.standby ? '&target_session_attrs=read-write&connect_timeout=2' : '';
    return `postgresql:///${database}?host=${folders}&user=goodhost${choice}`;
  }

  start(): Promise<void> {
    return launch(this.folder);
  }
  /** As when the machine fails: nothing is written any more. */
  crash(): Promise<void> {
    return run('pg_ctl', ['-D', this.folder, '-m', 'immediate', '-w', 'stop']);
  }

  /** A standby by streaming replication, without which nothing is committed any more. */
  async addStandby(): Promise<void> {
    const standby = new Cluster();
    await run('pg_basebackup', ['-D', standby.folder, '-h', this.folder, '-U', 'goodhost', '-R', '-N', '-X', 'stream', '-c', 'fast']);
    rmSync(`${standby.socket}.lock`, { force: true }); // The other one's, copied with all else.
    await standby.start();
    this.standby = standby;
    this.sql(`alter system set synchronous_standby_names = '*'`);
    this.sql('select pg_reload_conf()');
    const followers = `select count(*) from pg_stat_replication where state = 'streaming' and sync_state = 'sync'`;
    await until('the standby follows', async () => this.sql(followers) === '1');
  }
  async promoteStandby(): Promise<void> {
    await run('pg_ctl', ['-D', this.standby?.folder ?? '', '-w', '-t', '60', 'promote']);
  }
  /** As it was before there was one; what was written since then is gone. */
  async removeStandby(): Promise<void> {
    await this.standby?.remove();
    this.standby = null;
    await this.crash().catch(() => {}); // Perhaps it does not run.
    writeFileSync(join(this.folder, 'postgresql.auto.conf'), '');
    await this.start();
  }

  sql(statement: string, database = 'postgres'): string {
    return execFileSync('psql', [this.url(database), '-qAtc', statement], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  async remove(): Promise<void> {
    // Perhaps the test has stopped it.
    await run('pg_ctl', ['-D', this.folder, '-m', 'immediate', '-w', 'stop']).catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function connect([near, far]: [Socket, Socket]): void {
  near.pipe(far);
  far.pipe(near);
}

/** The network between a node and PostgreSQL. */
export class Network {
  private readonly pairs = new Set<[Socket, Socket]>();
  private readonly server: Server;
  private parted = false;

  constructor(target: () => string) {
    this.server = createServer((near) => {
      const far = createConnection(target());
      const pair: [Socket, Socket] = [near, far];
      this.pairs.add(pair);
      const end = () => {
        this.pairs.delete(pair);
        near.destroy();
        far.destroy();
      };
      for (const socket of pair) socket.on('error', end).on('close', end);
      if (!this.parted) connect(pair);
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Nothing comes through any more, and nobody is told. */
  part(): void {
    this.parted = true;
    for (const [near, far] of this.pairs) {
      near.unpipe().pause();
      far.unpipe().pause();
    }
  }

  /** What was held back comes, or every connection is found to be dead. */
  join(cut: boolean): void {
    this.parted = false;
    for (const [near, far] of [...this.pairs]) {
      if (cut) {
        near.destroy();
        far.destroy();
      } else {
        connect([near, far]);
      }
    }
  }

  stop(): void {
    this.join(true);
    this.server.close();
  }
}

/** A fresh folder in memory where there is one: what is measured is not the disk. */
export function scratchFolder(): string {
  const base = ['/dev/shm', '/var/tmp'].find((folder) => {
    try {
      return readdirSync(folder) !== null;
    } catch {
      return false;
    }
  });
  const folder = mkdtempSync(join(base ?? '/tmp', 'goodhost-torture-'));
  mkdirSync(join(folder, 'data'));
  return folder;
}
