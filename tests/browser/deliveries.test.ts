import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ticket } from '@goodhost/shared/api.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../journeys/program.ts';
import { Relay } from '../journeys/relay.ts';
import { openTicket, pick, save } from './desk_ways.ts';
import { findings } from './screens_axe.ts';
import { looks, putOn } from './screens_look.ts';
import { useStage } from './stage.ts';

const stage = useStage('sqlite', ['--undo-seconds', '0', '--mailbox-allow-private', 'true', '--remote-images-allow-private', 'true']);
const relay = new Relay();
let port = 0;

beforeAll(async () => {
  port = await relay.start();
  await stage.host.client().patch('/brands/1', { sender_name: 'Nova', sender_address: 'support@host.example' });
});
afterAll(() => relay.stop());

async function holds(page: Page): Promise<void> {
  for (const look of looks) {
    await putOn(page, look);
    expect(await findings(page, look), look).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await putOn(page, 'light');
}

it('sets up a mail server that is tried first', async () => {
  const desk = await stage.agent();
  await desk.goto('/desk/admin/senders');
  await desk.getByRole('table').getByRole('button').first().click();
  const form = desk.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1');
  await form.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await pick(desk, form.getByRole('combobox', { name: 'Encryption' }), /^None/);
  await save(desk, form);
  await desk.getByRole('table').getByRole('button').first().click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Test the mail server' }).click();
  await desk.getByRole('status').getByText(/^250/).waitFor();
  await holds(desk);
});

it('says at the message what became of its mails, and tries again when asked', async () => {
  const contact = { email: 'gone@shop.example', name: 'Ann' };
  const ticket = await stage.host.client().post<Ticket>('/tickets', { subject: 'Down', body_text: 'Help.', contact });
  await until('the acknowledgement', async () => relay.to('gone@shop.example').length === 1);
  relay.replies.set('gone@shop.example', [[550, '5.7.1 not from you']]);
  await stage.host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'We look.' });
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  await desk.getByRole('button', { name: 'Mail: Not delivered' }).click();
  await desk.getByText('550 5.7.1 not from you').last().waitFor();
  await holds(desk);
  await desk.getByRole('button', { name: 'Try again now' }).click();
  await desk.getByRole('button', { name: 'Mail: Handed over' }).waitFor();
  expect(relay.to('gone@shop.example')).toHaveLength(2);
});

it('shows how the letter of an agent looks with the signatures around it, and sends one to who asks', async () => {
  await stage.host.client().patch('/senders/1', { signature: 'Nova Hosting, Seoul' });
  await stage.host.client().patch('/me', { signature: 'Nia, second line' });
  const desk = await stage.agent();
  await desk.goto('/desk/admin/mail_texts');
  await desk.getByRole('button', { name: 'Answer of an agent' }).click();
  await desk.getByRole('button', { name: 'Preview' }).click();
  const letter = desk.frameLocator('iframe');
  await letter.getByText('Nia, second line').waitFor();
  await letter.getByText('Nova Hosting, Seoul').waitFor();
  await holds(desk);
  const before = relay.taken.length;
  await desk.getByRole('button', { name: 'Send to me' }).click();
  await until('the letter has come', async () => relay.taken.slice(before).some((mail) => mail.raw.includes('Nia, second line')));
});

/** Somebody's picture, and who asked for it. */
async function pictures() {
  const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    response.writeHead(200, { 'Content-Type': request.url === '/page' ? 'text/html' : 'image/gif' });
    response.end(request.url === '/page' ? '<script>alert(1)</script>' : pixel);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { asked, at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

async function mailed(html: string): Promise<number> {
  const { host } = stage;
  const head = 'From: ann@shop.example\r\nTo: support@host.example\r\nSubject: Look\r\nMessage-ID: <look@shop.example>\r\n';
  await host.client().post('/mailboxes', { name: 'support', address: 'support@host.example' });
  const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' };
  const body = `${head}Content-Type: text/html; charset=utf-8\r\n\r\n${html}`;
  const answer = await fetch(`${host.address}/api/v1/mail?mailbox=support`, { method: 'POST', body, headers });
  return ((await answer.json()) as { ticket_id: number }).ticket_id;
}

it('folds what a page repeats, and fetches pictures of others when asked, through the host', async () => {
  const server = await pictures();
  const ticket = await mailed(
    `<p>My <b>new</b> words.</p><img src="${server.at}/new.gif?a=1&amp;b=2" width="24" height="24"><img src="${server.at}/page">` +
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, 2 Mar 2026 at 09:00, Desk &lt;d@x.example&gt; wrote:</div>' +
      `<blockquote class="gmail_quote">Your old words.<img src="${server.at}/old.gif" width="24" height="24"></blockquote></div>`,
  );
  const desk = await stage.agent();
  await openTicket(desk, ticket);
  const message = desk.getByRole('article', { name: /ann/ });
  await message.getByText('My new words.').waitFor();
  expect(await message.getByText('Your old words.').count()).toBe(0);
  await message.getByRole('button', { name: 'Show the quoted text' }).click();
  await message.getByText('Your old words.').waitFor();
  expect(server.asked).toEqual([]);
  await message.getByRole('button', { name: 'Show them' }).click();
  const drawn = () =>
    message
      .locator('img')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0 && (one as HTMLImageElement).complete));
  await expect.poll(drawn).toEqual([true, false, true]);
  expect(server.asked.map((one) => one.path).sort()).toEqual(['/new.gif?a=1&b=2', '/old.gif', '/page']);
  for (const { headers } of server.asked)
    expect([headers.cookie, headers.referer, headers['user-agent']]).toEqual([undefined, undefined, 'Goodhost']);
  await holds(desk);
  server.stop();
});
