import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kinds as allKinds, type Kind } from '../journeys/database.ts';
import { faults } from './faults.ts';
import { Places } from './place.ts';
import { namesOf, type Outcome, planOf, Torture } from './torture.ts';

const folder = resolve(import.meta.dirname, '../../build/torture');

const usage = `usage: ./dev torture [--seed N] [--runs K] [--seconds S] [--violations V] [--fault NAME,...] [--database sqlite|postgres]
Ends after V violations (10). Run i has the seed N + i; the same seed with the same choice of faults and databases is the same run.
Faults: ${faults.map((fault) => fault.name).join(' ')}`;

function choose<T extends string>(asked: string | undefined, known: readonly T[]): T[] {
  const names = asked ? asked.split(',') : [...known];
  const unknown = names.filter((name) => !known.includes(name as T));
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}\n${usage}`);
  return names as T[];
}

/** The whole log and story of a violation or a long wait, for who mends it. */
function keep(outcome: Outcome): string {
  const file = `${folder}/${outcome.plan.seed}.log`;
  const parts = [namesOf(outcome.plan), ...outcome.wrong.map((one) => `WRONG ${one}`), ...outcome.story, ...outcome.log];
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${parts.join('\n')}\n`);
  return file;
}

function report(outcome: Outcome): void {
  const { plan, wrong, story, milliseconds, acknowledged } = outcome;
  console.log(`${wrong.length > 0 ? 'WRONG' : 'ok   '} ${plan.seed} ${namesOf(plan)} (${acknowledged} deeds, ${milliseconds} ms)`);
  const waited = story.filter((one) => one.includes('waited'));
  for (const line of wrong.length > 0 ? [...wrong, ...story] : waited) console.log(`    ${line}`);
  if (wrong.length === 0 && waited.length === 0) return;
  console.log(`    log: ${keep(outcome)}`);
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = {
    seed: text,
    runs: text,
    seconds: text,
    violations: text,
    fault: text,
    database: text,
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const chosen = choose(
    values.fault,
    faults.map((fault) => fault.name),
  );
  const kinds = choose<Kind>(values.database, allKinds);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const runs = Number(values.runs ?? (values.seed ? 1 : 20));
  const until = Date.now() + Number(values.seconds ?? 86_400) * 1000;
  const most = Number(values.violations ?? 10);
  const places = new Places();
  const violated: number[] = [];
  let made = 0;
  process.once('SIGINT', () => places.remove().then(() => process.exit(130)));
  console.log(`seed ${seed}`);
  for (; made < runs && Date.now() < until && violated.length < most; made++) {
    const outcome = await new Torture(places, planOf(seed + made, chosen, kinds)).run();
    report(outcome);
    if (outcome.wrong.length > 0) violated.push(outcome.plan.seed);
  }
  await places.remove();
  console.log(`${made} runs, ${violated.length} violations${violated.length > 0 ? `: seeds ${violated.join(' ')}` : ''}`);
  process.exitCode = violated.length > 0 ? 1 : 0;
}

await main();
