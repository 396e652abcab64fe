import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kind } from '../journeys/database.ts';
import { runWell, until } from '../journeys/program.ts';
import { Cluster, scratchFolder } from './cluster.ts';
import { freePort } from './ports.ts';
import { Server } from './server.ts';

const owner = { email: 'owner@host.example', password: 'a sentence nobody guesses' };
export const mailbox = 'support@host.example';

/** Whether the data folder can be a small file system of its own: for root, and not in every container. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'goodhost-torture-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'goodhost-torture', folder], { stdio: 'ignore' }).status === 0;
  if (mounted) spawnSync('umount', [folder], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}

/** An installation with a brand, an owner and a mailbox, from which every run gets a copy. */
interface Template {
  scratch: string;
  database: string;
  token: string;
}

export interface Place {
  kind: Kind;
  /** Belongs to the run: the data folder and what stands beside it. */
  scratch: string;
  data: string;
  /** Nothing on SQLite. */
  database: string;
  token: string;
}

/** Makes places to torture, on both databases. */
export class Places {
  cluster: Cluster | null = null;
  private readonly templates = new Map<Kind, Promise<Template>>();
  private made = 0;

  async make(kind: Kind, mount: boolean): Promise<Place> {
    const template = await this.template(kind);
    const scratch = scratchFolder();
    const data = join(scratch, 'data');
    if (mount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=700', 'goodhost-torture', data]);
    cpSync(join(template.scratch, 'data'), data, { recursive: true });
    if (kind === 'sqlite') return { kind, scratch, data, database: '', token: template.token };
    const database = `run_${++this.made}`;
    this.cluster?.sql(`create database ${database} template ${template.database}`);
    return { kind, scratch, data, database, token: template.token };
  }

  drop(place: Place, mounted: boolean): void {
    if (mounted) execFileSync('umount', ['--lazy', place.data]);
    rmSync(place.scratch, { recursive: true, force: true });
    if (place.database) this.cluster?.sql(`drop database ${place.database} with (force)`);
  }

  /** Where commands find the installation: not through a network that may be cut. */
  flags(place: Place): string[] {
    const url = place.database ? (this.cluster?.url(place.database) ?? '') : '';
    return ['--data', place.data, ...(url ? ['--database', url] : [])];
  }

  async remove(): Promise<void> {
    for (const template of this.templates.values()) rmSync((await template).scratch, { recursive: true, force: true });
    await this.cluster?.remove();
  }

  private template(kind: Kind): Promise<Template> {
    const known = this.templates.get(kind) ?? this.makeTemplate(kind);
    this.templates.set(kind, known);
    return known;
  }

  private async makeTemplate(kind: Kind): Promise<Template> {
    const scratch = scratchFolder();
    const place = { kind, scratch, data: join(scratch, 'data'), database: kind === 'postgres' ? 'installation' : '', token: '' };
    if (place.database) {
      this.cluster = await Cluster.start();
      this.cluster.sql(`create database ${place.database}`);
    }
    const server = new Server({ port: await freePort() }, this.flags(place), {});
    await server.start();
    await setUp(server);
    const token = await runWell(['token', 'create', ...this.flags(place), '--agent', owner.email]);
    const send = (method: string, path: string, body: unknown) =>
      fetch(`${server.address}/api/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    await send('POST', '/mailboxes', { name: 'support', address: mailbox });
    await send('PATCH', '/brands/1', { sender_address: mailbox });
    await server.end('SIGTERM');
    return { scratch, database: place.database, token };
  }
}

async function setUp(server: Server): Promise<void> {
  let token: string | undefined;
  await until('the setup token', async () => {
    token = server.log.map((line) => /"token":"(\w+)"/.exec(line)?.[1]).find(Boolean);
    return token !== undefined;
  });
  const brand = { brand_name: 'Host', domain: 'host.example', locale: 'en', time_zone: 'UTC' };
  const form = new URLSearchParams({ token: token ?? '', name: 'Olga Owner', ...owner, ...brand });
  const answer = await fetch(`${server.address}/setup`, { method: 'POST', body: form, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`setup was answered with ${answer.status}: ${await answer.text()}`);
}
