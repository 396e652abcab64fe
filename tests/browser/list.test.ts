import { expect, it } from 'vitest';
import { key, openTicket } from './desk_ways.ts';
import { tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

it('does one thing to many tickets, and says of each what became of it', async () => {
  const client = stage.host.client();
  const field = await client.post<{ id: number }>('/custom_fields', {
    key: 'cause',
    label: { en: 'Cause' },
    kind: 'text',
    required_on: 'resolution',
  });
  const ready = await tell(stage.host, 'Mail is slow', { tags: ['bulk'] });
  const open = await tell(stage.host, 'Mail is gone', { tags: ['bulk'] });
  await client.patch(`/tickets/${ready.id}`, { custom_fields: { cause: 'Disk full' } });
  const desk = await stage.agent();
  await desk.goto('/desk/inbox?view=open&sort=created');
  await desk.getByRole('checkbox', { name: `Select #${open.number}` }).check();
  await desk.getByRole('checkbox', { name: `Select #${ready.number}` }).check();
  const bar = desk.getByRole('toolbar', { name: 'Actions for the selected tickets' });
  await bar.getByText('2 selected').waitFor();
  await bar.getByRole('button', { name: 'Assign' }).click();
  await desk.getByRole('menuitem', { name: 'Olga Owner' }).click();
  await desk.getByText('2 tickets changed').waitFor();

  await desk.getByRole('checkbox', { name: `Select #${open.number}` }).check();
  await desk.getByRole('checkbox', { name: `Select #${ready.number}` }).check();
  await bar.getByRole('button', { name: 'Status' }).click();
  await desk.getByRole('menuitem', { name: 'Resolved' }).click();
  const outcomes = desk.getByRole('dialog', { name: 'Some tickets could not be changed' });
  await outcomes.getByText('1 done, 1 not.').waitFor();
  const rows = outcomes.getByRole('row');
  expect(await rows.nth(0).innerText()).toMatch(/Mail is gone[\s\S]*Cause/);
  expect(await rows.nth(1).innerText()).toMatch(/Mail is slow[\s\S]*Done/);
  await client.delete(`/custom_fields/${field.id}`);
});

it('keeps a search as a view, for all colleagues, until it is deleted', async () => {
  await tell(stage.host, 'Refund please', { tags: ['refund'] });
  const desk = await stage.agent();
  await desk.goto('/desk/search?q=tag:refund');
  await desk.getByRole('link', { name: /Refund please/ }).waitFor();
  await desk.getByRole('button', { name: 'Save as a view' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByRole('textbox', { name: 'Name of the view' }).fill('Refunds');
  await dialog.getByRole('checkbox', { name: 'Show it to all colleagues' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  const list = desk.getByRole('region', { name: 'Tickets' });
  await list.getByRole('button', { name: /^Refunds/ }).click();
  await desk.getByRole('menuitem', { name: /^Refunds/ }).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(1);
  await desk.getByRole('menuitem', { name: 'Change the view “Refunds”' }).click();
  const change = desk.getByRole('dialog', { name: 'Change the view “Refunds”' });
  await change.getByRole('textbox', { name: 'Name of the view' }).fill('Refunds, urgent');
  await change.getByRole('textbox', { name: 'What it finds' }).fill('tag:refund severity:critical');
  await change.getByRole('button', { name: 'Save' }).click();
  await list.getByText('All done here').waitFor();
  await list.getByRole('button', { name: /^Refunds, urgent/ }).click();
  await desk.getByRole('menuitem', { name: 'Delete the view “Refunds, urgent”' }).click();
  await list.getByRole('button', { name: /^Open/ }).waitFor();
});

it('searches by words and fields, and says what it did not understand', async () => {
  await tell(stage.host, 'Nameserver is unreachable', { severity: 'critical' });
  await tell(stage.host, 'Nameserver question', { severity: 'low' });
  const desk = await stage.agent();
  await desk.goto('/desk/');
  await desk.getByRole('navigation', { name: 'Main' }).waitFor();
  await desk.keyboard.press('/');
  await desk.getByRole('textbox', { name: 'Search tickets' }).waitFor();
  await desk.keyboard.type('nameserver severity:critical is:unanswered');
  await desk.keyboard.press('Enter');
  const results = desk.getByRole('list', { name: 'Results' });
  await results.getByRole('link', { name: /Nameserver is unreachable/ }).waitFor();
  expect(await results.getByRole('listitem').count()).toBe(1);
  await results.locator('mark').first().waitFor();
  await desk.getByRole('textbox', { name: 'Search tickets' }).fill('nameserver severity:awful');
  await desk.keyboard.press('Enter');
  await desk.getByText('Part of this was not understood').waitFor();
});

it('finds tickets, pages and actions in the palette', async () => {
  const ticket = await tell(stage.host, 'Backup of Tuesday');
  const desk = await stage.agent();
  await desk.goto('/desk/');
  await desk.getByRole('navigation', { name: 'Main' }).waitFor();
  const ask = async (text: string, option: RegExp) => {
    await desk.keyboard.press('Control+k');
    await desk.getByRole('textbox', { name: 'Find a ticket, a page or an action' }).fill(text);
    await desk.getByRole('button', { name: option }).first().waitFor();
    await desk.keyboard.press('Enter');
  };
  await ask('Backup of Tuesday', /Backup of Tuesday/);
  await desk.getByRole('heading', { name: 'Backup of Tuesday' }).waitFor();
  await ask('resolve or reopen', /Resolve or reopen/);
  await desk.getByRole('button', { name: 'Status: Resolved' }).waitFor();
  await ask('administration: macros', /Administration: Macros/);
  await desk.getByRole('heading', { name: 'Macros' }).waitFor();
  await ask(`#${ticket.number}`, /Backup of Tuesday/);
  await desk.getByRole('heading', { name: 'Backup of Tuesday' }).waitFor();
});

it('puts a ticket away until tomorrow, and wakes it', async () => {
  const ticket = await tell(stage.host, 'Call me on Friday');
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  await key(desk, 'z');
  await desk.getByRole('menuitem', { name: /Tomorrow morning/ }).click();
  await desk.getByRole('button', { name: /^Snooze: Until/ }).waitFor();
  await desk.goto('/desk/inbox?view=snoozed');
  const list = desk.getByRole('region', { name: 'Tickets' });
  await list.getByRole('link', { name: /Call me on Friday/ }).click();
  await key(desk, 'z');
  await desk.getByRole('menuitem', { name: 'Wake it now' }).click();
  await desk.getByRole('button', { name: 'Snooze: Snooze' }).waitFor();
  await desk.getByRole('button', { name: 'Refresh' }).click();
  await list.getByText('All done here').waitFor();
});
