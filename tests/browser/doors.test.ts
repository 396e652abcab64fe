import { afterAll, beforeAll, expect, it } from 'vitest';
import { Receiver } from '../journeys/receiver.ts';
import { newRecord, pick, save } from './desk_ways.ts';
import { tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage('sqlite', ['--undo-seconds', '0', '--webhook-allow-private', 'true']);
const receiver = new Receiver();
let url = '';
beforeAll(async () => {
  url = await receiver.start();
});
afterAll(() => receiver.stop());

it('makes a webhook, shows its secret once, and the log of what was sent', async () => {
  const desk = await stage.agent();
  const form = await newRecord(desk, 'webhooks');
  await form.getByRole('textbox', { name: 'Address' }).fill(url);
  await form
    .getByRole('combobox', { name: 'Events' })
    .or(form.getByRole('textbox', { name: 'Events' }))
    .fill('tickets.created');
  await desk.keyboard.press('Enter');
  await desk.keyboard.press('Tab');
  await form.getByRole('button', { name: 'Save' }).click();
  const shown = desk.getByRole('dialog', { name: 'Created' });
  await shown.getByText(/^ghw_/).waitFor();
  await shown.getByRole('button', { name: 'Close' }).click();
  receiver.statuses.push(204, 500);
  await desk.getByRole('button', { name: url }).click();
  const log = desk.getByRole('dialog').getByRole('row');
  await desk.getByRole('button', { name: 'Send a test' }).click();
  await expect.poll(() => receiver.received.length).toBe(1);
  await log.filter({ hasText: '204' }).waitFor();
  await tell(stage.host, 'Told outside');
  await log.filter({ hasText: 'tickets.created' }).filter({ hasText: '500' }).waitFor();
  await log.filter({ hasText: 'tickets.created' }).getByRole('button', { name: 'Send again' }).click();
  await log.filter({ hasText: 'tickets.created' }).filter({ hasText: '204' }).first().waitFor();
});

it('makes a mailbox, stops it, and starts it again', async () => {
  const desk = await stage.agent();
  const form = await newRecord(desk, 'mailboxes');
  await form.getByRole('textbox', { name: 'Name' }).fill('billing');
  await form.getByRole('textbox', { name: 'Address' }).fill('billing@host.example');
  await pick(desk, form.getByRole('combobox', { name: 'Category' }), 'Billing');
  await save(desk, form);
  const toggle = async (state: string) => {
    await desk.getByRole('button', { name: 'billing@host.example' }).click();
    const open = desk.getByRole('dialog');
    await open.getByRole('checkbox', { name: 'Active' }).click();
    await save(desk, open);
    await desk.getByRole('row', { name: new RegExp(`billing@host.example.*${state}`) }).waitFor();
  };
  await toggle('Switched off');
  await toggle('Mail is handed over');
});

it('shows what is in quarantine, releases one mail to a ticket and deletes another', async () => {
  const { host } = stage;
  await host.client().post('/mailboxes', { name: 'support', address: 'support@host.example' });
  for (const subject of ['Out of office', 'Out of town']) {
    const mail = [
      'From: Robot <robot@far.example>',
      'To: support@host.example',
      `Subject: ${subject}`,
      `Message-ID: <${subject.replaceAll(' ', '')}@far.example>`,
      'Auto-Submitted: auto-replied',
      '',
      'I am away.',
    ].join('\r\n');
    const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' };
    const answer = await fetch(`${host.address}/api/v1/mail?mailbox=support`, { method: 'POST', body: mail, headers });
    expect(await answer.json()).toMatchObject({ outcome: 'quarantined' });
  }
  const desk = await stage.agent();
  await desk.goto('/desk/admin/quarantine');
  await desk.getByRole('button', { name: 'Out of office' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await desk.getByText('Released').waitFor();
  await desk.getByRole('row', { name: /Out of office/ }).waitFor({ state: 'detached' });
  await desk.getByRole('button', { name: 'Out of town' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await desk.getByRole('row', { name: /Out of town/ }).waitFor({ state: 'detached' });
  await desk.goto('/desk/inbox?view=all');
  await desk.getByRole('link', { name: /Out of office/ }).waitFor();
});

it('asks the customer what the host wants to know of its own category', async () => {
  const desk = await stage.agent();
  const form = await newRecord(desk, 'categories');
  await form.getByRole('textbox', { name: 'Key' }).fill('migration');
  const [name, questions] = [form.getByRole('group', { name: 'Name' }), form.getByRole('group', { name: /^Questions/ })];
  await name.getByRole('textbox', { name: 'English' }).fill('Moving to us');
  await questions.getByRole('textbox', { name: 'English' }).fill('From whom?\nBy when?');
  await save(desk, form);
  await desk.getByRole('row', { name: /Moving to us.*Active/ }).waitFor();
  const customer = await stage.visitor();
  await customer.goto('/tickets/new');
  await customer.getByRole('textbox', { name: 'Your email address' }).fill('mover@shop.example');
  await customer.getByRole('radio', { name: 'Moving to us' }).check();
  await customer.getByText('From whom? By when?').waitFor();
  await customer.getByRole('textbox', { name: 'In a few words' }).fill('Three shops');
  await customer.getByRole('textbox', { name: 'What happened?' }).fill('From Oldhost, by May.');
  await customer.getByRole('button', { name: 'Send to the team' }).click();
  await customer.getByRole('heading', { name: 'Three shops' }).waitFor();
  await customer.getByText('Moving to us').waitFor();
});

it('sets how long a brand lets replies be taken back', async () => {
  const { host } = stage;
  const desk = await stage.agent();
  const open = async () => {
    await desk.goto('/desk/admin/brands');
    await desk.getByRole('button', { name: 'Host', exact: true }).click();
    return desk.getByRole('textbox', { name: 'Seconds in which a reply can be taken back' });
  };
  await (await open()).fill('30');
  await desk.getByRole('button', { name: 'Save these' }).click();
  await desk.getByText('Saved').waitFor();
  await expect.poll(async () => (await open()).inputValue()).toBe('30');
  const { brand_id } = await tell(host, 'Thirty seconds');
  expect(await host.client().get(`/brands/${brand_id}/ticket_settings`)).toMatchObject({ undo_seconds: 30 });
});
