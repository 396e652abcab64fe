import { statfsSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../journeys/database.ts';
import { errno, kind as of } from './fault_layer.ts';
import { cuts, islandsRefused } from './island.ts';
import { pause } from './load.ts';
import { canMount } from './place.ts';
import type { Fault, Scene } from './scene.ts';
import { stall, stallHandshakes } from './stalled.ts';

const both: Kind[] = ['sqlite', 'postgres'];
const postgres: Kind[] = ['postgres'];
const hour = 3_600_000;

const diskTrouble =
  /disk I\/O error|No space left|disk is full|Read-only|readonly|Input\/output|quota|unable to open database|could not be written|no room/i;
const databaseGone = /database.*(connection|terminat|server closed|starting up|shutting down|refused|No such file)/i;

/** Between two numbers, by the seed. */
const between = ({ random }: Scene, least: number, most: number) => least + random.below(most - least);

async function hold(scene: Scene, least: number, most: number): Promise<void> {
  await pause(between(scene, least, most));
}

async function kill(scene: Scene): Promise<void> {
  scene.tell('kill -9');
  await scene.server.end('SIGKILL');
  await hold(scene, 0, 300);
  await scene.server.start();
}

async function restart(scene: Scene): Promise<void> {
  scene.tell('told to stop, and started again');
  const code = await scene.server.end('SIGTERM');
  if (code !== 0) throw new Error(`the server did not stop in order: ${code}`);
  await scene.server.start();
}

/** The last bytes of the file system are taken by somebody else. */
async function fillDisk(scene: Scene): Promise<void> {
  const ballast = join(scene.place.data, 'ballast');
  const { bavail, bsize } = statfsSync(scene.place.data);
  const left = scene.random.pick([0, 0, 20_000, 200_000]);
  scene.tell(`the disk is full but for ${left} bytes`);
  try {
    writeFileSync(ballast, Buffer.alloc(Number(bavail) * Number(bsize), 1));
  } catch {
    // The server took some of it meanwhile.
  }
  if (left > 0) truncateSync(ballast, Math.max(0, Number(bavail) * Number(bsize) - left));
  await hold(scene, 300, 1500);
  unlinkSync(ballast);
}

async function refuseWrites(scene: Scene): Promise<void> {
  const error = scene.random.pick([errno.ENOSPC, errno.EDQUOT]);
  scene.tell(`no write finds room: errno ${error}`);
  scene.layer.set({ write_error: error, open_error: scene.random.pick([0, error]) });
  await hold(scene, 200, 1200);
  scene.layer.heal();
}

async function readOnly(scene: Scene): Promise<void> {
  scene.tell('the file system was made read-only');
  const { EROFS } = errno;
  scene.layer.set({ write_error: EROFS, open_error: EROFS, sync_error: EROFS, rename_error: EROFS });
  await hold(scene, 200, 1200);
  scene.layer.heal();
}

async function slowDisk(scene: Scene): Promise<void> {
  const milliseconds = between(scene, 5, 150);
  scene.tell(`every write takes ${milliseconds} ms`);
  scene.layer.set({ delay_us: milliseconds * 1000 });
  await hold(scene, 500, 1500);
  scene.layer.heal();
}

/** The n-th call from now on fails, and perhaps some after it; several times. */
async function failSome(scene: Scene): Promise<void> {
  const { layer, random } = scene;
  const rounds = between(scene, 2, 7);
  for (let round = 0; round < rounds; round++) {
    const kinds = random.pick([of.write, of.sync, of.rename, of.open, of.read, of.write | of.sync, 15, 31]);
    const fail_error = random.pick([errno.EIO, errno.EIO, errno.ENOSPC, errno.short]);
    const after = random.below(kinds === of.rename ? 3 : 60);
    const fail_count = random.pick([1, 1, 1, 3, 20]);
    scene.tell(`calls of ${kinds} fail from the ${after}th on, ${fail_count} of them, errno ${fail_error}`);
    layer.set({ fail_from: layer.get('calls') + after, fail_count, fail_error });
    layer.set({ kinds });
    await hold(scene, 80, 250);
  }
  layer.heal();
}

/** Wrong for a while, or put right by a jump ahead. What is ordered while the clock is ahead is done when that time has come. */
async function moveClock(scene: Scene): Promise<void> {
  const wrong = scene.random.pick([-11 * hour, -hour, -40_000, -2000, 2000, 15_000]);
  const right = scene.random.pick([0, 0, hour, 11 * hour]);
  // A clock that was put right before is not put back: that it waits for the time of an order made ahead is as it should be.
  const from = scene.layer.get('clock_ms');
  for (const clock_ms of [from + wrong, from + right]) {
    scene.tell(`the clock is ${clock_ms / 1000} s off`);
    scene.layer.set({ clock_ms });
    await hold(scene, 100, 700);
  }
}

async function exhaustDescriptors(scene: Scene): Promise<void> {
  const limit = between(scene, 8, 40);
  scene.tell(`${limit} file descriptors`);
  scene.server.limit('nofile', limit);
  await hold(scene, 300, 1200);
  scene.server.limit('nofile', 4096);
}

async function exhaustMemory(scene: Scene): Promise<void> {
  const { server } = scene;
  const megabytes = between(scene, 1, 30);
  scene.tell(`no more than ${megabytes} MB of memory`);
  server.limit('as', server.memory() + megabytes * 1024 * 1024);
  await hold(scene, 300, 1000);
  if (server.runs) server.limit('as', 'unlimited');
}

async function freeze(scene: Scene): Promise<void> {
  scene.tell('frozen');
  scene.server.signal('SIGSTOP');
  await hold(scene, 200, 2000);
  scene.server.signal('SIGCONT');
}

/** One node stands still until the other has taken over what it held, and wakes in the middle of what it was doing. */
async function freezeOne(scene: Scene): Promise<void> {
  const second = scene.second;
  if (!second) throw new Error('there is no second node');
  const [sleeper, other] = scene.random.below(2) ? [scene, second] : [second, scene];
  scene.tell('one of two nodes is frozen for more than a minute by the clock');
  sleeper.server.signal('SIGSTOP');
  await hold(scene, 100, 400);
  for (const node of [sleeper, other]) node.layer.set({ clock_ms: 70_000 });
  await hold(scene, 600, 1500);
  sleeper.server.signal('SIGCONT');
}

async function crashDatabase(scene: Scene): Promise<void> {
  scene.tell('PostgreSQL is stopped at once');
  await scene.cluster?.crash();
  await hold(scene, 0, 800);
  await scene.cluster?.start();
}

/** The server that was written to is gone for good, and the other one takes its place. */
async function failOver(scene: Scene): Promise<void> {
  scene.tell('PostgreSQL is stopped at once, and its standby is promoted');
  await scene.cluster?.crash();
  await hold(scene, 0, 800);
  await scene.cluster?.promoteStandby();
}

async function part(scene: Scene): Promise<void> {
  const cut = scene.random.below(2) === 1;
  scene.tell(`nothing comes through to PostgreSQL; then ${cut ? 'all connections are dead' : 'what was held back comes'}`);
  scene.network?.part();
  await hold(scene, 300, 2000);
  scene.network?.join(cut);
}

/**
 * The node that serves, whose jobs are its own for a while, is cut off from clients, database, mail server and the other node. That
 * one takes over what is overdue by the clock; and the first one comes back and goes on with what it was doing.
 */
async function cutOff(scene: Scene): Promise<void> {
  const cut = scene.random.pick([...cuts]);
  scene.tell(`one of two nodes is cut off: ${cut}`);
  scene.island?.part(cut);
  const heard = fetch(`${scene.server.address}/readyz`, { signal: AbortSignal.timeout(300) });
  if (await heard.then(Boolean, () => false)) throw new Error('the node answers though it is cut off');
  await hold(scene, 100, scene.random.below(8) === 7 ? 10_000 : 1500);
  if (scene.random.below(2)) for (const node of [scene, scene.second]) node?.layer.set({ clock_ms: 70_000 });
  await hold(scene, 400, 1500);
  scene.island?.join(cut);
}

const refused = islandsRefused();
if (refused) console.log(`no fault 'island': ${refused}`);

export const faults: Fault[] = [
  { name: 'kill', kinds: both, strike: kill },
  { name: 'restart', kinds: both, strike: restart },
  ...(canMount() ? [{ name: 'disk-full', kinds: both, mounts: true, cause: diskTrouble, strike: fillDisk }] : []),
  { name: 'no-space', kinds: both, cause: diskTrouble, strike: refuseWrites },
  { name: 'read-only', kinds: both, cause: diskTrouble, strike: readOnly },
  { name: 'slow-disk', kinds: both, strike: slowDisk },
  { name: 'io-error', kinds: both, strike: failSome },
  { name: 'clock', kinds: both, strike: moveClock },
  { name: 'descriptors', kinds: both, cause: /Too many open files|too many|unable to open database/i, strike: exhaustDescriptors },
  { name: 'memory', kinds: both, mayEnd: true, strike: exhaustMemory },
  { name: 'freeze', kinds: both, strike: freeze },
  { name: 'stall', kinds: both, strike: stall },
  { name: 'handshake', kinds: both, tls: true, strike: stallHandshakes },
  { name: 'node', kinds: postgres, second: true, strike: freezeOne },
  ...(refused ? [] : [{ name: 'island', kinds: postgres, second: true, island: true, strike: cutOff }]),
  { name: 'database', kinds: postgres, cause: databaseGone, strike: crashDatabase },
  { name: 'failover', kinds: postgres, standby: true, cause: databaseGone, strike: failOver },
  { name: 'partition', kinds: postgres, network: true, strike: part },
];
