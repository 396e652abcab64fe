import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../journeys/database.ts';
import { Visitor } from '../journeys/visitor.ts';
import { Api, fill, type Operation, plain, type Schema } from './schema.ts';
import { Tally } from './tally.ts';
import { type Ids, mark, World } from './world.ts';

/** The id that a name asks for: `into_ticket_id` is a ticket's. */
function idFor(ids: Ids, name: string): number | string | undefined {
  const single = name.replace(/_ids$/, '_id');
  const known = Object.keys(ids).find((key) => single === key || single.endsWith(`_${key}`));
  return known === undefined ? undefined : ids[known];
}

/** Ends the attacker's own way in. */
const suicidal = (one: Operation) => /^\/(session|me\/(sessions|tokens|password|totp)|demo|sign_in_links)/.test(one.short);

/** Belongs to the house, not to a brand, so that changing it is no trespass. */
const shared = (one: Operation) => !one.parameters.some((parameter) => parameter.in === 'path');

describe.each(kinds)('objects of another brand on %s', (kind) => {
  let world: World;
  let api: Api;
  let before = '';

  beforeAll(async () => {
    world = await World.build(kind);
    api = await Api.of(world.host);
    before = await portrait();
  });
  afterAll(() => world?.remove());

  /** All that the attacked brand has, as its owner sees it. */
  async function portrait(): Promise<string> {
    const seen: string[] = [];
    for (const one of api.operations) {
      const names = one.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
      const known = names.length > 0 && names.every((name) => world.ours[name] !== undefined);
      if (one.method !== 'GET' || !known || /outbox|deliveries|source$|pages|promises|report_draft/.test(one.short)) continue;
      const answer = await world.asOwner(fill(one.short, (name) => world.ours[name] ?? 0));
      seen.push(
        `${one.short} ${answer.status} ${(await answer.text()).replaceAll(/"(last_\w+|position|seen_at|request_id)":"[^"]*"/g, '')}`,
      );
    }
    expect(seen.length).toBeGreaterThan(12);
    return seen.join('\n');
  }

  async function attempt(tally: Tally, one: Operation, path: string, body?: unknown): Promise<void> {
    const answer = await world.asRival(path, one.method, body);
    const text = await answer.text();
    tally.count(answer.status);
    expect(text.toLowerCase(), `${one.method} ${path} ${JSON.stringify(body)}`).not.toContain(mark);
    expect(answer.status, `${one.method} ${path}: ${text.slice(0, 300)}`).toBeLessThan(500);
  }

  const bodyOf = (one: Operation, leaf: (name: string, schema: Schema) => unknown, all: boolean) =>
    one.body ? api.sample(one.body, leaf, all) : undefined;

  it('are not reached by their ids in the path', async () => {
    const tally = new Tally(`ids in paths (${kind})`);
    for (const one of api.operations) {
      const names = one.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
      if (!names.some((name) => world.ours[name] !== undefined) || suicidal(one)) continue;
      const path = fill(one.short, (name) => world.ours[name] ?? 1);
      for (const all of one.body ? [false, true] : [false]) {
        const body = bodyOf(one, (name, schema) => idFor(world.theirs, name) ?? plain(name, schema), all);
        const answer = await world.asRival(path, one.method, body);
        const text = await answer.text();
        tally.count(answer.status);
        expect([403, 404, 409, 422], `${one.method} ${path}: ${answer.status} ${text.slice(0, 300)}`).toContain(answer.status);
        expect(text.toLowerCase()).not.toContain(mark);
      }
    }
    tally.tell();
    expect(tally.tried).toBeGreaterThan(100);
    expect(tally.of(404)).toBeGreaterThan(60);
  });

  it('are not reached by their ids in queries, nor listed', async () => {
    const tally = new Tally(`ids in queries (${kind})`);
    for (const one of api.operations) {
      if (one.method !== 'GET' || suicidal(one)) continue;
      const path = fill(one.short, (name) => world.theirs[name] ?? 1);
      const named = one.parameters.filter((parameter) => parameter.in === 'query');
      await attempt(tally, one, path);
      await attempt(tally, one, `${path}?limit=200`);
      const ids = named.filter((parameter) => idFor(world.ours, parameter.name) !== undefined);
      for (const parameter of ids) await attempt(tally, one, `${path}?${parameter.name}=${idFor(world.ours, parameter.name)}`);
      if (named.some((parameter) => parameter.name === 'q')) await attempt(tally, one, `${path}?q=${mark}`);
    }
    tally.tell();
    expect(tally.tried).toBeGreaterThan(150);
  });

  it('are not reached by their ids in bodies', async () => {
    const tally = new Tally(`ids in bodies (${kind})`);
    for (const one of api.operations) {
      if (!one.body || suicidal(one) || (shared(one) && /cap|needs|notification|brands$/.test(one.short))) continue;
      const path = fill(one.short, (name) => world.theirs[name] ?? 999_999);
      for (const all of [false, true]) {
        let foreign = 0;
        const leaf = (name: string, schema: Schema) => {
          const id = schema.type === 'integer' ? idFor(world.ours, name) : undefined;
          foreign += id === undefined ? 0 : 1;
          return id ?? plain(name, schema);
        };
        const body = bodyOf(one, leaf, all);
        if (foreign > 0) await attempt(tally, one, path, body);
      }
    }
    tally.tell();
    expect(tally.tried).toBeGreaterThan(20);
  });

  it('are as they were', async () => {
    await world.host.caughtUp();
    const [now, then] = [(await portrait()).split('\n'), before.split('\n')];
    expect(now.filter((line) => !then.includes(line))).toEqual([]);
  });
});

describe('what belongs to another customer', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.build('sqlite');
  });
  afterAll(() => world?.remove());

  const pages = (ids: Ids) => [
    `/tickets/${ids.ticket_id}`,
    `/tickets/${ids.ticket_id}?sent=1`,
    `/ko/tickets/${ids.ticket_id}`,
    `/tickets/new?service_id=${ids.service_id}`,
    `/tickets?q=${mark}`,
    '/tickets',
    '/people',
    '/profile',
    '/',
    `/api/v1/attachments/${ids.attachment_id}/${mark}.log`,
    `/api/v1/tickets/${ids.ticket_id}`,
    `/api/v1/tickets/${ids.ticket_id}/trail.json`,
    `/api/v1/tickets/${ids.ticket_id}/trail.pdf`,
  ];

  /** What of the attacked contact's somebody gets to see; the own name of who asks is cut out. */
  async function leaks(get: (path: string) => Promise<Response>, own: string): Promise<string[]> {
    const tally = new Tally(`portal of ${own || 'a visitor'}`);
    const found: string[] = [];
    for (const path of pages(world.ours)) {
      const answer = await get(path);
      tally.count(answer.status);
      const text = (await answer.text()).replaceAll(own, '').replaceAll(path, '').replaceAll(encodeURIComponent(path), '');
      if (/quokka is slow|all of quokka|among us|log of|quokka ltd|ann quokka/i.test(text)) found.push(path);
    }
    tally.tell();
    return found;
  }

  it('is seen by its contact, and by no other', async () => {
    const ann = await world.enter(`ann@${mark}.example`);
    expect(await leaks((path) => ann.fetch(path), 'nobody')).toContain(`/tickets/${world.ours.ticket_id}`);
    const bob = await world.enter(`bob@${mark}.example`);
    expect(await leaks((path) => bob.fetch(path), 'bob quokka')).toEqual([]);
    const stranger = new Visitor(world.host.address);
    await stranger.open('/sign-in');
    await stranger.submitFields('/sign-in', { email: 'ann@rivalry.example' });
    await world.enter(`bob@${mark}.example`);
    const links = (await world.host.mailsTo('ann@rivalry.example')).filter((mail) => mail.text.includes('/sign-in/link'));
    expect(links, 'a contact of another brand is none here').toEqual([]);
  });

  it('is not seen by a visitor, nor with the signed link of another ticket', async () => {
    expect(await leaks((path) => fetch(world.host.address + path), '')).toEqual([]);
    const form = { name: 'Fay', email: 'fay@follow.example', category: 'slow', severity: 'normal', subject: 'Mine', text: 'My own words.' };
    const data = new FormData();
    for (const [name, value] of Object.entries(form)) data.set(name, value);
    const made = await fetch(`${world.host.address}/tickets/new`, { method: 'POST', body: data, redirect: 'manual' });
    const token = /\/t\/([^/?#]+)/.exec(made.headers.get('Location') ?? '')?.[1] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const followed = (path: string) => `${path}${path.includes('?') ? '&' : '?'}follow=${token}`;
    expect(await leaks((path) => fetch(world.host.address + followed(path)), '')).toEqual([]);
  });

  it('is not opened by a link that was written by somebody else', async () => {
    const tally = new Tally('forged links');
    const form = new FormData();
    const fields = {
      name: 'Gus',
      email: 'gus@follow.example',
      category: 'slow',
      severity: 'normal',
      subject: 'Mine',
      text: 'My own words.',
    };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const made = await fetch(`${world.host.address}/tickets/new`, { method: 'POST', body: form, redirect: 'manual' });
    const token = /\/t\/([^/?#]+)/.exec(made.headers.get('Location') ?? '')?.[1] ?? '';
    expect((await fetch(`${world.host.address}/t/${token}`)).status).toBe(200);
    for (let at = 0; at < token.length; at += 3) {
      const letter = token[at] === 'A' ? 'B' : 'A';
      const answer = await fetch(`${world.host.address}/t/${token.slice(0, at)}${letter}${token.slice(at + 1)}`, { redirect: 'manual' });
      tally.count(answer.status);
      // The last letter of base64 may carry bits that mean nothing.
      if (at < token.length - 2) expect(answer.status, `letter ${at}`).not.toBe(200);
    }
    const [head = '', ...rest] = token.split('.');
    const other = Buffer.from(head, 'base64url')
      .toString()
      .replace(/ticket\/\d+/, `ticket/${world.ours.ticket_id}`);
    const forged = [Buffer.from(other).toString('base64url'), ...rest].join('.');
    expect((await fetch(`${world.host.address}/t/${forged}`, { redirect: 'manual' })).status).not.toBe(200);
    tally.tell();
  });
});
