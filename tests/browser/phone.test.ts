import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { said } from './desk_ways.ts';
import { makeShop, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

/** Nothing has to be scrolled sideways to be read. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

it('serves an agent on a phone: list, ticket, customer, answer, administration', async () => {
  const { host } = stage;
  const { contact } = await makeShop(host);
  await tell(host, 'The shop is down and every customer is calling me about it', { contact: undefined, contact_id: contact.id });
  const desk = await stage.agent(undefined, { phone: true });
  await desk.goto('/desk/');
  await fits(desk);
  await desk.getByRole('link', { name: /The shop is down/ }).tap();
  await desk.getByRole('textbox', { name: 'Message' }).waitFor();
  await fits(desk);
  await desk.getByRole('button', { name: 'About the customer' }).tap();
  await desk.getByRole('dialog', { name: 'About the customer' }).getByText('petrova.example').first().waitFor();
  await desk.getByRole('dialog').getByRole('button', { name: 'Close' }).tap();
  await desk.getByRole('textbox', { name: 'Message' }).tap();
  await desk.keyboard.type('We are on it.');
  await desk.getByRole('button', { name: 'Send and wait for customer' }).tap();
  await said(desk, 'We are on it.').waitFor();
  await fits(desk);
  await desk.getByRole('link', { name: 'Back to the list' }).tap();
  await desk.getByRole('link', { name: /The shop is down/ }).waitFor();
  await desk.getByRole('link', { name: 'Administration' }).tap();
  await desk.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Agents', exact: true }).tap();
  await desk.getByRole('row', { name: /Olga Owner/ }).waitFor();
  await fits(desk);
});

it('serves a customer on a phone', async () => {
  const page = await stage.visitor({ phone: true });
  await page.goto('/tickets/new');
  await fits(page);
  await page.getByRole('textbox', { name: 'Your email address' }).fill('mobile@shop.example');
  await page.getByRole('textbox', { name: 'In a few words' }).fill('Mail does not arrive');
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Since this morning.');
  await page.getByRole('button', { name: 'Send to the team' }).tap();
  await page.getByRole('heading', { name: 'Mail does not arrive' }).waitFor();
  await fits(page);
});
