import type { List } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owner } from '../journeys/host.ts';
import { ask, codeOfProblem, enter } from './browser_like.ts';
import { Api, fill, plain } from './schema.ts';
import { Tally } from './tally.ts';
import { type Role, World } from './world.ts';

describe('rights', () => {
  let world: World;
  let api: Api;

  beforeAll(async () => {
    world = await World.build('sqlite', ['--trusted-proxies', '127.0.0.1']);
    api = await Api.of(world.host);
  });
  afterAll(() => world?.remove());

  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  async function narrow(scopes: string[]): Promise<string> {
    const browser = await enter(world.host, owner);
    const made = await ask(world.host, browser, '/me/tokens', 'POST', { name: scopes.join(' ') || 'all', scopes });
    return ((await made.json()) as { token: string }).token;
  }

  it('of a token are those of its scope, on every route', async () => {
    const tally = new Tally('scopes of tokens');
    let allowed = 0;
    const { items } = await world.host.client().get<List<string>>('/permissions');
    expect(items.length).toBeGreaterThan(20);
    for (const scope of items) {
      const token = await narrow([scope]);
      const guarded = api.operations.filter((one) => one.permission !== '' && one.permission !== scope);
      const answers = await Promise.all(
        guarded.map(async (one) => {
          const body = one.body ? api.sample(one.body, plain) : undefined;
          const path = fill(one.short, () => 999_999);
          const answer = await ask(world.host, bearer(token), path, one.method, body);
          return { one, status: answer.status };
        }),
      );
      for (const { one, status } of answers) {
        tally.count(status);
        expect([403, 429], `${one.method} ${one.path} with ${scope}`).toContain(status);
      }
      for (const one of api.operations.filter((each) => each.permission === scope && each.method === 'GET'))
        allowed +=
          (
            await ask(
              world.host,
              bearer(token),
              fill(one.short, () => 999_999),
            )
          ).status === 403
            ? 0
            : 1;
    }
    tally.tell();
    expect(tally.tried).toBeGreaterThan(3000);
    expect(allowed, 'reads that a scope opens').toBeGreaterThan(60);
  });

  it('regression_a_narrow_token_became_a_way_in_for_good', async () => {
    const token = bearer(await narrow(['hosting.view']));
    const attempts: [string, string, unknown?][] = [
      ['POST', '/me/tokens', { name: 'wide', scopes: [] }],
      ['DELETE', '/me/tokens/1'],
      ['PUT', '/me/password', { current_password: '', new_password: 'a sentence of a thief' }],
      ['PUT', '/me/totp', { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', code: '000000' }],
      ['DELETE', '/me/totp', { password: owner.password }],
      ['DELETE', '/me/sessions'],
      ['DELETE', '/me/sessions/1'],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await ask(world.host, token, path, method, body);
      expect(`${answer.status} ${await codeOfProblem(answer)}`, `${method} ${path}`).toBe('403 accounts.token_by_token');
    }
  });

  it('regression_an_administrator_took_the_owners_account_over', async () => {
    const client = world.host.client();
    const roles = (await client.get<List<Role>>('/roles')).items;
    const roleOf = (key: string) => roles.find((one) => one.key === key)?.id;
    const [first] = (await client.get<List<{ id: number; email: string }>>('/agents')).items;
    await client.post('/agents', { name: 'Ada', email: 'ada@host.example', role_id: roleOf('admin') });
    const admin = bearer(await world.host.makeToken('ada@host.example'));
    const custom = await client.post<Role>('/roles', { name: 'People', permissions: ['accounts.manage_agents', 'accounts.manage_roles'] });
    await client.post('/agents', { name: 'Pia', email: 'pia@host.example', role_id: custom.id });
    const people = bearer(await world.host.makeToken('pia@host.example'));
    for (const who of [admin, people]) {
      expect((await ask(world.host, who, `/agents/${first?.id}`, 'PATCH', { email: 'thief@evil.example' })).status).toBe(403);
      expect([403, 409]).toContain((await ask(world.host, who, `/agents/${first?.id}/deactivation`, 'POST')).status);
      const thief = { name: 'Thief', email: 'thief@evil.example', role_id: roleOf('owner') };
      expect((await ask(world.host, who, '/agents', 'POST', thief)).status).toBe(403);
    }
    expect(
      (await ask(world.host, people, '/agents', 'POST', { name: 'T', email: 't@evil.example', role_id: roleOf('agent') })).status,
    ).toBe(403);
    expect((await ask(world.host, people, `/roles/${custom.id}`, 'PATCH', { permissions: ['tickets.view'] })).status).toBe(403);
    expect((await ask(world.host, people, '/roles', 'POST', { name: 'More', permissions: ['tickets.view'] })).status).toBe(403);
    expect((await client.get<{ email: string }>(`/agents/${first?.id}`)).email).toBe(first?.email);
  });

  it('regression_who_sees_one_brand_opened_all_to_itself', async () => {
    const attempts: [string, string, unknown][] = [
      ['PATCH', `/agents/${world.rival.id}`, { brands: [] }],
      ['PATCH', `/agents/${world.rival.id}`, { brands: [world.ours.brand_id, world.theirs.brand_id] }],
      ['POST', '/agents', { name: 'Two', email: 'two@rival.example', role_id: 2, brands: [] }],
      ['POST', '/agents', { name: 'Two', email: 'two@rival.example', role_id: 2, brands: [world.ours.brand_id] }],
      ['POST', '/brands', { key: 'third', name: 'Third', domain: 'third.example' }],
      ['PATCH', `/brands/${world.theirs.brand_id}`, { is_default: true }],
    ];
    for (const [method, path, body] of attempts)
      expect((await world.asRival(path, method, body)).status, `${method} ${path} ${JSON.stringify(body)}`).toBe(403);
  });

  it('are not raised by fields that nobody asked for', async () => {
    const tally = new Tally('fields that nobody asked for');
    const greedy = {
      ...{
        role: 'owner',
        role_id: 1,
        role_key: 'owner',
        permissions: ['*'],
        scopes: ['*'],
        is_admin: true,
        active: true,
        totp_enabled: false,
      },
      ...{ id: 1, agent_id: 1, actor_id: 1, author_id: 1, owner_id: 1, customer_id: 1, brand_id: 1, created_at: '2000-01-01T00:00:00Z' },
      ...{ verified: true, sees_company_tickets: true, password_hash: 'x', session: 1, token: 1, __proto__x: 1, constructor: 1 },
    };
    for (const one of api.operations.filter((each) => each.body)) {
      const known = Object.keys(api.resolve(one.body ?? {}).properties ?? {});
      const inPath = one.parameters.map((parameter) => parameter.name);
      const path = fill(one.short, (name) => world.ours[name] ?? 999_999);
      const base = api.sample(one.body ?? {}, plain) as object;
      for (const [name, value] of Object.entries(greedy)) {
        if (known.includes(name) || inPath.includes(name)) continue;
        const answer = await world.asOwner(path, one.method, { ...base, [name]: value });
        tally.count(answer.status);
        const text = await answer.text();
        const told = answer.status === 422 && text.includes(`"${name}"`);
        expect(
          told || [403, 404, 409, 429].includes(answer.status),
          `${one.method} ${path} with ${name}: ${answer.status} ${text.slice(0, 300)}`,
        ).toBe(true);
      }
    }
    tally.tell();
    expect(tally.tried).toBeGreaterThan(1000);
  });
});
