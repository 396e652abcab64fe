import { expect, it } from 'vitest';
import { openTicket } from './desk_ways.ts';
import { makeShop, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

/** What everybody's services stand on. */
const server = (name: string) => stage.host.client().post<{ id: number }>('/servers', { name });

it('says why a ticket became graver, and asks why it is calmed', async () => {
  const ticket = await tell(stage.host, 'Our site was hacked');
  await stage.host.caughtUp();
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  await desk.getByRole('button', { name: 'Severity: Critical' }).waitFor();
  await desk.getByRole('button', { name: 'Why this severity?' }).click();
  await desk.getByText('It came in as: Normal').waitFor();
  await desk.getByText('The customer wrote “hacked”').waitFor();
  await desk.getByText(/rule “Broken into, or data lost”/).waitFor();
  await desk.keyboard.press('Escape');
  await desk.getByRole('button', { name: 'Severity: Critical' }).click();
  await desk.getByRole('menuitem', { name: 'Normal' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Not critical any more' });
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('An old backup that he looked at');
  await dialog.getByRole('button', { name: 'Change to Normal' }).click();
  await desk.getByRole('button', { name: 'Severity: Normal' }).waitFor();
});

it('shows many tickets on one server, and what a monitor says of it', async () => {
  const { host } = stage;
  const { id: server_id } = await server('web-03');
  const shops = [];
  for (const name of ['Ana Petrova', 'Bo Lind', 'Cy Moss', 'Di Rao']) {
    const shop = await makeShop(host, name, `${name.split(' ')[1]?.toLowerCase()}.example`);
    const services = await host.client().get<{ items: { id: number }[] }>(`/services?customer_id=${shop.customer.id}`);
    await host.client().patch(`/services/${services.items[0]?.id}`, { server_id });
    shops.push({ ...shop, service_id: services.items[0]?.id });
  }
  const tickets = [];
  for (const { contact, service_id } of shops)
    tickets.push(await tell(host, 'Nothing opens', { contact: undefined, contact_id: contact.id, service_id }));
  await host.caughtUp();
  const desk = await stage.agent();
  await openTicket(desk, tickets[0]?.id ?? 0);
  await desk.getByRole('button', { name: 'Severity: High' }).waitFor();
  await desk
    .getByRole('region', { name: 'Many tickets on web-03' })
    .getByText(/4 tickets on web-03 since/)
    .click();
  await expect.poll(() => desk.getByRole('link', { name: /Nothing opens/ }).count(), { timeout: 20_000 }).toBe(4);

  await host.client().put('/signals/ping-web-03', { kind: 'monitor', state: 'down', server_id, summary: 'No answer' });
  await host.caughtUp();
  await openTicket(desk, tickets[0]?.id ?? 0);
  await desk.getByRole('button', { name: 'Severity: Critical' }).waitFor();
  await desk.getByText(/web-03 is down since .* \(monitor\): No answer/).waitFor();
});
