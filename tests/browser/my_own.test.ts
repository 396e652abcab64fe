import type { NotificationSettings } from '@goodhost/shared/api.ts';
import { expect, it } from 'vitest';
import { openTicket } from './desk_ways.ts';
import { hire, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('changes a name, chooses what to be told of, and signs out there and here', async () => {
  const zita = await hire(stage.host, 'Zita Zoll');
  const client = stage.host.client(await stage.host.makeToken(zita.email));
  await stage.agent(zita);
  await stage.agent(zita);
  const desk = await stage.agent(zita);
  await desk.goto('/desk/profile');
  await desk.getByRole('textbox', { name: 'Name' }).fill('Zita Zollinger');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await client.get<{ name: string }>('/me')).name).toBe('Zita Zollinger');
  await desk.getByRole('tab', { name: 'Notifications' }).click();
  await desk.getByRole('switch', { name: 'Quiet hours' }).click();
  await desk.getByRole('button', { name: 'Save' }).click();
  const quiet = async () => (await client.get<NotificationSettings>('/me/notification_settings')).quiet_from;
  await expect.poll(quiet).toBe(22 * 60);
  await desk.getByRole('tab', { name: 'Signed in on' }).click();
  await desk.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect.poll(async () => desk.getByRole('tabpanel').getByRole('row').count()).toBe(1);
  await desk.getByRole('button', { name: 'Sign out', exact: true }).click();
  await desk.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
});

it('is told of a ticket, and has seen it with one press', async () => {
  const yuri = await hire(stage.host, 'Yuri Young');
  const { id } = await tell(stage.host, 'Certificate ends');
  await stage.host.client().put(`/tickets/${id}/assignment`, { assignee_id: yuri.id, team_id: null });
  const desk = await stage.agent(yuri);
  await desk.goto('/desk/inbox');
  await desk.getByRole('button', { name: '1 new notification' }).click();
  await desk.getByRole('button', { name: 'Mark all read' }).click();
  await desk.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await openTicket(desk, id);
});

it('offers duty to a calendar outside, and stops it', async () => {
  const xena = await hire(stage.host, 'Xena Xu');
  await stage.host.client().post('/rosters', { name: 'All', time_zone: 'UTC', layers: [{ name: 'Always', agents: [xena.id] }] });
  const desk = await stage.agent(xena);
  await desk.goto('/desk/roster');
  await desk.getByRole('tab', { name: 'Leave' }).click();
  await desk.getByRole('button', { name: 'Make an address' }).click();
  const address = (await desk.locator('code').first().textContent()) ?? '';
  expect((await fetch(address)).status).toBe(200);
  await desk.getByRole('button', { name: 'Stop offering it' }).click();
  await desk.getByRole('button', { name: 'Make an address' }).waitFor();
  expect((await fetch(address)).status).toBe(404);
});
