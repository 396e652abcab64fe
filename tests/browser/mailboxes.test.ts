import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TokenGiver } from '../journeys/tokens.ts';
import { pick } from './desk_ways.ts';
import { findings } from './screens_axe.ts';
import { looks, putOn } from './screens_look.ts';
import { useStage } from './stage.ts';

const stage = useStage('sqlite', ['--undo-seconds', '0', '--mailbox-allow-private', 'true']);

/** An IMAP server that lets nobody in. */
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('* OK [CAPABILITY IMAP4rev1] Ready.\r\n');
    socket.on('data', (bytes) => {
      const tag = bytes.toString().split(' ')[0];
      socket.write(`${tag} NO [AUTHENTICATIONFAILED] The post office is closed to you.\r\n`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((done) => server.close(done)));

async function holds(page: Page): Promise<void> {
  for (const look of looks) {
    await putOn(page, look);
    expect(await findings(page, look), look).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
}

it('tries an account before it is used, says what is wrong, and tells everybody of a mailbox that stops', async () => {
  await stage.host.client().post('/mailboxes', { name: 'help', address: 'help@host.example' });
  const desk = await stage.agent();
  await desk.goto('/desk/admin/mailboxes');
  await desk.getByRole('button', { name: 'help@host.example' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('button', { name: 'Fetch mail by IMAP' }).click();
  await form.getByRole('textbox', { name: 'IMAP server' }).fill('127.0.0.1');
  await pick(desk, form.getByRole('combobox', { name: 'Encryption' }), 'None');
  await form.getByRole('textbox', { name: 'Port' }).fill('1');
  await form.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await form.getByRole('button', { name: 'Test the connection' }).click();
  await form.getByText('No connection to the server.').waitFor();
  await form.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await form.getByRole('button', { name: 'Test the connection' }).click();
  await form.getByText('The server refuses the name or the password.').waitFor();
  await form.getByText('The post office is closed to you.').waitFor();
  await form.getByRole('button', { name: 'Save and fetch' }).click();
  await form.waitFor({ state: 'detached' });
  const alarm = desk.getByRole('alert').filter({ hasText: 'The mailbox help@host.example needs a look.' });
  await alarm.waitFor({ timeout: 120_000 });
  await desk.goto('/desk/inbox');
  await alarm.getByText('The server refuses the name or the password.').waitFor();
  await holds(desk);
  await alarm.getByRole('link', { name: 'Look at it' }).click();
  await desk.getByRole('row', { name: /help@host.example.*Not working/ }).waitFor();
  await desk.getByRole('button', { name: 'help@host.example' }).click();
  await desk.getByRole('dialog').getByText('The post office is closed to you.').waitFor();
  await desk.getByRole('dialog').getByText('Stored. Leave empty to keep it.').waitFor();
  await holds(desk);
});

it('asks the owner of a mailbox in the browser, and keeps the token that this gives', async () => {
  const giver = new TokenGiver('owner@host.example');
  const address = await giver.start();
  const { id } = await stage.host.client().post<{ id: number }>('/mailboxes', { name: 'owned', address: 'owned@host.example' });
  const desk = await stage.agent();
  const fill = async () => {
    await desk.goto('/desk/admin/mailboxes');
    await desk.getByRole('button', { name: 'owned@host.example' }).click();
    const form = desk.getByRole('dialog');
    await form.getByRole('button', { name: 'Fetch mail by IMAP' }).click();
    await pick(desk, form.getByRole('combobox', { name: 'Sign in by' }), 'Token (Microsoft, Google)');
    await pick(desk, form.getByRole('combobox', { name: 'Provider' }), 'Microsoft 365');
    await expect.poll(() => form.getByRole('textbox', { name: 'IMAP server' }).inputValue()).toBe('outlook.office365.com');
    await form.getByRole('textbox', { name: 'IMAP server' }).fill('127.0.0.1');
    await form.getByRole('textbox', { name: 'Port' }).fill(String(port));
    await form.getByRole('textbox', { name: 'Client ID' }).fill('client');
    await form.getByRole('textbox', { name: 'Client secret' }).fill('client secret');
    await form.getByRole('textbox', { name: 'Token address' }).fill(`${address}/token`);
    return form;
  };
  const form = await fill();
  await form.getByRole('textbox', { name: 'Where the owner is asked' }).fill('mail.example/ask');
  await form.getByRole('button', { name: 'Ask the owner' }).click();
  await form.getByRole('alert').first().waitFor();
  await holds(desk);
  await putOn(desk, 'light');
  await form.getByRole('textbox', { name: 'Where the owner is asked' }).fill(`${address}/authorize`);
  await form.getByRole('button', { name: 'Ask the owner' }).click();
  await desk.getByRole('status').getByText('The mailbox’s owner has agreed. Its mail is fetched.').waitFor();
  expect(new URL(desk.url()).search).toBe('');
  expect(giver.given).toBeGreaterThan(0);
  expect(await stage.host.client().get(`/mailboxes/${id}/source`)).toMatchObject({ sign_in: 'oauth', has_secret: true });
  await holds(desk);
  await giver.stop();
});
