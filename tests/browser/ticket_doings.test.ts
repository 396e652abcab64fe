import type { Ticket } from '@goodhost/shared/api.ts';
import { expect, it } from 'vitest';
import { choose, key, openTicket, status } from './desk_ways.ts';
import { hire, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const now = (id: number) => stage.host.client().get<Ticket>(`/tickets/${id}`);

it('gives a ticket to somebody, with tags, followers and who gets copies', async () => {
  await hire(stage.host, 'Mia Miller');
  const { id } = await tell(stage.host, 'Slow pages');
  const desk = await stage.agent();
  await openTicket(desk, id);
  await key(desk, 'a');
  await desk.getByRole('option', { name: 'Mia Miller' }).click();
  await expect.poll(async () => (await now(id)).assignee?.name).toBe('Mia Miller');
  await key(desk, 't');
  await desk
    .getByRole('textbox', { name: 'Tags' })
    .or(desk.getByRole('combobox', { name: 'Tags' }))
    .fill('vip');
  await desk.keyboard.press('Enter');
  await expect.poll(async () => (await now(id)).tags).toEqual(['vip']);
  await desk.keyboard.press('Escape');
  const form = desk.getByRole('dialog');
  await choose(desk, 'Copies to');
  await form.getByRole('textbox').or(form.getByRole('combobox')).first().fill('boss@shop.example');
  await desk.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await now(id)).cc.map((one) => one.email)).toEqual(['boss@shop.example']);
  await choose(desk, 'Followers');
  await form.getByRole('combobox', { name: 'Followers' }).click();
  await desk.getByRole('option', { name: 'Mia Miller' }).click();
  await desk.keyboard.press('Tab');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await now(id)).followers.map((one) => one.name)).toContain('Mia Miller');
});

it('lets a ticket wait, closes and reopens it, resolves and reopens it', async () => {
  const { id } = await tell(stage.host, 'A bill twice');
  const desk = await stage.agent();
  await openTicket(desk, id);
  const become = async (from: string, to: string) => {
    await desk.getByRole('button', { name: `Status: ${from}` }).click();
    await desk.getByRole('menuitem', { name: to }).click();
    await status(desk, to);
  };
  await become('New', 'Closed');
  await expect.poll(async () => (await now(id)).status).toBe('closed');
  await desk.getByRole('button', { name: 'Undo' }).click();
  await status(desk, 'Open');
  await become('Open', 'Waiting for customer');
  await expect.poll(async () => (await now(id)).status).toBe('waiting');
  await become('Waiting for customer', 'Open');
  await expect.poll(async () => (await now(id)).status).toBe('open');
  await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect.poll(async () => (await now(id)).status).toBe('resolved');
  await desk.getByRole('button', { name: 'Reopen' }).click();
  await expect.poll(async () => (await now(id)).status).toBe('open');
});

it('shows what is hidden to who asks, throws a draft away, and leaves a ticket unread', async () => {
  const contact = { email: 'ben@shop.example', name: 'Ben Baker' };
  const body_text = 'My card is 4111 1111 1111 1111.';
  const { id } = await stage.host.client().post<Ticket>('/tickets', { subject: 'A card', body_text, contact });
  const desk = await stage.agent();
  await openTicket(desk, id);
  await desk.getByRole('button', { name: 'Show', exact: true }).click();
  await desk.getByText('4111 1111 1111 1111').waitFor();
  const words = desk.getByRole('textbox', { name: 'Message' });
  await words.fill('We will');
  await expect.poll(async () => (await now(id)).draft?.body_html ?? '', { timeout: 20_000 }).toContain('We will');
  // As a person does it: the editor's own selection is what is deleted, also while the page draws itself anew.
  await words.press('ControlOrMeta+a');
  await words.press('Backspace');
  await expect.poll(async () => (await now(id)).draft ?? null, { timeout: 20_000 }).toBeNull();
  await key(desk, 'u');
  await expect.poll(async () => (await now(id)).unread).toBe(true);
});
