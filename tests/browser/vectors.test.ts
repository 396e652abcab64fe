import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Ticket } from '@goodhost/shared/api.ts';
import { expect, it } from 'vitest';
import { useStage } from './stage.ts';

const stage = useStage();
const vectors = JSON.parse(readFileSync(resolve(import.meta.dirname, 'vectors/html_injection.json'), 'utf8')) as string[];

/** What the host makes of a mail with that HTML, each from somebody else. */
async function rebuilt(html: string, at: number): Promise<string> {
  const { host } = stage;
  const head = [`From: v${at}@far.example`, 'To: support@host.example', `Subject: Vector ${at}`, `Message-ID: <v${at}@far.example>`];
  const body = [...head, 'Content-Type: text/html; charset=utf-8', '', `<p>before</p>${html}<p>after</p>`].join('\r\n');
  const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' };
  const answer = await fetch(`${host.address}/api/v1/mail?mailbox=support`, { method: 'POST', body, headers });
  const { ticket_id } = (await answer.json()) as { ticket_id: number };
  const ticket = await host.client().get<Ticket>(`/tickets/${ticket_id}`);
  return ticket.messages[0]?.body_html ?? '';
}

// The desk shows mails in a sandbox without network. Here there is none, so that the sanitiser has to hold by itself.
it('of mails with known injections nothing runs and nothing is fetched', async () => {
  await stage.host.client().post('/mailboxes', { name: 'support', address: 'support@host.example' });
  const pages = await Promise.all(vectors.map(rebuilt));
  expect(pages.filter((html) => html !== '').length).toBeGreaterThan(100);
  const page = await stage.visitor();
  const faults: string[] = [];
  let vector = '';
  await page.exposeFunction('tell', (what: string) => faults.push(`${what}: ${vector}`));
  await page.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch'])
      Object.defineProperty(window, name, { value: () => (window as unknown as { tell: (what: string) => void }).tell(name) });
  });
  await page.route('**', (route) => {
    faults.push(`${route.request().url()}: ${vector}`);
    return route.abort();
  });
  await page.goto('about:blank');
  await page.setContent('<script>alert(1)</script><img src=http://evil.test/x>', { waitUntil: 'load' });
  expect(faults.splice(0).sort(), 'what would be seen').toEqual(['alert: ', 'http://evil.test/x: ']);
  for (const [at, html] of pages.entries()) {
    vector = vectors[at] ?? '';
    await page.setContent(html, { waitUntil: 'load' });
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('*'))
        for (const name of ['mouseover', 'focus', 'toggle', 'animationend', 'error', 'load']) one.dispatchEvent(new Event(name));
    });
  }
  expect(faults).toEqual([]);
});
