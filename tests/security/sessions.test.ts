import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { owner } from '../journeys/host.ts';
import type { Visitor } from '../journeys/visitor.ts';
import { ask, type Browser, cookieOf, enter, signIn } from './browser_like.ts';
import { Api, fill, plain } from './schema.ts';
import { Tally } from './tally.ts';
import { mark, World } from './world.ts';

describe('a session', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.build('sqlite', ['--trusted-proxies', '127.0.0.1']);
  });
  afterAll(() => world?.remove());

  const address = () => world.host.address;

  async function live(headers: object): Promise<WebSocket> {
    const socket = new WebSocket(`${address().replace('http', 'ws')}/api/v1/live`, { headers: { ...headers } });
    await once(socket, 'open');
    socket.send(JSON.stringify({ subscribe: [`ticket/${world.ours.ticket_id}`] }));
    await once(socket, 'message');
    return socket;
  }

  const closed = async (socket: WebSocket) => (await once(socket, 'close'))[0] as number;

  it('changes nothing without its token, from a foreign page, or with the token of another session', async () => {
    const api = await Api.of(world.host);
    const [mine, other] = [await enter(world.host, owner), await enter(world.host, owner)];
    const forgeries: [string, Record<string, string>][] = [
      ['no token', { Cookie: mine.Cookie }],
      ['an empty token', { ...mine, 'X-CSRF-Token': '' }],
      ['the token of another session', { ...mine, 'X-CSRF-Token': other['X-CSRF-Token'] }],
      ['a foreign origin', { ...mine, Origin: 'https://evil.example' }],
      ['a hidden origin', { ...mine, Origin: 'null' }],
      ['another port', { ...mine, Origin: 'http://127.0.0.1:1' }],
      ['a page that says it is foreign', { ...mine, 'Sec-Fetch-Site': 'cross-site' }],
    ];
    const tally = new Tally('forged requests');
    for (const one of api.operations) {
      if (one.method === 'GET' || /^\/(session\/link|session$|demo|sign_in_links)/.test(one.short)) continue;
      const body = one.body ? api.sample(one.body, plain) : undefined;
      for (const [how, headers] of forgeries) {
        const answer = await ask(
          world.host,
          headers,
          fill(one.short, () => 999_999),
          one.method,
          body,
        );
        tally.count(answer.status);
        expect(answer.status, `${one.method} ${one.path} with ${how}`).toBe(403);
      }
    }
    tally.tell();
    expect(tally.tried).toBeGreaterThan(600);
    expect((await ask(world.host, mine, '/me')).status).toBe(200);
  });

  it('regression_the_token_of_a_planted_cookie_opened_another_session', async () => {
    const mine = await enter(world.host, owner);
    const ann = await world.enter(`ann@${mark}.example`);
    const page = await ann.open('/profile');
    const planted = { Cookie: `${mine.Cookie}; ${ann.cookie}`, 'X-CSRF-Token': /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '' };
    expect(planted['X-CSRF-Token']).not.toBe('');
    expect((await ask(world.host, planted, '/me', 'PATCH', { signature: 'Evil' })).status).toBe(403);
  });

  it('of a customer is asked for the token of its forms', async () => {
    const tally = new Tally('forged forms');
    const ann = await world.enter(`ann@${mark}.example`);
    const ticket = `/tickets/${world.ours.ticket_id}`;
    const forms: [string, Record<string, string>][] = [
      [`${ticket}/state`, { action: 'close' }],
      ['/profile', { name: 'Evil', locale: 'en', time_zone: 'UTC' }],
      ['/sign-out', {}],
    ];
    const cookie = { Cookie: ann.cookie };
    for (const [path, fields] of forms)
      for (const forged of [[], [['_csrf', '']], [['_csrf', 'x'.repeat(32)]]]) {
        const body = new URLSearchParams([...Object.entries(fields), ...forged]);
        const answer = await fetch(address() + path, { method: 'POST', headers: cookie, body, redirect: 'manual' });
        tally.count(answer.status);
        expect(answer.status, path).toBe(403);
      }
    for (const path of [`${ticket}/reply`, '/tickets/new']) {
      const body = new FormData();
      for (const [name, value] of Object.entries({ text: 'Evil words', subject: 'Evil', category: 'slow', severity: 'low' }))
        body.set(name, value);
      const answer = await fetch(address() + path, { method: 'POST', headers: cookie, body, redirect: 'manual' });
      tally.count(answer.status);
      expect(answer.status, path).toBe(403);
    }
    for (const path of ['/sign-in', '/sign-in/link', '/tickets/new', ...forms.map(([one]) => one)]) {
      const body = new URLSearchParams({ email: 'evil@evil.example', token: 'x' });
      const headers = { ...cookie, Origin: 'https://evil.example' };
      const answer = await fetch(address() + path, { method: 'POST', headers, body, redirect: 'manual' });
      tally.count(answer.status);
      expect(answer.status, path).toBe(403);
    }
    tally.tell();
  });

  it('regression_a_foreign_page_could_sign_its_own_account_in', async () => {
    const foreign: Record<string, string>[] = [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'null' }];
    for (const headers of foreign) {
      expect((await signIn(world.host, owner, headers)).status).toBe(403);
      expect((await signIn(world.host, owner, { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' })).status).toBe(403);
    }
  });

  it('has cookies that no script reads, no neighbour sets, and no line without TLS carries', async () => {
    const bare = (await signIn(world.host, owner)).headers.getSetCookie()[0] ?? '';
    expect(bare).toMatch(/^goodhost_session=[\w-]{40,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    const secure = (await signIn(world.host, owner, { 'X-Forwarded-Proto': 'https' })).headers.getSetCookie()[0] ?? '';
    expect(secure).toMatch(/^__Host-goodhost_session=[\w-]{40,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const described = await (await fetch(`${world.host.address}/api/v1/openapi.json`)).text();
    expect(described).toContain(`"name":"${secure.split('=')[0]}"`);
    const planted = secure.split(';')[0]?.replace('__Host-', '') ?? '';
    expect((await ask(world.host, { Cookie: planted, 'X-Forwarded-Proto': 'https' }, '/me')).status).toBe(401);
    expect((await ask(world.host, { Cookie: `__Host-${planted}`, 'X-Forwarded-Proto': 'https' }, '/me')).status).toBe(200);
  });

  it('is never one that the browser came with', async () => {
    const planted = `goodhost_session=${'a'.repeat(43)}`;
    const answer = await signIn(world.host, owner, { Cookie: planted });
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await ask(world.host, { Cookie: planted }, '/me')).status).toBe(401);
    const [one, two] = [await enter(world.host, owner), await enter(world.host, owner)];
    expect(one.Cookie).not.toBe(two.Cookie);
  });

  it('regression_a_live_connection_outlived_signing_out', async () => {
    const mine = await enter(world.host, owner);
    const socket = await live(mine);
    const end = closed(socket);
    expect((await ask(world.host, mine, '/session', 'DELETE')).status).toBe(204);
    expect(await end).toBe(1008);
    expect((await ask(world.host, mine, '/me')).status).toBe(401);
  });

  it('regression_a_live_connection_of_the_portal_outlived_signing_out', async () => {
    const ann: Visitor = await world.enter(`ann@${mark}.example`);
    const cookie = { Cookie: ann.cookie };
    const end = closed(await live(cookie));
    await ann.open('/sign-out');
    await ann.submitFields('/sign-out', {});
    expect(await end).toBe(1008);
    expect((await fetch(`${address()}/tickets`, { headers: cookie, redirect: 'manual' })).status).not.toBe(200);
  });

  it('regression_a_live_connection_kept_rights_that_were_taken_away', async () => {
    const client = world.host.client();
    const role = await client.post<{ id: number }>('/roles', { name: 'Reader', permissions: ['tickets.view', 'tickets.note'] });
    const who = { name: 'Rita', email: 'rita@host.example', password: 'a sentence of rita', role_id: role.id };
    await client.post('/agents', who);
    const rita = await enter(world.host, who);
    const end = closed(await live(rita));
    await client.patch(`/roles/${role.id}`, { permissions: [] });
    expect(await end).toBe(1008);
  });

  it('ends with a new password, the agent, and the token, live connections too', async () => {
    const client = world.host.client();
    const agent = (await client.get<{ items: { id: number; key: string }[] }>('/roles')).items.find((one) => one.key === 'agent');
    const who = { name: 'Eve', email: 'eve@host.example', password: 'a sentence of eve', role_id: agent?.id };
    const { id } = await client.post<{ id: number }>('/agents', who);
    const [here, there]: Browser[] = [await enter(world.host, who), await enter(world.host, who)];
    const end = closed(await live(there ?? {}));
    const change = { current_password: who.password, new_password: 'another sentence of eve' };
    expect((await ask(world.host, here ?? {}, '/me/password', 'PUT', change)).status).toBe(204);
    expect(await end).toBe(1008);
    expect((await ask(world.host, there ?? {}, '/me')).status).toBe(401);
    const token = await world.host.makeToken(who.email);
    const [byToken, byCookie] = [closed(await live({ Authorization: `Bearer ${token}` })), closed(await live(here ?? {}))];
    await client.post(`/agents/${id}/deactivation`);
    expect([await byToken, await byCookie]).toEqual([1008, 1008]);
    expect((await ask(world.host, { Authorization: `Bearer ${token}` }, '/me')).status).toBe(401);
  });

  it('opens no live connection from a foreign page', async () => {
    const mine = await enter(world.host, owner);
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const socket = new WebSocket(`${address().replace('http', 'ws')}/api/v1/live`, { headers: { ...mine, ...headers } });
      const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      expect(answer.statusCode).toBe(403);
    }
  });

  it('is kept as a hash', async () => {
    const mine = await enter(world.host, owner);
    const value = mine.Cookie.split('=')[1] ?? 'nothing';
    const folder = world.host.data;
    for (const name of readdirSync(folder).filter((one) => one.startsWith('goodhost.db')))
      expect(readFileSync(`${folder}/${name}`).includes(value), name).toBe(false);
  });
});
