import type { List, Role } from '@goodhost/shared/api.ts';
import { expect, it } from 'vitest';
import { newRecord, pick, save } from './desk_ways.ts';
import { hire, picture } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('makes a key that signs mails, lets it rest and removes it, and asks the DNS', async () => {
  await stage.host.client().patch('/brands/1', { sender_address: 'support@host.invalid' });
  const desk = await stage.agent();
  await desk.goto('/desk/admin/senders');
  await desk.getByRole('table').getByRole('button').first().click();
  const form = desk.getByRole('dialog');
  await form.getByRole('button', { name: 'New Ed25519 key' }).click();
  await form.getByText(/^TXT .*_domainkey/).waitFor();
  const signs = form.getByRole('switch', { name: 'Signs' });
  const before = await signs.isChecked();
  await signs.click();
  await expect.poll(() => signs.isChecked()).toBe(!before);
  if (!before) await signs.click();
  await form.getByRole('button', { name: 'Delete', exact: true }).click();
  await form.getByText(/^TXT .*_domainkey/).waitFor({ state: 'detached' });
  await form.getByRole('button', { name: 'Check the DNS' }).click();
  // Where no name server answers, each of five questions is given up after some seconds.
  await form.getByRole('list', { name: 'Check the DNS' }).getByRole('listitem').first().waitFor({ timeout: 150_000 });
});

it('changes the words of a mail, refuses an unknown variable, and goes back to the standard ones', async () => {
  const desk = await stage.agent();
  await desk.goto('/desk/admin/mail_texts');
  await desk.getByRole('button', { name: 'Acknowledgement' }).click();
  const words = desk.getByRole('textbox', { name: 'Text' });
  const standard = await words.inputValue();
  await words.fill(`${standard} {{nothing_known}}`);
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await desk
    .getByText(/nothing_known/)
    .nth(1)
    .waitFor();
  await words.fill(`${standard} Yours.`);
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await desk.getByRole('button', { name: 'Standard text' }).click();
  await expect.poll(() => words.inputValue()).toBe(standard);
});

it('says whom a mail is not wanted from, in the quarantine and in the list, and takes it back', async () => {
  const { host } = stage;
  await host.client().post('/mailboxes', { name: 'support', address: 'support@host.example' });
  const head = ['From: Robot <robot@far.example>', 'To: support@host.example', 'Subject: Prize', 'Auto-Submitted: auto-replied'];
  const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' };
  await fetch(`${host.address}/api/v1/mail?mailbox=support`, { method: 'POST', body: [...head, '', 'You won.'].join('\r\n'), headers });
  const desk = await stage.agent();
  await desk.goto('/desk/admin/quarantine');
  await desk.getByRole('button', { name: 'Prize' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Block the sender' }).click();
  await desk.goto('/desk/admin/quarantine');
  await desk.getByRole('button', { name: 'Prize' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'It is spam' }).click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  const form = await newRecord(desk, 'blocked_senders');
  await form.getByRole('textbox', { name: 'Sender' }).fill('evil.example');
  await save(desk, form);
  for (const sender of ['robot@far.example', 'evil.example']) {
    const row = desk.getByRole('row', { name: sender });
    await row.getByRole('button', { name: 'Delete', exact: true }).click();
    await row.getByRole('button', { name: 'Delete for good' }).click();
    await row.waitFor({ state: 'detached' });
  }
});

it('no longer fetches mail, and deletes no mailbox with it', async () => {
  const { id } = await stage.host.client().post<{ id: number }>('/mailboxes', { name: 'old', address: 'old@host.example' });
  const source = { host: 'imap.host.invalid', login: 'old', port: 993, security: 'tls', secret: 'secret' };
  await stage.host.client().put(`/mailboxes/${id}/source`, source);
  const desk = await stage.agent();
  await desk.goto('/desk/admin/mailboxes');
  await desk.getByRole('button', { name: 'old@host.example' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('textbox', { name: 'IMAP server' }).waitFor();
  await form.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await form.getByRole('button', { name: 'Delete for good' }).click();
  await form.waitFor({ state: 'detached' });
  await desk.getByRole('row', { name: /old@host.example.*Mail is handed over/ }).waitFor();
});

it('keeps what agents can, brings one back, and removes a role', async () => {
  const { host } = stage;
  const rosa = await hire(host, 'Rosa Ruiz');
  await host.client().post('/skills', { name: 'DNS' });
  await host.client().post(`/agents/${rosa.id}/deactivation`);
  await host.client().post('/roles', { name: 'Guests', permissions: [] });
  const desk = await stage.agent();
  const open = async () => {
    await desk.goto('/desk/admin/agents');
    await desk.getByRole('button', { name: 'Rosa Ruiz' }).click();
    return desk.getByRole('dialog');
  };
  await (await open()).getByRole('button', { name: 'Reactivate' }).click();
  await desk.getByRole('row', { name: /Rosa Ruiz.*Active/ }).waitFor();
  const form = await open();
  await pick(desk, form.getByRole('combobox', { name: 'DNS' }), /^3/);
  await form.getByRole('button', { name: 'Save skills and capacity' }).click();
  const level = async () =>
    (await host.client().get<List<{ agent_id: number; skills: { level: number }[] }>>('/means')).items.find(
      (one) => one.agent_id === rosa.id,
    )?.skills[0]?.level;
  await expect.poll(level).toBe(3);
  await form.getByRole('textbox', { name: 'Name' }).first().fill('Rosa Ruiz Soto');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await desk.getByRole('row', { name: /Rosa Ruiz Soto/ }).waitFor();
  await desk.goto('/desk/admin/roles');
  await desk
    .getByRole('columnheader', { name: /Guests/ })
    .getByRole('button')
    .click();
  await desk.getByRole('button', { name: 'Delete for good' }).click();
  const roles = async () => (await host.client().get<List<Role>>('/roles')).items.map((one) => one.name);
  await expect.poll(roles).not.toContain('Guests');
});

it('says what categories need, the longest wait, and the days on which nobody works', async () => {
  const { host } = stage;
  await host.client().post('/skills', { name: 'Billing' });
  const desk = await stage.agent();
  await desk.goto('/desk/admin/routing_rules');
  await desk.getByRole('button', { name: 'What categories need' }).click();
  const needs = desk.getByRole('dialog');
  await pick(desk, needs.getByRole('combobox').first(), 'Billing');
  await needs.getByRole('button', { name: 'Save' }).click();
  await needs.waitFor({ state: 'detached' });
  await desk.goto('/desk/admin/promise_policies');
  await desk.getByRole('button', { name: /^Longest wait/ }).click();
  const cap = desk.getByRole('dialog');
  await cap.getByRole('textbox').fill('600');
  await cap.getByRole('button', { name: 'Save' }).click();
  await desk.getByRole('button', { name: 'Longest wait: 10 h' }).waitFor();
  const calendar = await newRecord(desk, 'promise_calendars');
  await calendar.getByRole('textbox', { name: /^Name/ }).fill('Office');
  await save(desk, calendar);
  await desk.getByRole('button', { name: 'Office' }).click();
  const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20271225', 'SUMMARY:Christmas', 'END:VEVENT', 'END:VCALENDAR'];
  const file = { name: 'days.ics', mimeType: 'text/calendar', buffer: Buffer.from(lines.join('\r\n')) };
  await desk.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
  const days = async () => (await host.client().get<List<{ holidays: unknown[] }>>('/promise_calendars')).items[0]?.holidays.length;
  await expect.poll(days).toBe(1);
});

it('gives a brand a logo, a customer a name, and forgets what a monitor said', async () => {
  const { host } = stage;
  const desk = await stage.agent();
  await desk.goto('/desk/admin/brands');
  await desk.getByRole('table').getByRole('button').first().click();
  await desk
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ ...picture, name: 'logo.png' });
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await fetch(`${host.address}/brand/logo`)).status).toBe(200);
  await desk.getByRole('table').getByRole('button').first().click();
  const seen = () =>
    desk
      .getByRole('dialog')
      .locator('img')
      .evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(seen).toBe(2);
  await desk.goto('/desk/customers');
  await desk.getByRole('button', { name: 'New', exact: true }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('textbox', { name: /^Name/ }).fill('Harbour Ltd');
  await save(desk, form);
  await desk.getByRole('button', { name: /Harbour Ltd/ }).click();
  await form.getByRole('textbox', { name: /^Name/ }).fill('Harbour Lane Ltd');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await desk.getByRole('link', { name: 'Harbour Lane Ltd' }).waitFor();
  const server = await host.client().post<{ id: number }>('/servers', { name: 'node7.host.example' });
  await host.client().put('/signals/ping-7', { kind: 'monitor', state: 'down', server_id: server.id, summary: 'No answer' });
  await desk.goto('/desk/admin/signals');
  await desk.getByRole('button', { name: 'Forget' }).click();
  await desk.getByText('ping-7').waitFor({ state: 'detached' });
});

it('takes a swap and leave back, and removes a roster', async () => {
  const client = stage.host.client();
  const [gil, ivy] = [await hire(stage.host, 'Gil Lead', 'Lead'), await hire(stage.host, 'Ivy Lane')];
  const layers = [{ name: 'Always', agents: [gil.id] }];
  const { id } = await client.post<{ id: number }>('/rosters', { name: 'Nights', time_zone: 'UTC', layers });
  const at = (days: number) => new Date((Math.floor(Date.now() / 86_400_000) + days) * 86_400_000).toISOString();
  const his = stage.host.client(await stage.host.makeToken(gil.email));
  await his.post(`/rosters/${id}/swaps`, { to_agent: ivy.id, from_at: at(2), to_at: at(3) });
  await his.post('/leaves', { kind: 'training', from_at: at(9), to_at: at(10) });
  const desk = await stage.agent(gil);
  await desk.goto(`/desk/roster?roster=${id}`);
  await desk.getByRole('tab', { name: 'Leave' }).click();
  await desk.getByRole('button', { name: 'Withdraw' }).click();
  await desk.getByText('withdrawn', { exact: true }).waitFor();
  const row = desk.getByRole('row', { name: /Gil Lead.*Training/ });
  await row.getByRole('button', { name: 'Delete', exact: true }).click();
  await row.getByRole('button', { name: 'Delete for good' }).click();
  await row.waitFor({ state: 'detached' });
  await desk.getByRole('button', { name: 'Edit roster' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).first().fill('Nights out');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await desk.getByRole('button', { name: 'Edit roster' }).click();
  await form.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await form.getByRole('button', { name: 'Delete for good' }).click();
  await expect.poll(async () => (await client.get<List<{ name: string }>>('/rosters')).items).toEqual([]);
});
