import type { List, Ticket } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../journeys/database.ts';
import { exchange } from './raw.ts';
import { Api, fill, plain, type Schema } from './schema.ts';
import { Tally } from './tally.ts';
import { mark, World } from './world.ts';

const statements = [
  "'",
  '"',
  '\\',
  "\\'",
  "' OR '1'='1",
  "') OR 1=1 --",
  '1; DROP TABLE tickets; --',
  "x' UNION SELECT password_hash FROM agents --",
  "'; SELECT pg_sleep(9); --",
  '%',
  '_',
  '%25%5f\\',
  '$1',
  ':x',
  '?1',
  '{"$ne":null}',
  '*',
  'a" OR b NEAR(c) AND (',
  'subject:"x',
  '((((((((((',
  'NOT NOT -',
  '-',
  '^x*',
  'tag:\' is:"',
  '9'.repeat(400),
  '-1',
  '1e309',
  '0x10',
  '\u202ex',
  '😀'.repeat(50),
  '\ud7ff\ue000',
];

describe.each(kinds)('words that mean something elsewhere, on %s', (kind) => {
  let world: World;
  let api: Api;

  beforeAll(async () => {
    world = await World.build(kind);
    api = await Api.of(world.host);
  });
  afterAll(() => world?.remove());

  const failures = () => world.host.node.log.filter((line) => /"event":"(failure|database)"/.test(line) && /"level":"error"/.test(line));

  it('change no statement, in every filter, search, order and cursor', async () => {
    const tally = new Tally(`statements in queries (${kind})`);
    const all = async () => (await world.host.client().get<List<Ticket>>('/tickets?view=all&limit=200')).items.length;
    const before = await all();
    for (const one of api.operations) {
      if (one.method !== 'GET' || /^\/session/.test(one.short)) continue;
      const path = fill(one.short, (name) => world.ours[name] ?? 1);
      const queries = one.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
      const asked = queries.flatMap((name) => statements.map((text) => `${path}?${name}=${encodeURIComponent(text)}`));
      const inPath = one.parameters
        .filter((parameter) => parameter.in === 'path')
        .flatMap((parameter) =>
          statements.map((text) => fill(one.short, (name) => (name === parameter.name ? text : (world.ours[name] ?? 1)))),
        );
      for (const answer of await Promise.all(
        [...asked, ...inPath].map((target) => world.asOwner(target).then((got) => ({ target, got }))),
      )) {
        tally.count(answer.got.status);
        expect(answer.got.status, answer.target).toBeLessThan(500);
      }
    }
    expect(failures()).toEqual([]);
    expect(await all()).toBe(before);
    tally.tell();
    expect(tally.tried).toBeGreaterThan(3000);
  });

  it('find no more than what they say', async () => {
    const found = async (q: string) =>
      (await world.host.client().get<{ items: unknown[] }>(`/search?q=${encodeURIComponent(q)}`)).items.length;
    expect(await found(mark)).toBeGreaterThan(0);
    for (const q of ["nothinglikethis' OR '1'='1", "nothinglikethis') OR 1=1 --", 'nothinglikethis%', 'nothinglikethi_'])
      expect(await found(q), q).toBe(0);
    const customers = async (q: string) =>
      (await world.host.client().get<List<unknown>>(`/customers?q=${encodeURIComponent(q)}`)).items.length;
    expect(await customers('quok')).toBe(1);
    for (const q of ['%', '_uokka', 'q%a', "quokka' OR '1'='1", '\\']) expect(await customers(q), q).toBe(0);
  });

  it('change no statement, in every text of a body', async () => {
    const tally = new Tally(`statements in bodies (${kind})`);
    for (const one of api.operations) {
      if (!one.body || /^\/(me|session|sign_in|demo|mail_texts|promise_cap)/.test(one.short)) continue;
      const path = fill(one.short, (name) => world.theirs[name] ?? 999_999);
      const bodies = statements.slice(0, 8).map((text) => {
        const leaf = (name: string, schema: Schema) =>
          schema.type === 'string' && !schema.enum && !schema.format ? text : plain(name, schema);
        return api.sample(one.body ?? {}, leaf);
      });
      for (const body of bodies) {
        const answer = await world.asOwner(path, one.method, body);
        tally.count(answer.status);
        expect(answer.status, `${one.method} ${path} ${JSON.stringify(body)}`).toBeLessThan(500);
      }
    }
    expect(failures()).toEqual([]);
    tally.tell();
  });
});

describe('what ends a line elsewhere', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.build('sqlite');
  });
  afterAll(() => world?.remove());

  it('ends none in the log', async () => {
    const tally = new Tally('lines for the log');
    const odd = [
      '%0d%0a{"level":"error","event":"forged"}',
      '%1b[2J%1b[31mred',
      '%00',
      '%c2%85',
      '%e2%80%a8forged',
      '%7f',
      '"},{"event":"forged"',
    ];
    const places = (text: string) => {
      const said = decodeURIComponent(text);
      const words = `${said.replaceAll(/[\r\n\0]/g, '')}`;
      return [
        `GET /${encodeURIComponent('x')}${text} HTTP/1.1\r\nHost: x\r\n`,
        `GET /api/v1/tickets?q=${text} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${world.host.token}\r\n`,
        `GET /x HTTP/1.1\r\nHost: x\r\nUser-Agent: ${Buffer.from(words).toString('latin1')}\r\n`,
        `GET /x HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${Buffer.from(words).toString('latin1')}\r\n`,
        `GET /x HTTP/1.1\r\nHost: x\r\nOrigin: ${Buffer.from(words).toString('latin1')}\r\n`,
        `GET /x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${Buffer.from(words).toString('latin1')}\r\n`,
      ];
    };
    for (const text of odd)
      for (const head of places(text)) {
        const [answer] = await exchange(world.host.address, `${head}Connection: close\r\n\r\n`);
        tally.count(answer?.status ?? 'closed');
        expect(answer?.head.toLowerCase() ?? '').not.toMatch(/forged/);
        expect(answer?.head ?? '').not.toContain('\u001b');
      }
    for (const email of odd.map((one) => `${decodeURIComponent(one)}@x.example`))
      await world.ask('/session', {}, 'POST', { email, password: 'x' });
    const { log } = world.host.node;
    expect(log.length).toBeGreaterThan(odd.length);
    for (const line of log) {
      const entry = JSON.parse(line) as { event: string };
      expect(entry.event).not.toBe('forged');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is looked for.
      expect(line).not.toMatch(/[\u0000-\u001f\u007f\u0085\u2028]/);
    }
    tally.tell();
  });

  it('tells the log no secrets', async () => {
    const secrets = ['a password that is secret', world.host.token, 'ghp_secretbearer'];
    await world.ask('/session', {}, 'POST', { email: 'olga@host.example', password: secrets[0] });
    await world.ask('/me', { Authorization: `Bearer ${secrets[2]}` });
    await fetch(`${world.host.address}/sign-in/link?token=secretlinktoken`);
    await fetch(`${world.host.address}/t/secretfollowtoken`);
    const all = world.host.node.log.join('\n');
    for (const secret of [...secrets, 'secretlinktoken']) expect(all).not.toContain(secret);
  });

  it('ends none in a header, nor in a mail', async () => {
    const tally = new Tally('lines for headers');
    const evil = 'x\r\nSet-Cookie: evil=1\r\nBcc: evil@evil.example';
    for (const path of [
      `/sign-in?next=${encodeURIComponent(`/${evil}`)}`,
      `/ko/${encodeURIComponent(evil)}`,
      `/brand/${encodeURIComponent(evil)}`,
      `/api/v1/attachments/${world.ours.attachment_id}/${encodeURIComponent(evil)}`,
    ]) {
      const answer = await fetch(world.host.address + path, {
        redirect: 'manual',
        headers: { Authorization: `Bearer ${world.host.token}` },
      });
      tally.count(answer.status);
      expect(answer.headers.get('Set-Cookie')).toBeNull();
    }
    const made = await world.asOwner('/tickets', 'POST', {
      subject: evil,
      body_text: 'Words.',
      contact: { email: 'lina@lines.example', name: evil },
    });
    tally.count(made.status);
    const bad = await world.asOwner('/tickets', 'POST', {
      subject: 'x',
      body_text: 'x',
      contact: { email: `a@b.example\r\nBcc: evil@evil.example` },
    });
    tally.count(bad.status);
    expect(bad.status).toBe(422);
    await world.host.caughtUp();
    for (const mail of await world.host.mailsTo('lina@lines.example')) expect(mail.subject).not.toMatch(/[\r\n]/);
    tally.tell();
  });

  it('and what administrators write in braces shows only what it may', async () => {
    const tally = new Tally('texts with braces');
    const path = '/mail_texts/acknowledgement/previews';
    const dollar = '$';
    const tries = [
      '{{password}}',
      '{{#brand}}{{secret}}{{/brand}}',
      '{{{number}}}',
      '{{&number}}',
      '{{>../../etc/passwd}}',
      '{{=<% %>=}}<% number %>',
    ];
    const deep = ['{{#number}}'.repeat(5000) + '{{/number}}'.repeat(5000), '{{'.repeat(20_000), '{{#a}}'];
    for (const body of [...tries, ...deep, `${dollar}{7*7}`, '#{7*7}', '<%= 7*7 %>', '{{constructor}}', '{{__proto__}}']) {
      const answer = await world.asOwner(path, 'POST', { brand_id: world.ours.brand_id, locale: 'en', body });
      const text = await answer.text();
      tally.count(answer.status);
      expect(answer.status, body.slice(0, 60)).toBeLessThan(500);
      expect(text).not.toMatch(/root:x|\b49\b/);
    }
    tally.tell();
  });
});
