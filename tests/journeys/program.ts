import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const program = process.env.GOODHOST_TEST_BINARY ?? resolve(import.meta.dirname, '../../build/dev/goodhost');
if (!existsSync(program)) throw new Error(`${program} is not built`);

// Variables of that prefix are settings of the program, and those of the tests are none.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GOODHOST_')));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command of the program to its end; any exit code is an answer. */
export function run(args: string[], input?: string | Buffer): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', failed);
    child.stdin.on('error', () => {}); // A command that reads nothing may be gone already.
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.end(input ?? '');
  });
}

/** Runs a command that has to succeed; what it printed. */
export async function runWell(args: string[], input?: string | Buffer): Promise<string> {
  const ended = await run(args, input);
  if (ended.code !== 0) throw new Error(`goodhost ${args[0]} ended with ${ended.code}: ${ended.out}${ended.err}`);
  return ended.out.trim();
}

export interface Node {
  address: string;
  /** Lines of the log so far. */
  log: string[];
  process: ChildProcess;
  /** Ends it by a signal and waits; the exit code, null when the signal killed it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

// A test that fails before its end leaves its servers to this.
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a server, on a free port where none is named; resolves when /readyz says so. */
export async function serve(settings: string[], listen = '127.0.0.1:0'): Promise<Node> {
  const child = spawn(program, ['serve', '--listen', listen, ...settings], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  running.add(child);
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  child.once('exit', () => running.delete(child));
  const port = await new Promise<number>((done, failed) => {
    const read = (line: string) => {
      log.push(line);
      const started = /"event":"started".*"port":(\d+)/.exec(line)?.[1];
      if (started) done(Number(started));
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${log.join('\n')}`)));
  });
  const address = `http://127.0.0.1:${port}`;
  await until('readyz', async () => (await fetch(`${address}/readyz`)).ok);
  const end = (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    return exited;
  };
  return { address, log, process: child, end };
}

/** Asks again until it holds; what is waited for is told when it does not. */
export async function until(what: string, holds: () => Promise<boolean>, milliseconds = 30_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
