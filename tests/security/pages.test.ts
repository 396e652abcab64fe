import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owner } from '../journeys/host.ts';
import { newAddress } from './browser_like.ts';
import { exchange } from './raw.ts';
import { Api, fill } from './schema.ts';
import { Tally } from './tally.ts';
import { mark, World } from './world.ts';

describe('what browsers are told', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.build('sqlite', ['--trusted-proxies', '127.0.0.1']);
  });
  afterAll(() => world?.remove());

  const places = [
    '/',
    '/ko',
    '/sign-in',
    '/tickets/new',
    '/desk/',
    '/desk/inbox',
    '/api',
    '/nothing',
    '/t/x',
    '/setup',
    '/unsubscribe/x',
    '/pages/x',
    '/brand/style.css',
  ];

  it('on every page: no frame around it, no foreign script, no guessing of kinds', async () => {
    const tally = new Tally('heads of pages');
    const ann = await world.enter(`ann@${mark}.example`);
    for (const path of [...places, '/tickets', `/tickets/${world.ours.ticket_id}`, '/profile', '/people', '/sign-out']) {
      const answer = await fetch(world.host.address + path, { headers: { Cookie: ann.cookie, Accept: 'text/html' }, redirect: 'manual' });
      const { headers } = answer;
      tally.count(answer.status);
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).toMatch(/default-src 'none'|default-src 'self'/);
      expect(policy, path).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/);
      expect(policy, path).not.toMatch(/default-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/);
      expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff');
      expect(headers.get('Referrer-Policy'), path).toMatch(/no-referrer|strict-origin/);
      expect(headers.get('Server') ?? '', path).toBe('');
      expect(headers.get('Access-Control-Allow-Origin'), path).toBeNull();
    }
    tally.tell();
  });

  it('on every route of the API: nothing is kept by anybody, and other sites read nothing', async () => {
    const tally = new Tally('heads of the API');
    const api = await Api.of(world.host);
    for (const one of api.operations.filter((each) => each.method === 'GET')) {
      const path = fill(one.path, (name) => world.ours[name] ?? 1);
      const headers = { Authorization: `Bearer ${world.host.token}`, Origin: 'https://evil.example' };
      const answer = await fetch(world.host.address + path, { headers });
      tally.count(answer.status);
      expect(answer.headers.get('Access-Control-Allow-Origin'), path).toBeNull();
      expect(answer.headers.get('X-Content-Type-Options'), path).toBe('nosniff');
      const kept = answer.headers.get('Cache-Control') ?? '';
      if (answer.ok && !/openapi|attachments|health/.test(path)) expect(kept, path).toMatch(/no-store|private/);
      expect(answer.headers.get('Content-Security-Policy') ?? '', path).toMatch(/default-src 'none'/);
    }
    tally.tell();
  });

  it('over TLS: to come back by TLS only', async () => {
    const answer = await fetch(`${world.host.address}/sign-in`, { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(answer.headers.get('Strict-Transport-Security')).toMatch(/max-age=31536000/);
    expect((await fetch(`${world.host.address}/sign-in`)).headers.get('Strict-Transport-Security')).toBeNull();
  });

  it('regression_a_tab_led_away_after_signing_in', async () => {
    const tally = new Tally('ways that lead away');
    const away = [
      'https://evil.example/',
      '//evil.example/',
      '///evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '/ /evil.example',
      '/\r\n/evil.example',
      '\t//evil.example',
      ' //evil.example',
      '/\\/evil.example',
      '\\\\evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '/..//evil.example',
      '/.//evil.example',
      '/%2f/evil.example',
      'evil.example',
      'http:evil.example',
      '@evil.example',
    ];
    await givePassword(`ann@${mark}.example`);
    for (const next of away) {
      const form = await (await fetch(`${world.host.address}/sign-in?next=${encodeURIComponent(next)}`)).text();
      const field = /name="next" value="([^"]*)"/.exec(form)?.[1] ?? '';
      for (const chosen of [next, field]) {
        const body = new URLSearchParams({ email: `ann@${mark}.example`, password: owner.password, next: chosen });
        const headers = { 'X-Forwarded-For': newAddress() };
        const answer = await fetch(`${world.host.address}/sign-in`, { method: 'POST', headers, body, redirect: 'manual' });
        const location = answer.headers.get('Location') ?? '';
        tally.count(answer.status);
        expect(answer.status).toBe(303);
        expect(new URL(location, world.host.address).origin, JSON.stringify(next)).toBe(world.host.address);
      }
    }
    tally.tell();
    for (const path of ['//evil.example', '//evil.example/..', '/%2f%2fevil.example', '/\\evil.example', '/desk//evil.example/']) {
      const [answer] = await exchange(world.host.address, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer?.head ?? '', path).not.toMatch(/^location: *(https?:)?[/\\]{2}/im);
    }
  });

  /** Contacts get one from an importer of the host's accounts; here the owner's. */
  async function givePassword(email: string): Promise<void> {
    const database = new DatabaseSync(join(world.host.data, 'goodhost.db'));
    const hash = 'SELECT password_hash FROM agents WHERE email = ?';
    const contact = 'SELECT contact_id FROM contact_addresses WHERE email = ?';
    database.prepare(`UPDATE contacts SET password_hash = (${hash}) WHERE id = (${contact})`).run(owner.email, email);
    database.close();
  }

  it('takes no foreign host into what others are shown', async () => {
    for (const name of ['evil.example', 'evil.example:80', '"><script>', 'x y', 'a'.repeat(300)]) {
      const bytes = `GET / HTTP/1.1\r\nHost: ${name}\r\nX-Forwarded-Host: ${name}\r\nConnection: close\r\n\r\n`;
      const [answer] = await exchange(world.host.address, bytes);
      expect(answer?.body ?? '', name).not.toContain('<script>"');
      if (answer?.status === 200) expect(answer.head).toMatch(/cache-control: no-store/i);
    }
  });
});
