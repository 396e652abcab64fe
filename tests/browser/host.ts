import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');
const program = process.env.GOODHOST_TEST_BINARY ?? join(root, 'build/dev/goodhost');
const email = 'browser@host.example';
const password = 'a sentence nobody guesses';

/** A running desk with somebody who may do everything. */
export interface Host {
  address: string;
  email: string;
  password: string;
  stop: () => Promise<void>;
}

/** The seeded demo host in a folder of its own, on a free port. */
export async function startHost(): Promise<Host> {
  if (!existsSync(program)) throw new Error(`${program} is not built`);
  const data = mkdtempSync(join(tmpdir(), 'goodhost-browser-'));
  execFileSync(program, ['seed', '--data', data, '--size', 'small'], { stdio: 'ignore' });
  execFileSync(
    program,
    ['user', 'create', '--data', data, '--email', email, '--name', 'Browser Test', '--role', 'owner', '--password', password],
    { stdio: 'ignore' },
  );
  const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--demo', 'true'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await listening(server);
  return {
    address,
    email,
    password,
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The program says on which port it listens: the `started` line of its log. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    const read = (line: string) => {
      const port = /"event":"started".*"port":(\d+)/.exec(line)?.[1];
      if (port) done(`http://127.0.0.1:${port}`);
    };
    for (const stream of [server.stdout, server.stderr]) if (stream) createInterface({ input: stream }).on('line', read);
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
}
