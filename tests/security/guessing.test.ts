import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../browser/authenticator.ts';
import { kinds } from '../journeys/database.ts';
import { Host, owner } from '../journeys/host.ts';
import { until } from '../journeys/program.ts';
import { ask, type Browser, type Credentials, codeOfProblem, enter, newAddress, signIn } from './browser_like.ts';
import { Tally } from './tally.ts';

const trusted = ['--trusted-proxies', '127.0.0.1', '--undo-seconds', '0'];

let hired = 0;
async function hire(host: Host, role = 'agent'): Promise<Credentials> {
  const who = { name: `Agent ${++hired}`, email: `agent${hired}@host.example`, password: `a sentence of agent ${hired}` };
  const roles = (await host.client().get<{ items: { id: number; key: string }[] }>('/roles')).items;
  await host.client().post('/agents', { ...who, role_id: roles.find((one) => one.key === role)?.id });
  return { email: who.email, password: who.password };
}

/** The second factor of somebody who is signed in: its secret and the codes for a lost phone. */
async function guard(host: Host, browser: Browser): Promise<{ secret: string; recovery: string[] }> {
  const { secret } = (await (await ask(host, browser, '/me/totp', 'POST')).json()) as { secret: string };
  // The step after it is good too, and still unused, even if a step ends meanwhile.
  const on = await ask(host, browser, '/me/totp', 'PUT', { secret, code: codeOf(secret) });
  expect(on.status).toBe(200);
  return { secret, recovery: ((await on.json()) as { recovery_codes: string[] }).recovery_codes };
}

describe.each(kinds)('guessing on %s', (kind) => {
  let host: Host;

  beforeAll(async () => {
    host = await Host.start(kind, trusted);
  });
  afterAll(() => host?.remove());

  it('regression_an_account_was_guessed_from_many_addresses', async () => {
    const tally = new Tally(`passwords of one account (${kind})`);
    const [victim, bystander] = [await hire(host), await hire(host)];
    const guesses = Array.from({ length: 30 }, (_, at) => signIn(host, { ...victim, password: `wrong sentence ${at}` }));
    for (const answer of await Promise.all(guesses)) tally.count(answer.status);
    expect(tally.of(401)).toBe(20);
    expect(tally.of(429)).toBe(10);
    const right = await signIn(host, victim);
    expect(right.status, 'the right one is not told from wrong ones either').toBe(429);
    expect(Number(right.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await signIn(host, bystander)).status).toBe(201);
    tally.tell();
  });

  it('leaves the link in a mail to whoever is locked out by others', async () => {
    const victim = await hire(host);
    await Promise.all(Array.from({ length: 25 }, () => signIn(host, { ...victim, password: 'wrong' })));
    expect((await signIn(host, victim)).status).toBe(429);
    expect((await ask(host, { 'X-Forwarded-For': newAddress() }, '/sign_in_links', 'POST', { email: victim.email })).status).toBe(204);
    const link = await host.linkMailedTo(victim.email);
    const token = decodeURIComponent(link.split('link=')[1] ?? '');
    expect((await ask(host, {}, '/session/link', 'POST', { token })).status).toBe(201);
  });

  it('says the same, whether or not there is such an account', async () => {
    const known = await hire(host);
    const answers = [];
    for (const email of [known.email, 'nobody@host.example']) {
      const answer = await signIn(host, { email, password: 'wrong sentence' });
      answers.push(`${answer.status} ${await codeOfProblem(answer)}`);
    }
    expect(answers[0]).toBe(answers[1]);
    for (const email of [known.email, 'nobody@host.example']) {
      const answer = await ask(host, { 'X-Forwarded-For': newAddress() }, '/sign_in_links', 'POST', { email });
      expect(`${answer.status} ${await answer.text()}`).toBe('204 ');
    }
  });

  it('regression_a_recovery_code_was_used_twice_at_once', async () => {
    const who = await hire(host);
    const { recovery } = await guard(host, await enter(host, who));
    const tries = await Promise.all(Array.from({ length: 8 }, () => signIn(host, { ...who, code: recovery[0] ?? '' })));
    expect(tries.filter((one) => one.status === 201)).toHaveLength(1);
    expect((await signIn(host, { ...who, code: recovery[0] ?? '' })).status).toBe(401);
    expect((await signIn(host, { ...who, code: recovery[1] ?? '' })).status).toBe(201);
  });

  it('takes a code of the authenticator once, and none of another time', async () => {
    const who = await hire(host);
    const { secret } = await guard(host, await enter(host, who));
    const now = codeOf(secret, 1);
    const tries = await Promise.all(Array.from({ length: 5 }, () => signIn(host, { ...who, code: now })));
    expect(tries.filter((one) => one.status === 201)).toHaveLength(1);
    expect((await signIn(host, { ...who, code: now })).status).toBe(401);
    for (const steps of [-40, -3, 4, 40]) expect((await signIn(host, { ...who, code: codeOf(secret, steps) })).status).toBe(401);
    const asked = await signIn(host, who);
    expect(`${asked.status} ${await codeOfProblem(asked)}`).toBe('401 accounts.code_required');
  });

  it('of codes ends as that of passwords does', async () => {
    const who = await hire(host);
    const { secret } = await guard(host, await enter(host, who));
    const tally = new Tally(`codes of one account (${kind})`);
    for (let at = 0; at < 30; at++) tally.count((await signIn(host, { ...who, code: String(at).padStart(6, '0') })).status);
    expect(tally.of(429)).toBeGreaterThanOrEqual(9);
    expect((await signIn(host, { ...who, code: codeOf(secret, 1) })).status).toBe(429);
    tally.tell();
  });

  it('regression_a_link_in_a_mail_went_round_the_second_factor', async () => {
    const who = await hire(host);
    const { secret } = await guard(host, await enter(host, who));
    await ask(host, { 'X-Forwarded-For': newAddress() }, '/sign_in_links', 'POST', { email: who.email });
    const token = decodeURIComponent((await host.linkMailedTo(who.email)).split('link=')[1] ?? '');
    const use = (code?: string) =>
      ask(host, { 'X-Forwarded-For': newAddress() }, '/session/link', 'POST', { token, ...(code ? { code } : {}) });
    expect(await codeOfProblem(await use())).toBe('accounts.code_required');
    expect(await codeOfProblem(await use('000000'))).toBe('accounts.wrong_code');
    expect((await use(codeOf(secret, 1))).status).toBe(201);
    expect(await codeOfProblem(await use(codeOf(secret, 1)))).toBe('accounts.link_expired');
  });

  it('regression_a_second_factor_was_replaced_without_the_password', async () => {
    const who = await hire(host);
    const browser = await enter(host, who);
    await guard(host, browser);
    const { secret } = (await (await ask(host, browser, '/me/totp', 'POST')).json()) as { secret: string };
    expect((await ask(host, browser, '/me/totp', 'PUT', { secret, code: codeOf(secret) })).status).toBe(409);
    expect((await ask(host, browser, '/me/totp', 'DELETE', { password: 'wrong' })).status).toBe(422);
    expect((await ask(host, browser, '/me/totp', 'DELETE', { password: who.password })).status).toBe(204);
  });
});

describe('what is limited by address', () => {
  let host: Host;

  beforeAll(async () => {
    host = await Host.start('sqlite', trusted);
  });
  afterAll(() => host?.remove());

  async function firstRefusal(ways: () => Promise<Response>, most: number): Promise<number> {
    for (let at = 0; at < most; at++) if ((await ways()).status === 429) return at;
    return most;
  }

  it('is each way to sign in', async () => {
    const from = { 'X-Forwarded-For': '203.0.113.9' };
    let at = 0;
    const password = () => signIn(host, { email: `x${++at}@host.example`, password: 'wrong' }, from);
    expect(await firstRefusal(password, 40)).toBeLessThanOrEqual(25);
    expect(await firstRefusal(() => ask(host, from, '/session/link', 'POST', { token: 'x' }), 40)).toBeLessThanOrEqual(25);
    expect(await firstRefusal(() => ask(host, from, '/sign_in_links', 'POST', { email: 'a@b.example' }), 40)).toBeLessThanOrEqual(7);
    const form = () =>
      fetch(`${host.address}/sign-in`, {
        method: 'POST',
        headers: from,
        body: new URLSearchParams({ email: 'a@b.example', password: 'x' }),
      });
    expect(await firstRefusal(form, 40)).toBeLessThanOrEqual(25);
    expect((await signIn(host, owner)).status).toBe(201);
  });

  it('regression_each_address_of_one_ipv6_network_had_a_limit_of_its_own', async () => {
    let at = 0;
    const guess = () =>
      signIn(host, { email: `y${++at}@host.example`, password: 'wrong' }, { 'X-Forwarded-For': `2001:db8:1:2::${at.toString(16)}` });
    expect(await firstRefusal(guess, 40)).toBeLessThanOrEqual(25);
    expect((await signIn(host, owner, { 'X-Forwarded-For': '2001:db8:1:3::1' })).status).toBe(201);
  });

  it('is not what a client says of itself where no proxy is trusted', async () => {
    const bare = await Host.start('sqlite');
    let at = 0;
    const guess = () => signIn(bare, { email: `z${++at}@host.example`, password: 'wrong' }, { 'X-Forwarded-For': `198.18.0.${at}` });
    expect(await firstRefusal(guess, 40)).toBeLessThanOrEqual(25);
    await bare.remove();
  });
});

describe('signing in with a link', () => {
  let host: Host;

  beforeAll(async () => {
    host = await Host.start('sqlite', trusted);
  });
  afterAll(() => host?.remove());

  it('regression_a_made_up_host_sent_the_link_elsewhere', async () => {
    const who = await hire(host);
    const { exchange } = await import('./raw.ts');
    const body = JSON.stringify({ email: who.email });
    const head = (name: string) =>
      `POST /api/v1/sign_in_links HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\nContent-Type: application/json\r\n`;
    for (const name of ['evil.example', 'host.example.evil.example', 'host.example:80@evil.example'])
      await exchange(host.address, `${head(name)}X-Forwarded-For: ${newAddress()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await ask(host, { 'X-Forwarded-For': newAddress(), 'X-Forwarded-Host': 'evil.example' }, '/sign_in_links', 'POST', {
      email: who.email,
    });
    await until('the mails', async () => (await host.mailsTo(who.email)).length >= 3);
    for (const mail of await host.mailsTo(who.email)) {
      expect(mail.text).not.toContain('evil');
      expect(mail.text).toMatch(/(https:\/\/host\.example|http:\/\/127\.0\.0\.1:\d+)\/desk\/sign-in\?link=/);
    }
  });

  it('works once, and of two at once for one', async () => {
    const who = await hire(host);
    await ask(host, { 'X-Forwarded-For': newAddress() }, '/sign_in_links', 'POST', { email: who.email });
    const token = decodeURIComponent((await host.linkMailedTo(who.email)).split('link=')[1] ?? '');
    const use = () => ask(host, { 'X-Forwarded-For': newAddress() }, '/session/link', 'POST', { token });
    const tries = await Promise.all(Array.from({ length: 8 }, use));
    expect(tries.map((one) => one.status).sort()).toEqual([201, ...Array(7).fill(401)].sort());
    expect((await use()).status).toBe(401);
  });

  it('takes as much work for an account that is not there', async () => {
    const known = await hire(host);
    const took = async (email: string) => {
      const began = performance.now();
      await signIn(host, { email, password: 'wrong sentence' });
      return performance.now() - began;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let at = 0; at < 12; at++) {
      times.known.push(await took(known.email));
      times.unknown.push(await took(`nobody${at}@host.example`));
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[6] ?? 0;
    const ratio = median(times.known) / median(times.unknown);
    console.log(`sign-in of a known account takes ${ratio.toFixed(2)} times as long as of an unknown one`);
    // Without the decoy it is ten times and more; a busy machine makes it no more than three.
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });
});
