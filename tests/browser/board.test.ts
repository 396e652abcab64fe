import { expect, it } from 'vitest';
import { hire, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('a lead sees a customer wait and be answered without a reload, and goes from the number to the ticket', async () => {
  const { host } = stage;
  const lead = await hire(host, 'Mina Lead', 'Lead');
  const desk = await stage.agent(lead);
  await desk.goto('/desk/inbox');
  await desk.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Board' }).click();
  await desk.getByRole('heading', { name: 'All is well' }).waitFor();

  const ticket = await tell(host, 'The shop is down', { severity: 'high' });
  const waiting = desk.getByRole('region', { name: 'Waiting for a word' });
  await waiting.getByText('The shop is down').waitFor();
  const numbers = desk.getByRole('list', { name: 'In numbers' });
  await numbers.getByRole('link', { name: 'Waiting for a word 1', exact: true }).waitFor();

  await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'We are looking at it.' });
  await desk.getByRole('heading', { name: 'All is well' }).waitFor();
  await numbers.getByRole('link', { name: 'Waiting for a word 0', exact: true }).waitFor();

  const other = await tell(host, 'The mail is slow');
  await numbers.getByRole('link', { name: 'With nobody 1', exact: true }).click();
  await desk
    .getByRole('list', { name: 'Results' })
    .getByRole('link', { name: new RegExp(other.subject) })
    .waitFor();
});

it('the report tells how many promises were kept and leads to the ticket behind a figure', async () => {
  const { host } = stage;
  const ticket = await tell(host, 'A question about prices', { severity: 'critical' });
  await host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: 'Here they are.' });
  await host.caughtUp();
  const lead = await hire(host, 'Lena Lead', 'Lead');
  const desk = await stage.agent(lead);
  await desk.goto('/desk/reports/promises');
  await desk.getByRole('button', { name: 'Critical: Kept: 1' }).click();
  await desk
    .getByRole('dialog')
    .getByRole('link', { name: /A question about prices/ })
    .waitFor();
  await desk.keyboard.press('Escape');
  await desk.getByRole('table', { name: 'Tiers side by side' }).waitFor();
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^promises-severity-.*\.csv$/);
});

it('who thinks of another policy sees what it would have made of last month', async () => {
  const { host } = stage;
  await tell(host, 'A slow gallery', { severity: 'low' });
  const lead = await hire(host, 'Pia Plans', 'Lead');
  const desk = await stage.agent(lead);
  await desk.goto('/desk/admin/promise_policies');
  await desk.getByRole('table').getByRole('button', { name: 'Low' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('button', { name: 'What would have happened last month?' }).click();
  await form.getByText('No promise would have come out otherwise.').waitFor();
});

it('who answers tickets but does not lead has no board', async () => {
  const agent = await hire(stage.host, 'Ada Agent');
  const desk = await stage.agent(agent);
  await desk.goto('/desk/inbox');
  const main = desk.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: 'Inbox' }).waitFor();
  expect(await main.getByRole('link', { name: 'Board' }).count()).toBe(0);
});
