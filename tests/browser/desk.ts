import { type Browser, chromium, type Page } from 'playwright-core';
import type { Host } from './host.ts';
import { recordWrites } from './writes.ts';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/** By its purpose: the label also has the sign of a required field. */
export const passwordOf = (page: Page) => page.locator('input[autocomplete=current-password]');

export interface Look {
  dark?: boolean;
  phone?: boolean;
}

/** A fresh person's browser, signed in. What the page complains about is collected in `complaints`. */
export async function signIn(browser: Browser, host: Host, look: Look = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: look.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    colorScheme: look.dark ? 'dark' : 'light',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    // Only for the checker of accessibility, which is put into the page.
    bypassCSP: true,
  });
  context.setDefaultTimeout(20_000);
  recordWrites(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${host.address}/desk/`);
  await page.getByRole('textbox', { name: 'Email' }).fill(host.email);
  await passwordOf(page).fill(host.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return { page, complaints };
}

/** Opens a ticket through the API, as the person who is signed in; on a host without a brand it makes one first. */
export function makeTicket(page: Page, subject: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const session = (await (await fetch('/api/v1/session')).json()) as { csrf_token: string; brands: { id: number }[] };
    const post = async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token, 'Idempotency-Key': crypto.randomUUID() };
      return (await (await fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as { id: number };
    };
    const look = { color: '#0f6d64', default_locale: 'en', locales: ['en'], time_zone: 'Europe/London' };
    const sender = { sender_name: 'Northwind', sender_address: 'support@northwind.example' };
    const brand =
      session.brands[0] ??
      (await post('/brands', { key: 'northwind', name: 'Northwind Hosting', domain: location.hostname, ...look, ...sender }));
    const contact = { email: 'customer@shop.example', name: 'Ana Petrova' };
    return (await post('/tickets', { subject: wanted, body_text: 'It does not work.', contact, brand_id: brand.id })).id;
  }, subject);
}
