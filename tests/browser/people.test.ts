import type { Contact, List, Role } from '@goodhost/shared/api.ts';
import { expect, it } from 'vitest';
import { newRecord, openTicket, pick, save } from './desk_ways.ts';
import { hire, makeShop, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('makes a role, an agent who has it and a team; the agent may do just that, and later nothing', async () => {
  const desk = await stage.agent();
  await desk.goto('/desk/admin/roles');
  await desk.getByRole('textbox', { name: 'Name of the new role' }).fill('Night watch');
  await desk.getByRole('button', { name: 'New', exact: true }).click();
  await desk.getByRole('checkbox', { name: 'Night watch: tickets.view' }).click();
  await desk.getByRole('checkbox', { name: 'Night watch: tickets.note' }).click();
  const kept = async () =>
    (await stage.host.client().get<List<Role>>('/roles')).items.find((one) => one.name === 'Night watch')?.permissions.sort();
  await expect.poll(kept).toEqual(['tickets.note', 'tickets.view']);
  const form = await newRecord(desk, 'agents');
  await form.getByRole('textbox', { name: 'Name' }).fill('Nadia Night');
  await form.getByRole('textbox', { name: 'Email' }).fill('nadia@host.example');
  await form.getByRole('textbox', { name: 'Password' }).fill('short');
  await pick(desk, form.getByRole('combobox', { name: 'Role' }), 'Night watch');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByRole('textbox', { name: 'Password' }).fill('the night is long');
  await save(desk, form);
  const team = await newRecord(desk, 'teams');
  await team.getByRole('textbox', { name: 'Name' }).fill('Night shift');
  await pick(desk, team.getByRole('combobox', { name: 'Members' }), 'Nadia Night');
  await desk.keyboard.press('Escape');
  await save(desk, team);
  await desk.getByRole('row', { name: /Night shift.*Nadia Night/ }).waitFor();

  const nadia = { email: 'nadia@host.example', password: 'the night is long' };
  const ticket = await tell(stage.host, 'Light in the cellar');
  const watch = await stage.agent(nadia);
  await openTicket(watch, ticket.id);
  expect(await watch.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  await watch.goto('/desk/admin/agents');
  expect(await watch.getByRole('button', { name: 'New', exact: true }).count()).toBe(0);

  await desk.goto('/desk/admin/agents');
  await desk.getByRole('button', { name: 'Nadia Night' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await desk.getByRole('row', { name: /Nadia Night.*Inactive/ }).waitFor();
  await watch.goto('/desk/inbox');
  await watch.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
});

it('invites a colleague by mail, and stops a token that works in their name', async () => {
  const { host } = stage;
  const sam = await hire(host, 'Sam Carter');
  await host.makeToken(sam.email);
  const desk = await stage.agent();
  await desk.goto('/desk/admin/agents');
  await desk.getByRole('button', { name: 'Sam Carter' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('button', { name: 'Mail an invitation' }).click();
  await desk.getByText(`An invitation is on its way to ${sam.email}`).waitFor();
  const tokens = form.getByRole('region', { name: 'API tokens' });
  await tokens.getByRole('button', { name: 'Delete' }).click();
  await tokens.getByRole('button', { name: 'Delete for good' }).click();
  await tokens.waitFor({ state: 'detached' });
  const invited = await stage.visitor();
  await invited.goto(await host.linkMailedTo(sam.email));
  await invited.getByRole('navigation', { name: 'Main' }).waitFor();
});

it('keeps a contact: addresses, phone numbers, and the customer by name', async () => {
  const { host } = stage;
  await makeShop(host, 'Mara Lind', 'lind.example');
  const desk = await stage.agent();
  const form = await newRecord(desk, 'contacts');
  await form.getByRole('textbox', { name: 'Name' }).fill('Jonas Lind');
  await form.getByRole('textbox', { name: 'Email addresses' }).first().fill('jonas@lind.example');
  await form.getByRole('textbox', { name: 'Email addresses' }).nth(1).fill('jonas@home.example');
  await form.getByRole('textbox', { name: 'Phone numbers' }).first().fill('+46 8 5550 0110');
  await form.getByRole('textbox', { name: 'Office, mobile …' }).first().fill('Office');
  await form.getByRole('combobox', { name: 'Customer' }).fill('Lind');
  await desk.getByRole('option', { name: 'Lind Ltd' }).click();
  await save(desk, form);
  await desk.getByRole('textbox', { name: 'Search' }).fill('jonas');
  await desk.getByRole('row', { name: /Jonas Lind.*Lind Ltd/ }).waitFor();
  await desk.getByRole('button', { name: 'Jonas Lind' }).click();
  const again = desk.getByRole('dialog');
  await expect.poll(() => again.getByRole('textbox', { name: 'Phone numbers' }).first().inputValue()).toBe('+46 8 5550 0110');
  await expect.poll(() => again.getByRole('textbox', { name: 'Email addresses' }).nth(1).inputValue()).toBe('jonas@home.example');
  await expect.poll(() => again.getByRole('combobox', { name: 'Customer' }).inputValue()).toBe('Lind Ltd');
});

it('makes one contact of two, with the tickets of both', async () => {
  const { host } = stage;
  const { contact } = await makeShop(host);
  const addresses = [{ email: 'ana.private@mail.example', primary: true, verified: true }];
  const double = await host.client().post<Contact>('/contacts', { name: 'Ana P.', addresses });
  const ticket = await tell(host, 'From my other address', { contact: undefined, contact_id: double.id });
  const desk = await stage.agent();
  await desk.goto('/desk/admin/contacts');
  await desk.getByRole('textbox', { name: 'Search' }).fill('ana.private');
  await desk.getByRole('button', { name: 'Ana P.' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('combobox', { name: 'This is the same person as' }).fill('Petrova');
  await desk.getByRole('option', { name: /Ana Petrova/ }).click();
  await form.getByRole('button', { name: 'Merge into the chosen contact' }).click();
  await form.waitFor({ state: 'detached' });
  await openTicket(desk, ticket.id);
  const side = desk.getByRole('complementary');
  await side.getByText(contact.name, { exact: true }).waitFor();
  await side.getByText('ana.private@mail.example').waitFor();
  await side.getByText('Petrova Ltd').waitFor();
});

it('imports a list: tries it first, tells each refused row, then takes the good ones', async () => {
  const desk = await stage.agent();
  await desk.goto('/desk/admin/import');
  const lines = ['external_id,name,locale', 'C-1,Harbour Bakery,en', 'C-2,,en', ',Nordlicht,en', 'C-4,Kim Studio,ko'];
  const buffer = Buffer.from(lines.join('\n'));
  await desk.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
  expect(await desk.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
  await desk.getByRole('button', { name: 'Try it' }).click();
  const report = desk.getByRole('status').filter({ hasText: 'nothing has changed yet' });
  await report.getByText(/^2 new, 0 changed, 0 as they were, 2 refused$/).waitFor();
  const refused = desk.getByRole('row');
  await refused.filter({ hasText: 'name' }).first().waitFor();
  await refused.filter({ hasText: 'external_id' }).first().waitFor();
  await desk.getByRole('button', { name: 'Import', exact: true }).click();
  await desk.getByText('4 rows imported').waitFor();
  await desk.goto('/desk/customers');
  await desk.getByRole('link', { name: 'Kim Studio' }).click();
  await desk.getByRole('heading', { name: 'Kim Studio' }).waitFor();
});
