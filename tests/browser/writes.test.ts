import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { elsewhere, type Write, writes } from './writes.ts';

type Paths = Record<string, Record<string, unknown>>;
const description = resolve(import.meta.dirname, '../../web/shared/generated/openapi.json');
const { paths } = JSON.parse(readFileSync(description, 'utf8')) as { paths: Paths };

/** As `POST /api/v1/tickets/{ticket_id}/closure`. */
const known = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => method !== 'get')
    .map((method) => `${method.toUpperCase()} ${path}`),
);

const fits = (template: string, asked: string): boolean => {
  const [parts, words] = [template.split('/'), asked.split('/')];
  return parts.length === words.length && parts.every((part, at) => part.startsWith('{') || part === words[at]);
};

/** A path in words comes before one with a place for any word. */
const templateOf = (asked: string): string =>
  known.filter((one) => fits(one, asked)).sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? asked;

/** With those of a run before, when only some files run again. */
function allWrites(): Write[] {
  const kept = process.env.GOODHOST_TEST_WRITES;
  if (!kept) return writes;
  const before = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Write[]) : [];
  writeFileSync(kept, JSON.stringify([...before, ...writes]));
  return [...before, ...writes];
}

// Runs last: a form whose button no test presses is one of which nobody knows whether it works.
it.skipIf(writes.length === 0)('every write of the API that the desk has a button for was made by a test', () => {
  const made = new Set(
    allWrites()
      .filter((one) => one.status < 400)
      .map((one) => templateOf(`${one.method} ${one.path}`)),
  );
  expect(known.filter((one) => !made.has(one) && !elsewhere[one])).toEqual([]);
  const needless = Object.keys(elsewhere).filter((one) => made.has(one) || !known.includes(one));
  expect(needless, 'said to be made elsewhere').toEqual([]);
});
