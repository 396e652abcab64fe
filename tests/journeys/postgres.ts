import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const programs = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function run(program: string, args: string[]): void {
  const version = readdirSync(programs).sort().at(-1) ?? '';
  const path = join(programs, version, 'bin', program);
  const become = ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', path];
  const [command, all] = process.getuid?.() === 0 ? ['setpriv', [...become, ...args]] : [path, args];
  execFileSync(command, all, { stdio: 'ignore', cwd: '/' });
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

/** The cluster of GOODHOST_TEST_POSTGRES; without it a private one that goes with the last test. */
export default function setup(): (() => void) | undefined {
  if (process.env.GOODHOST_TEST_POSTGRES) return;
  const folder = mkdtempSync('/var/tmp/goodhost-journeys-');
  chmodSync(folder, 0o700);
  if (process.getuid?.() === 0) chownSync(folder, idOf('-u'), idOf('-g'));
  run('initdb', ['-D', folder, '-U', 'goodhost', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off -c max_connections=400`;
  run('pg_ctl', ['-D', folder, '-w', '-l', join(folder, 'server.log'), '-o', settings, 'start']);
  process.env.GOODHOST_TEST_POSTGRES = `postgresql:///postgres?host=${folder}&user=goodhost`;
  return () => {
    run('pg_ctl', ['-D', folder, '-m', 'immediate', '-w', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
}
