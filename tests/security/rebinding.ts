import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NameServer } from './name_server.ts';

const real = process.env.GOODHOST_TEST_BINARY ?? resolve(import.meta.dirname, '../../build/dev/goodhost');

/** Two numbers of our own, so that two of us can be at work. */
const own = `${(process.pid >> 8) & 255}.${process.pid & 255}`;

/** Where two servers wait: one at an address of the public internet, that this machine has for a while, and one of its own. */
export class Doors {
  readonly open = `11.213.${own}`;
  outside = 0;
  inside = 0;
  private readonly servers: Server[] = [];

  start(): void {
    execFileSync('ip', ['addr', 'add', `${this.open}/32`, 'dev', 'lo'], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** The same port at both; what is said there suits a webhook (it is answered) and a mail server (that goes at once). */
  async listen(speaksFirst: boolean, alsoOutside = true): Promise<number> {
    const serve = (count: () => void) =>
      createServer((socket) => {
        count();
        socket.on('error', () => {});
        if (speaksFirst) return socket.end('* BYE\r\n');
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'));
      });
    let port = 0;
    for (const host of ['127.0.0.1', '::1', ...(alsoOutside ? [this.open] : [])]) {
      const server = serve(() => (host === this.open ? this.outside++ : this.inside++));
      this.servers.push(server);
      port = await bound(server, port, host);
    }
    return port;
  }

  stop(): void {
    for (const server of this.servers) server.close();
    spawnSync('ip', ['addr', 'del', `${this.open}/32`, 'dev', 'lo'], { stdio: 'ignore' });
  }
}

function bound(server: Server, port: number, host: string): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** The program, unchanged, in a mount namespace where the machine's resolver asks our name server. */
export class Rebinding {
  readonly names = new NameServer();
  readonly doors = new Doors();
  private readonly folder = mkdtempSync(join(tmpdir(), 'goodhost-names-'));

  /** Why it cannot be done here; empty when it can: for root, and not in every container. */
  async start(): Promise<string> {
    try {
      const address = `127.213.${own}`;
      await this.names.start(address);
      const resolver = join(this.folder, 'resolv.conf');
      const order = join(this.folder, 'nsswitch.conf');
      writeFileSync(resolver, `nameserver ${address}\noptions timeout:1 attempts:1\n`);
      writeFileSync(order, 'passwd: files\ngroup: files\nhosts: files dns\n');
      // In a chroot the root is no mount of its own, and stays as it is: perhaps shared with the machine.
      const whole = spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' }).status === 0;
      const apart = whole ? '--mount' : '--mount --propagation unchanged';
      const mounts = `mount --bind '${resolver}' /etc/resolv.conf && mount --bind '${order}' /etc/nsswitch.conf`;
      writeFileSync(this.program, `#!/bin/sh\nexec unshare ${apart} sh -c "${mounts} && exec \\"\\$@\\"" sh '${real}' "$@"\n`);
      chmodSync(this.program, 0o755);
      execFileSync(this.program, ['--version'], { stdio: ['ignore', 'ignore', 'pipe'] });
      if (readFileSync('/etc/resolv.conf', 'utf8').includes(address)) {
        execFileSync('umount', ['/etc/resolv.conf', '/etc/nsswitch.conf']);
        throw new Error('mounts are shared with the machine');
      }
      this.doors.start();
      return '';
    } catch (error) {
      this.stop();
      return (error as Error).message;
    }
  }

  get program(): string {
    return join(this.folder, 'goodhost');
  }

  stop(): void {
    this.names.stop();
    this.doors.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
