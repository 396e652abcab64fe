import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Host } from './host.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${host.address}/desk/`);
  await page.getByLabel('Email').fill(host.email);
  await page.getByLabel('Password', { exact: true }).fill(host.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return { page, complaints };
}

/** What the checker finds against WCAG 2.2 A and AA, as one line each. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const checker = (
      window as unknown as {
        axe: { run: (scope: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const result = await checker.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  });
}

/** Opens a ticket through the API, as the person who is signed in. */
export async function makeTicket(page: Page, subject: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const session = (await (await fetch('/api/v1/session')).json()) as { csrf_token: string; brands: { id: number }[] };
    const answer = await fetch('/api/v1/tickets', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token, 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify({
        subject: wanted,
        body_text: 'It does not work.',
        contact: { email: 'customer@shop.example', name: 'Ana Petrova' },
        brand_id: session.brands[0]?.id,
      }),
    });
    const made = (await answer.json()) as { id: number };
    return made.id;
  }, subject);
}
