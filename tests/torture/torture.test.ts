import { afterAll, describe, expect, it } from 'vitest';
import type { Kind } from '../journeys/database.ts';
import { faults } from './faults.ts';
import { Places } from './place.ts';
import { Torture } from './torture.ts';

/** One run each, on the database that feels it most. What takes long is left to `./dev torture`. */
const chosen: Record<Kind, string[]> = {
  sqlite: ['kill', 'disk-full', 'no-space', 'read-only', 'slow-disk', 'io-error', 'clock', 'descriptors'],
  postgres: ['kill', 'restart', 'no-space', 'freeze', 'stall', 'handshake', 'database', 'failover', 'partition', 'island'],
};

const places = new Places();
afterAll(() => places.remove());

describe.each(Object.keys(chosen) as Kind[])('what was acknowledged is kept and the service goes on by itself on %s', (kind) => {
  it.each(faults.filter((fault) => chosen[kind].includes(fault.name)))('under $name', async (fault) => {
    const { wrong, story, log } = await new Torture(places, { seed: 1, kind, faults: [fault] }).run();
    if (wrong.length > 0) console.log([...wrong, ...story, ...log.slice(-200)].join('\n'));
    expect(wrong).toEqual([]);
  });
});
