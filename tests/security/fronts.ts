import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../journeys/program.ts';

const find = (name: string) =>
  [...(process.env.PATH ?? '').split(':'), '/usr/sbin'].map((folder) => join(folder, name)).find(existsSync) ?? name;

/** nginx and HAProxy as hosts put them before us: connections to us are kept and shared by whoever comes. */
export class Fronts {
  readonly addresses: Record<string, string> = {};
  private readonly folder = mkdtempSync(join(tmpdir(), 'goodhost-fronts-'));
  private readonly processes: ChildProcess[] = [];

  static async start(behind: string): Promise<Fronts> {
    const fronts = new Fronts();
    const target = new URL(behind).host;
    const [one, two] = [await freePort(), await freePort()];
    fronts.run(find('nginx'), ['-p', fronts.folder, '-e', 'stderr', '-c', fronts.file('nginx.conf', nginx(one, target, fronts.folder))]);
    fronts.run(find('haproxy'), ['-q', '-f', fronts.file('haproxy.cfg', haproxy(two, target))]);
    fronts.addresses.nginx = `http://127.0.0.1:${one}`;
    fronts.addresses.haproxy = `http://127.0.0.1:${two}`;
    for (const [name, address] of Object.entries(fronts.addresses))
      await until(`${name} serves`, async () => (await fetch(`${address}/healthz`).catch(() => null))?.status === 200);
    return fronts;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.processes.map((one) => {
        const ended = new Promise((done) => one.once('exit', done));
        one.kill('SIGTERM');
        return one.exitCode === null ? ended : null;
      }),
    );
    rmSync(this.folder, { recursive: true, force: true });
  }

  private file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  private run(program: string, args: string[]): void {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.on('error', (error) => console.log(`${program}: ${error.message}`));
    process.once('exit', () => child.kill('SIGKILL'));
    this.processes.push(child);
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

const nginx = (port: number, target: string, folder: string) => `
daemon off;
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  upstream us { server ${target}; keepalive 8; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://us;
      proxy_http_version 1.1;
      proxy_request_buffering off;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}
`;

const haproxy = (port: number, target: string) => `
defaults
  mode http
  timeout connect 5s
  timeout client 20s
  timeout server 20s
  option http-keep-alive
  option forwardfor
  http-reuse always
frontend us
  bind 127.0.0.1:${port}
  default_backend us
backend us
  server us ${target}
`;
