import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTicket, openBrowser, passwordOf, signIn } from './desk.ts';
import { type Host, startHost } from './host.ts';
import { recordWrites } from './writes.ts';

let host: Host;
let browser: Browser;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

describe('signing in', () => {
  it('says that a password is wrong, and in which words to try again', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`${host.address}/desk/`);
    await page.getByRole('textbox', { name: 'Email' }).fill(host.email);
    await passwordOf(page).fill('not the one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('Email or password is not right.').waitFor();
    await page.close();
  });

  it('is one press for each of the cast of the demo host', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    recordWrites(context);
    const page = await context.newPage();
    await page.goto(`${host.address}/desk/`);
    await page.getByRole('region', { name: 'Demo: sign in as' }).getByRole('button').first().click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await context.close();
  });
});

describe('a ticket', () => {
  it('is answered by keyboard alone, and waits for the customer', async () => {
    const { page, complaints } = await signIn(browser, host);
    const id = await makeTicket(page, 'Shop down since 14:05');
    await page.goto(`${host.address}/desk/inbox/${id}?view=all`);
    await page.getByRole('heading', { name: 'Shop down since 14:05' }).waitFor();
    const editor = page.getByRole('textbox', { name: 'Message' });
    await editor.waitFor();
    await page.getByRole('region', { name: 'Messages and events' }).focus();
    await page.keyboard.press('r');
    await page.keyboard.type('We are looking at it now.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article', { name: 'Message of Browser Test' }).getByText('We are looking at it now.').waitFor();
    await page.getByRole('button', { name: 'Status: Waiting for customer' }).waitFor();
    expect(await editor.textContent()).toBe('');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('keeps what was typed when the tab is closed', async () => {
    const { page } = await signIn(browser, host);
    const id = await makeTicket(page, 'Slow admin area');
    const address = `${host.address}/desk/inbox/${id}?view=all`;
    await page.goto(address);
    await page.getByRole('textbox', { name: 'Message' }).fill('Half a sentence');
    await page.getByRole('img', { name: /draft/i }).waitFor();
    const again = await page.context().newPage();
    await page.close();
    await again.goto(address);
    await expect.poll(() => again.getByRole('textbox', { name: 'Message' }).textContent()).toBe('Half a sentence');
    await again.context().close();
  });

  it('shows a colleague’s change without a reload', async () => {
    const first = await signIn(browser, host);
    const second = await signIn(browser, host);
    const id = await makeTicket(first.page, 'Certificate expired');
    for (const { page } of [first, second]) {
      await page.goto(`${host.address}/desk/inbox/${id}?view=all`);
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
    }
    await first.page.getByRole('button', { name: 'Resolve' }).click();
    await second.page.getByRole('button', { name: 'Status: Resolved' }).waitFor();
    await first.page.context().close();
    await second.page.context().close();
  });
});
