import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { choose, openTicket, said } from './desk_ways.ts';
import { tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

async function find(desk: Page, label: string, number: number): Promise<void> {
  await desk.getByRole('combobox', { name: label }).fill(`#${number}`);
  await desk.getByRole('option', { name: `#${number} ` }).click();
}

it('merges two tickets, and takes it back by the button and by the menu', async () => {
  const kept = await tell(stage.host, 'Shop is slow', { body_text: 'Ten seconds a page.' });
  const second = await tell(stage.host, 'Still slow', { body_text: 'And now fifteen.' });
  const desk = await stage.agent();
  const merge = async () => {
    await choose(desk, 'Merge into another');
    await find(desk, 'Into', kept.number);
    await desk.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
    await desk.getByText(`Merged into #${kept.number}`, { exact: true }).first().waitFor();
  };
  await openTicket(desk, second.id);
  await merge();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await desk.getByRole('button', { name: 'Status: New' }).waitFor();
  await said(desk, 'And now fifteen.').waitFor();

  await merge();
  await openTicket(desk, kept.id);
  await said(desk, 'Ten seconds a page.').waitFor();
  await said(desk, 'And now fifteen.').waitFor();
  await desk.getByRole('complementary').getByText(`Merged in: #${second.number}`).waitFor();

  await openTicket(desk, second.id);
  await choose(desk, 'Take the merge back');
  await said(desk, 'And now fifteen.').waitFor();
  await openTicket(desk, kept.id);
  await said(desk, 'Ten seconds a page.').waitFor();
  expect(await said(desk, 'And now fifteen.').count()).toBe(0);
});

it('splits a second problem off into a ticket of its own', async () => {
  const { host } = stage;
  const ticket = await tell(host, 'Two things', { body_text: 'My mail bounces.' });
  await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'note', body_text: 'The certificate ends on Friday, too.' });
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  await choose(desk, 'Split off');
  const dialog = desk.getByRole('dialog', { name: 'Split off' });
  await dialog.getByRole('textbox', { name: 'Subject of the new ticket' }).fill('Certificate ends');
  await dialog.getByRole('checkbox', { name: /The certificate ends on Friday/ }).check();
  await dialog.getByRole('button', { name: 'Split off' }).click();
  await desk.getByRole('heading', { name: 'Certificate ends' }).waitFor();
  await said(desk, 'The certificate ends on Friday, too.').waitFor();
  expect(await said(desk, 'My mail bounces.').count()).toBe(0);
  await openTicket(desk, ticket.id);
  await said(desk, 'My mail bounces.').waitFor();
  expect(await said(desk, 'The certificate ends on Friday, too.').count()).toBe(0);
});

it('links two tickets, shows it on both, and removes it', async () => {
  const cause = await tell(stage.host, 'Server fra-12 is down');
  const ticket = await tell(stage.host, 'My shop is gone');
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  await choose(desk, 'Link another ticket');
  await find(desk, 'The other ticket', cause.number);
  await desk.getByRole('combobox', { name: 'This ticket is' }).click();
  await desk.getByRole('option', { name: 'caused by' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Link', exact: true }).click();
  const side = desk.getByRole('complementary');
  const connections = side.locator('section').filter({ hasText: 'Connections' });
  await connections.getByText('caused by').waitFor();
  await connections.getByRole('link', { name: /Server fra-12 is down/ }).click();
  await desk.getByRole('heading', { name: 'Server fra-12 is down' }).waitFor();
  await connections.getByRole('link', { name: /My shop is gone/ }).waitFor();
  await connections.getByRole('button', { name: `Remove the link to #${ticket.number}` }).click();
  await connections.waitFor({ state: 'detached' });
});
