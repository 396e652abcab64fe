import { it } from 'vitest';
import { newRecord, pick, save } from './desk_ways.ts';
import { hire, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('gives the next ticket to who asks for it and opens it, and says why', async () => {
  const low = await tell(stage.host, 'A question about prices', { severity: 'low' });
  const high = await tell(stage.host, 'The shop is slow', { severity: 'high' });
  await stage.host.caughtUp();
  const desk = await stage.agent();
  await desk.goto('/desk/inbox');
  await desk.getByRole('button', { name: 'Give me the next ticket' }).click();
  await desk.getByRole('heading', { name: high.subject }).waitFor();
  await desk.getByRole('button', { name: 'Why Olga Owner?' }).click();
  await desk.getByText(/Olga Owner asked for the next one at \d\d:\d\d\./).waitFor();
  await desk.getByText('Has room +50').waitFor();
  await desk.keyboard.press('Escape');
  await desk.goto('/desk/inbox');
  await desk.getByRole('button', { name: 'Give me the next ticket' }).click();
  await desk.getByRole('heading', { name: low.subject }).waitFor();
  await desk.goto('/desk/inbox');
  await desk.getByRole('button', { name: 'Give me the next ticket' }).click();
  await desk.getByText('Nothing waits that nobody has and that you can do.').waitFor();
});

it('gives a new ticket to who is there once a rule says so', async () => {
  const { host } = stage;
  const nia = await hire(host, 'Nia Night');
  const desk = await stage.agent();
  const form = await newRecord(desk, 'routing_rules');
  await pick(desk, form.getByRole('combobox', { name: 'Rule' }), 'In turn');
  await save(desk, form);
  const nias = await stage.agent(nia);
  await host.client(await host.makeToken(nia.email)).put('/me/presence', { presence: 'online' });
  const ticket = await tell(host, 'My mail does not arrive');
  await nias.goto(`/desk/inbox/${ticket.id}?view=all`);
  await nias.getByRole('button', { name: 'Why Nia Night?' }).waitFor();
});
