import type { Ticket } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';
import { run } from './program.ts';

const submissions = 1000;
const connections = 64;

interface Page {
  items: { id: number; subject: string }[];
  next_cursor: string | null;
}

/** The submission's ticket; null when the server did not acknowledge it. */
async function submit(host: Host, index: number): Promise<number | null> {
  const body = JSON.stringify({
    subject: `Submission number ${index}`,
    body_text: `The words of submission ${index}, heliotrope${index}.`,
    contact: { email: `person${index % 50}@customer.example`, name: `Person ${index % 50}` },
  });
  const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'application/json', 'Idempotency-Key': `submission-${index}` };
  try {
    const answer = await fetch(`${host.address}/api/v1/tickets`, { method: 'POST', body, headers });
    return answer.status === 201 ? ((await answer.json()) as Ticket).id : null;
  } catch {
    return null; // The connection broke: nobody knows whether it was written.
  }
}

/** Submits all with so many at once; `each` hears of every acknowledgement. */
async function submitAll(host: Host, indexes: number[], each: (index: number, id: number) => void): Promise<void> {
  const left = [...indexes];
  const worker = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      const id = await submit(host, index);
      if (id !== null) each(index, id);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

async function listAll(host: Host): Promise<Page['items']> {
  const client = host.client();
  const items: Page['items'] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await client.get<Page>('/tickets', { view: 'all', sort: 'created', limit: 100, cursor });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

describe.each(kinds)('kill -9 in the middle of a thousand submissions on %s', (kind) => {
  const acknowledged = new Map<number, number>();
  const indexes = Array.from({ length: submissions }, (_, index) => index);
  let host: Host;

  beforeAll(async () => {
    host = await Host.start(kind);
    let killed: Promise<void> | null = null;
    const killing = submitAll(host, indexes, (index, id) => {
      acknowledged.set(index, id);
      if (acknowledged.size >= submissions / 3) killed ??= host.kill();
    }).catch(() => {}); // After the kill there is no address any more.
    await killing;
    await killed;
    await host.serve();
  }, 120_000);
  afterAll(() => host?.remove());

  it('happened in the middle', () => {
    console.log(`${kind}: ${acknowledged.size} of ${submissions} were acknowledged before the kill`);
    expect(acknowledged.size).toBeGreaterThanOrEqual(submissions / 3);
    expect(acknowledged.size).toBeLessThan(submissions);
  });

  it('loses none that was acknowledged', async () => {
    const there = new Map((await listAll(host)).map((row) => [row.id, row.subject]));
    for (const [index, id] of acknowledged) expect(there.get(id)).toBe(`Submission number ${index}`);
  });

  it('leaves an intact chain', async () => {
    const { code, out } = await run(['verify', ...host.place]);
    expect(out).toContain(' 0 faults');
    expect(code).toBe(0);
  });

  it('lets the consumers catch up: search finds what came just before the kill', async () => {
    await host.caughtUp();
    const [index, id] = [...acknowledged].at(-1) ?? [];
    const found = await host.client().get<{ items: { ticket: { id: number } }[] }>('/search', { q: `heliotrope${index}` });
    expect(found.items.map((hit) => hit.ticket.id)).toEqual([id]);
  });

  it('makes none twice when all are sent again with their keys', async () => {
    const again = new Map<number, number>();
    await submitAll(host, indexes, (index, id) => again.set(index, id));
    expect(again.size).toBe(submissions);
    for (const [index, id] of acknowledged) expect(again.get(index)).toBe(id);
    const subjects = (await listAll(host)).map((row) => row.subject);
    expect(subjects).toHaveLength(submissions);
    expect(new Set(subjects).size).toBe(submissions);
    await host.caughtUp();
  });
});
