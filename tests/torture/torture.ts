import { join } from 'node:path';
import type { Kind } from '../journeys/database.ts';
import { Random } from '../journeys/random.ts';
import { Api } from './api.ts';
import { check } from './check.ts';
import { Network } from './cluster.ts';
import { FaultLayer } from './fault_layer.ts';
import { faults } from './faults.ts';
import { Island } from './island.ts';
import { Ledger } from './ledger.ts';
import { Load, pause } from './load.ts';
import { Outside } from './outside.ts';
import type { Place, Places } from './place.ts';
import { freePort } from './ports.ts';
import type { Fault, Scene } from './scene.ts';
import { certificate, Server, type Spot } from './server.ts';

/** What a seed stands for. */
export interface Plan {
  seed: number;
  kind: Kind;
  faults: Fault[];
}

export interface Outcome {
  plan: Plan;
  /** What does not hold; nothing when all is well. */
  wrong: string[];
  story: string[];
  log: string[];
  milliseconds: number;
  acknowledged: number;
}

/** The same seed plans the same run, of the same choice of faults and databases. */
export function planOf(seed: number, chosen: string[], kinds: Kind[]): Plan {
  const random = new Random(seed);
  const possible = faults.filter((fault) => chosen.includes(fault.name) && fault.kinds.some((kind) => kinds.includes(kind)));
  const first = random.pick(possible);
  const kind = random.pick(kinds.filter((one) => first.kinds.includes(one)));
  const others = possible.filter((fault) => fault.kinds.includes(kind) && canFollow(first, fault));
  const count = random.pick([0, 0, 1, 2]);
  return { seed, kind, faults: [first, ...Array.from({ length: others.length > 0 ? count : 0 }, () => random.pick(others))] };
}

/** The surroundings are those of the first one. */
function canFollow(first: Fault, fault: Fault): boolean {
  if (first.second || fault.second || first.island || fault.island || first.standby || fault.standby) return false;
  return (!fault.mounts || first.mounts === true) && (!fault.network || first.network === true) && (!fault.tls || first.tls === true);
}

export function namesOf(plan: Plan): string {
  return `${plan.kind}: ${plan.faults.map((fault) => fault.name).join(', ')}`;
}

/** Settings that make a run short, and keep what the load does from being held for its number. */
const settings = [
  ...['--undo-seconds', '0', '--mailbox-heartbeat-minutes', '0', '--mail-keeps-free-mb', '0', '--mails-per-sender-hour', '100000'],
  ...['--stop-grace-seconds', '5', '--database-readers', '6', '--database-writers', '4', '--workers', '4'],
];

/** One run: load, faults, recovery, check. */
export class Torture {
  private readonly places: Places;
  private readonly plan: Plan;
  private readonly random: Random;
  private readonly ledger = new Ledger();
  private readonly outside = new Outside();
  private readonly story: string[] = [];
  private readonly began = Date.now();
  private readonly wrong: string[] = [];
  private outer: Promise<string[]> | null = null;
  private readonly undo: (() => Promise<unknown> | unknown)[] = [];

  constructor(places: Places, plan: Plan) {
    this.places = places;
    this.plan = plan;
    this.random = new Random(plan.seed * 7 + 1);
  }

  async run(): Promise<Outcome> {
    let scene: Scene | null = null;
    try {
      // Somebody else may take a free port first: then the program ends at once.
      const made: Scene = await this.setUp().catch((error: Error) =>
        /ended with 75/.test(error.message) ? this.setUp() : Promise.reject(error),
      );
      scene = made;
      await this.suffer(made);
    } catch (error) {
      this.wrong.push((error as Error).message);
    }
    const log = [...(scene?.server.log ?? []), ...(scene?.second?.server.log.map((line) => `second: ${line}`) ?? [])];
    for (const step of this.undo.reverse()) {
      try {
        await step();
      } catch (error) {
        this.wrong.push(`at the end: ${(error as Error).message}`);
      }
    }
    const { plan, wrong, story } = this;
    return { plan, wrong, story, log, milliseconds: Date.now() - this.began, acknowledged: this.ledger.acknowledged };
  }

  private tell(words: string): void {
    this.story.push(`${String(Date.now() - this.began).padStart(6)} ms  ${words}`);
  }

  private async setUp(): Promise<Scene> {
    const mounts = this.plan.faults.some((fault) => fault.mounts);
    const place = await this.places.make(this.plan.kind, mounts);
    this.undo.push(() => this.places.drop(place, mounts));
    if (this.plan.faults.some((fault) => fault.standby)) await this.addStandby();
    const network = this.plan.faults.some((fault) => fault.network) ? await this.connect() : null;
    const tls = this.plan.faults.some((fault) => fault.tls) ? certificate(place.scratch) : null;
    const island = this.plan.faults.some((fault) => fault.island) ? await this.island() : null;
    const lmtp = await freePort();
    const outer = await this.listenOutside(island);
    const node = async (name: string, data: string[], spot: Partial<Spot>, more: string[]) => {
      const layer = new FaultLayer(place.data, join(place.scratch, `${name}.control`));
      const server = new Server({ ...spot, port: await freePort() }, [...data, ...settings, ...outer, ...more], layer.environment, tls);
      this.undo.push(async () => {
        if (server.runs) await server.end('SIGKILL');
        layer.close();
      });
      await server.start();
      return { server, layer };
    };
    const flags = this.places.flags(place);
    const socket = this.places.cluster?.socket ?? '';
    const via = (url: string) => ['--data', place.data, '--database', url];
    const bridged = island && via(`postgresql://goodhost@${island.here}:${await island.bridge(socket)}/${place.database}`);
    const where = network ? via(network.url(place)) : (bridged ?? flags);
    const spot = island ? { host: island.there, command: island.command } : {};
    const { server, layer } = await node('first', where, spot, ['--lmtp', `${island?.there ?? '127.0.0.1'}:${lmtp}`]);
    const second = this.plan.faults.some((fault) => fault.second) ? await node('second', network ? where : flags, {}, []) : null;
    const { kind } = this.plan;
    const tell = (words: string) => this.tell(words);
    return {
      kind,
      place,
      server,
      layer,
      random: this.random,
      lmtp,
      cluster: this.places.cluster,
      network: network?.network ?? null,
      island,
      second,
      tell,
    };
  }

  private async addStandby(): Promise<void> {
    const { cluster } = this.places;
    this.undo.push(() => cluster?.removeStandby());
    await cluster?.addStandby();
  }

  /** Once, even if the rest is set up again. */
  private listenOutside(island: Island | null): Promise<string[]> {
    if (this.outer) return this.outer;
    this.undo.push(() => this.outside.stop());
    this.outer = this.outside.start(island);
    return this.outer;
  }

  private async connect(): Promise<{ network: Network; url: (place: Place) => string }> {
    const network = new Network(() => this.places.cluster?.socket ?? '');
    const port = await network.start();
    this.undo.push(() => network.stop());
    return { network, url: (place) => `postgresql://goodhost@127.0.0.1:${port}/${place.database}` };
  }

  private async island(): Promise<Island> {
    const island = new Island();
    this.undo.push(() => island.stop());
    await island.start();
    return island;
  }

  private async suffer(scene: Scene): Promise<void> {
    const api = new Api(scene.server.address, scene.place);
    await api.post('/webhooks', { url: this.outside.hook, events: ['tickets.'] }, 'hook');
    const { position } = await api.get<{ position: string }>('/tickets?view=all&limit=1');
    this.outside.follow(scene.server.address, scene.place, position);
    const flags = this.places.flags(scene.place);
    const load = new Load(
      { api, lmtp: { host: scene.island?.there ?? '127.0.0.1', port: scene.lmtp }, flags },
      this.ledger,
      new Random(this.plan.seed * 7 + 2),
    );
    await load.start();
    for (const fault of this.plan.faults) {
      await pause(100 + this.random.below(500));
      await this.strike(fault, scene);
    }
    await pause(this.random.below(300));
    await load.stop();
    this.tell(`${this.ledger.acknowledged} acknowledged, ${load.unsettled.length} not`);
    await this.recover(scene);
    await load.settle();
    this.wrong.push(...load.broken, ...(await check({ api, ledger: this.ledger, outside: this.outside, flags, tell: scene.tell })));
    this.tell('checked');
    await this.stop(scene);
  }

  private async strike(fault: Fault, scene: Scene): Promise<void> {
    const from = scene.server.log.length;
    const injected = scene.layer.get('injected');
    await fault.strike(scene);
    const felt = scene.layer.get('injected') > injected || ['database', 'failover'].includes(fault.name);
    if (!scene.server.runs && !fault.mayEnd)
      throw new Error(`the server ended under ${fault.name}: ${scene.server.log.slice(-3).join('\n')}`);
    if (!fault.cause || !felt) return;
    const lines = () => scene.server.log.slice(from);
    for (let look = 0; look < 100 && !lines().some((line) => fault.cause?.test(line)); look++) await pause(20);
    if (!lines().some((line) => fault.cause?.test(line))) this.wrong.push(`the log does not say what ${fault.name} was`);
  }

  /** The program is left alone; only one that may end is started again, as systemd does. */
  private async recover(scene: Scene): Promise<void> {
    if (!scene.server.runs && this.plan.faults.some((fault) => fault.mayEnd)) {
      this.tell('it ended and is started again');
      scene.server.spawn();
    }
    const from = Date.now();
    await scene.server.ready();
    await scene.second?.server.ready();
    this.tell(`ready ${Date.now() - from} ms after the last fault`);
  }

  private async stop(scene: Scene): Promise<void> {
    for (const node of [scene, ...(scene.second ? [scene.second] : [])]) {
      const code = await node.server.end('SIGTERM');
      if (code !== 0) this.wrong.push(`the server did not stop in order: ${code}`);
    }
  }
}
