import { expect, it } from 'vitest';
import { newRecord, pick, save } from './desk_ways.ts';
import { hire, makeShop, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('gives a customer a service and the service a site, by their names', async () => {
  const shop = await makeShop(stage.host);
  const desk = await stage.agent();
  const service = await newRecord(desk, 'services');
  await pick(desk, service.getByRole('combobox', { name: 'Customer' }), shop.customer.name);
  await pick(desk, service.getByRole('combobox', { name: 'Product' }), 'VPS of petrova.example');
  await service.getByRole('textbox', { name: 'Domain' }).fill('second.example');
  await save(desk, service);
  await desk.getByRole('row', { name: /second\.example/ }).waitFor();
  const site = await newRecord(desk, 'sites');
  await site.getByRole('textbox', { name: 'Address' }).fill('https://www.second.example');
  await site.getByRole('combobox', { name: 'Service' }).fill('second');
  await desk.getByRole('option', { name: /second\.example/ }).click();
  await save(desk, site);
  await desk.getByRole('row', { name: /www\.second\.example.*VPS of petrova\.example · second\.example.*Petrova Ltd/ }).waitFor();
});

it('tells who is mentioned, wherever in the desk they are', async () => {
  const nora = await hire(stage.host, 'Nora Named');
  const ticket = await tell(stage.host, 'Certificate runs out');
  const desk = await stage.agent(nora);
  await desk.goto('/desk/customers');
  await desk.getByRole('heading', { name: 'Customers' }).waitFor();
  // Heard only from the moment on that the live connection stands: said again until then.
  const note = async () => {
    await stage.host.client().post(`/tickets/${ticket.id}/messages`, { kind: 'note', body_text: 'Look?', mentions: [nora.id] });
    return desk.getByText('mentioned you').isVisible();
  };
  await expect.poll(note, { timeout: 20_000, interval: 1_000 }).toBe(true);
  await desk.getByRole('button', { name: new RegExp(`#${ticket.number} `) }).click();
  await desk.getByRole('heading', { name: 'Certificate runs out' }).waitFor();
});

it('lets who may only look at records look, and opens nothing else', async () => {
  const lena = await hire(stage.host, 'Lena Light', 'Light agent');
  const desk = await stage.agent(lena);
  await desk.goto('/desk/admin/products');
  await desk.getByRole('heading', { name: 'Products' }).waitFor();
  expect(await desk.getByRole('button', { name: 'New', exact: true }).count()).toBe(0);
  await desk.goto('/desk/admin/agents');
  await desk.getByText('Your role does not allow this.').waitFor();
});
