import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

export type Kind = 'sqlite' | 'postgres';
export const kinds: Kind[] = ['sqlite', 'postgres'];

export interface Database {
  /** Nothing for SQLite, which lives in the data folder. */
  url: string;
  drop(): void;
}

function cluster(): string {
  const url = process.env.GOODHOST_TEST_POSTGRES;
  if (!url) throw new Error('GOODHOST_TEST_POSTGRES is not set');
  return url;
}

function sql(statement: string): void {
  execFileSync('psql', [cluster(), '-qc', statement], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A database of its own for each host. */
export function newDatabase(kind: Kind): Database {
  if (kind === 'sqlite') return { url: '', drop: () => {} };
  const name = `journey_${randomBytes(6).toString('hex')}`;
  sql(`create database ${name}`);
  const url = new URL(cluster().replace('postgresql:///', 'postgresql://socket/'));
  url.pathname = `/${name}`;
  return { url: url.href.replace('postgresql://socket/', 'postgresql:///'), drop: () => sql(`drop database ${name} with (force)`) };
}
