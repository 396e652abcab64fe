import type { Ticket } from '@goodhost/shared/api.ts';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owner } from '../journeys/host.ts';
import { enter } from './browser_like.ts';
import { Api, fill, type Operation, plain, type Schema } from './schema.ts';
import { Tally } from './tally.ts';
import { mark, World } from './world.ts';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

/** Runs in text, in an attribute of either kind of quotes, in a script, as an address, in a template. */
const evil = [
  `"'><img src=x onerror=window.__ran=1><svg onload=window.__ran=1>`,
  '</script></textarea></title></style><script>window.__ran=1</script>',
  "{{constructor.constructor('window.__ran=1')()}}",
  '<iframe srcdoc="<script>parent.__ran=1</script>"></iframe><a href=javascript:window.__ran=1 autofocus onfocus=window.__ran=1>x</a>',
  '<link rel=stylesheet href=https://evil.example/x.css><img src=https://evil.example/x.png><base href=https://evil.example/>',
].join('');
const script = 'javascript:window.__ran=1//https://';

/** What is shown of somebody's own is not worth attacking, and what ends the way in would end the test. */
const spared =
  /^\/(session|demo|sign_in_links|me\/(password|totp|tokens|sessions)|mail_texts|agents\/\{|webhooks|mailbox_consents|senders|promise_cap)/;

describe('script in what people write', () => {
  let world: World;
  let browser: Browser;
  let context: BrowserContext;
  const left: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    world = await World.build('sqlite');
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
    context = await browser.newContext({ baseURL: world.host.address, locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    // Whatever would leave the host is written down, and goes nowhere.
    await context.route(
      (url) => url.origin !== world.host.address && !/^(blob|data|about)/.test(url.protocol),
      (route) => {
        left.push(route.request().url());
        return route.abort();
      },
    );
    context.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    context.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.remove();
  });

  const leaf = (name: string, schema: Schema): unknown => {
    if (schema.type !== 'string' || schema.enum || schema.format) return plain(name, schema);
    if (/url|link|website/.test(name)) return `${script}${evil}`.slice(0, schema.maxLength ?? 2000);
    return evil.slice(0, schema.maxLength ?? 2000);
  };

  /** Writes it into one text after the other, where all at once are refused. */
  async function plant(api: Api, one: Operation, tally: Tally): Promise<void> {
    const path = fill(one.short, (name) => world.ours[name] ?? 1);
    const ids = (name: string, schema: Schema) => (schema.type === 'integer' && world.ours[name]) || undefined;
    const whole = api.sample(one.body ?? {}, (name, schema) => ids(name, schema) ?? leaf(name, schema), true) as Record<string, unknown>;
    const least = api.sample(one.body ?? {}, (name, schema) => ids(name, schema) ?? plain(name, schema)) as Record<string, unknown>;
    const tries = [whole, ...Object.keys(whole).map((name) => ({ ...least, [name]: whole[name] }))];
    for (const body of tries) {
      const answer = await world.asOwner(path, one.method, body);
      tally.count(answer.status < 300 ? 'stored' : 'refused');
      expect(answer.status, `${one.method} ${path}`).toBeLessThan(500);
    }
  }

  async function mailIn(): Promise<void> {
    const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
    const mail = [
      `From: ${encoded(evil)} <ann@${mark}.example>`,
      `To: help@${mark}.example`,
      `Subject: ${encoded(evil)}`,
      'Message-ID: <evil-1@evil.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      `<p>Hello ${evil}</p><div style="background:url(https://evil.example/y.png)">x</div><form action=https://evil.example><button>x</button></form>`,
      '--b',
      `Content-Type: text/html; name="${encoded(evil)}"`,
      `Content-Disposition: attachment; filename="${encoded(`${evil}.html`)}"`,
      '',
      '<script>parent.__ran=1</script>',
      '--b--',
    ].join('\r\n');
    const headers = { Authorization: `Bearer ${world.host.token}`, 'Content-Type': 'message/rfc822' };
    const answer = await fetch(`${world.host.address}/api/v1/mail?mailbox=${mark}-help`, { method: 'POST', body: mail, headers });
    expect(answer.status).toBe(201);
  }

  async function ran(page: Page): Promise<boolean> {
    const frames = page
      .frames()
      .map((frame) => frame.evaluate(() => (window as unknown as { __ran?: number }).__ran === 1).catch(() => false));
    return (await Promise.all(frames)).includes(true);
  }

  /** All pages that links of the pages lead to. */
  async function visit(page: Page, starts: string[], keep: (path: string) => boolean, most: number): Promise<string[]> {
    const [seen, waiting] = [new Set<string>(), [...starts]];
    while (waiting.length > 0 && seen.size < most) {
      const path = waiting.shift() ?? '';
      if (seen.has(path)) continue;
      seen.add(path);
      await page.goto(path);
      await page.locator('main, [role=main], nav').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await ran(page), path).toBe(false);
      const links = await page.locator('a[href]').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
      for (const link of links) {
        expect(link, path).not.toMatch(/^\s*(javascript|vbscript):/i);
        const url = URL.canParse(link) ? new URL(link) : null;
        const next = url ? url.pathname + url.search : '';
        if (url?.origin === world.host.address && keep(next) && !seen.has(next)) waiting.push(next);
      }
    }
    return [...seen];
  }

  it('is kept as words in every text of the API, of mails and of forms', async () => {
    const tally = new Tally('texts with script');
    const api = await Api.of(world.host);
    await mailIn();
    for (const one of api.operations) if (one.body && !spared.test(one.short) && one.method !== 'DELETE') await plant(api, one, tally);
    const form = new FormData();
    for (const [name, value] of Object.entries({
      name: evil,
      email: 'evil@evil.example',
      category: 'slow',
      severity: 'low',
      subject: evil,
      text: evil,
    }))
      form.set(name, value.slice(0, 190));
    tally.count((await fetch(`${world.host.address}/tickets/new`, { method: 'POST', body: form, redirect: 'manual' })).status);
    const ticket = await world.host
      .client()
      .post<Ticket>('/tickets', { subject: evil.slice(0, 290), body_html: evil, contact_id: world.ours.contact_id });
    await world.host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_html: `<p>${evil}</p>` });
    world.ours.evil = ticket.id;
    tally.tell();
    expect(tally.of('stored')).toBeGreaterThan(60);
  });

  it('runs on no screen of the desk, and nothing leaves the host', async () => {
    const tally = new Tally('screens of the desk');
    const { Cookie } = await enter(world.host, owner);
    const [name = '', value = ''] = Cookie.split('=');
    await context.addCookies([{ name, value, url: world.host.address }]);
    const page = await context.newPage();
    const starts = [
      `/desk/inbox/${world.ours.evil}?view=all`,
      `/desk/inbox/${world.ours.ticket_id}?view=all`,
      '/desk/admin/agents',
      '/desk/roster',
      '/desk/customers',
    ];
    const seen = await visit(page, starts, (path) => path.startsWith('/desk') && !/inbox\/\d+/.test(path), 40);
    for (const path of seen) tally.count(path.split('/')[2] ?? 'desk');
    tally.tell();
    expect(seen.length).toBeGreaterThan(25);
    expect(complaints).toEqual([]);
    expect(left).toEqual([]);
    await context.clearCookies();
  });

  it('runs on no page of the portal, and nothing leaves the host', async () => {
    const tally = new Tally('pages of the portal');
    const ann = await world.enter(`ann@${mark}.example`);
    const [name = '', value = ''] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: world.host.address }]);
    const page = await context.newPage();
    const keep = (path: string) => !/^\/(desk|api|ko|cy|uz|bn|sign-out)/.test(path) && !/attachments|\.(pdf|json|eml)/.test(path);
    const seen = await visit(page, [`/tickets/${world.ours.evil}`, '/', '/tickets', '/profile', '/people', '/tickets/new'], keep, 40);
    for (const path of seen) tally.count(path.split('/')[1] ?? '');
    tally.tell();
    expect(complaints).toEqual([]);
    expect(left).toEqual([]);
  });
});
