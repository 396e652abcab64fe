import { expect, it } from 'vitest';
import { key, openTicket, said } from './desk_ways.ts';
import { hire, tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('tells two agents of each other, and keeps them from answering twice', async () => {
  const { host } = stage;
  const sam = await hire(host, 'Sam Carter');
  const ticket = await tell(host, 'Moving our mail');
  const [olgas, sams] = [await stage.agent(), await stage.agent(sam)];
  await openTicket(olgas, ticket.id);
  await olgas.getByText('is looking at this').waitFor({ state: 'detached' });
  await openTicket(sams, ticket.id);
  await sams.getByText('Olga Owner is looking at this').waitFor();
  await olgas.getByText('Sam Carter is looking at this').waitFor();
  await key(olgas, 'r');
  await olgas.keyboard.type('Please change the MX record.');
  await sams.getByText('Olga Owner is writing').waitFor();
  await key(sams, 'r');
  await sams.keyboard.type('Have you changed the MX record?');
  await olgas.keyboard.press('Control+Enter');
  const warning = sams.getByRole('alert').filter({ hasText: 'Olga Owner wrote while you were writing' });
  await warning.getByText('Please change the MX record.').waitFor();
  await sams.keyboard.press('Control+Enter');
  await warning.getByRole('button', { name: 'Send anyway' }).waitFor();
  await said(sams, 'Please change the MX record.').waitFor();
  expect(await said(sams, 'Have you changed the MX record?').count()).toBe(0);
  await warning.getByRole('button', { name: 'Send anyway' }).click();
  await said(olgas, 'Have you changed the MX record?').waitFor();
  await olgas.close();
  await sams.getByText(/is looking at this|is writing/).waitFor({ state: 'detached' });
});
