import { expect, it } from 'vitest';
import { key, newRecord, openTicket, pick, said, save, status } from './desk_ways.ts';
import { hire, picture, tell } from './shop.ts';
import { useStage } from './stage.ts';

// Replies can be taken back for as long as a person has it by default.
const stage = useStage('sqlite', []);

it('makes a ready answer, and finds it by / in the composer, filled for the customer', async () => {
  const ticket = await tell(stage.host, 'How do I move my mail?');
  const desk = await stage.agent();
  const form = await newRecord(desk, 'answers');
  await form.getByRole('textbox', { name: 'Title' }).fill('Moving mail');
  await form.getByRole('textbox', { name: 'Shortcut' }).fill('move');
  await form.getByText('{{contact.name}}').waitFor();
  await form.getByRole('textbox', { name: 'Text' }).fill('Dear {{contact.name}}, about {{ticket.number}}: change the MX record.');
  await save(desk, form);
  await openTicket(desk, ticket.id);
  await key(desk, 'r');
  await desk.keyboard.type('/mov');
  await desk.getByRole('option', { name: /Moving mail/ }).waitFor();
  await desk.keyboard.press('Enter');
  const words = `Dear Ben Baker, about #${ticket.number}: change the MX record.`;
  await desk.getByRole('textbox', { name: 'Message' }).getByText(words).waitFor();
  await desk.keyboard.press('Control+Enter');
  await said(desk, words).waitFor();
  await status(desk, 'Waiting for customer');
});

it('makes a macro, and uses it: its words are filled, its actions done when they are sent', async () => {
  const ticket = await tell(stage.host, 'DNS does not answer');
  const desk = await stage.agent();
  const form = await newRecord(desk, 'macros');
  await form.getByRole('textbox', { name: 'Name' }).fill('DNS mended');
  await form.getByRole('button', { name: 'Add an action' }).click();
  await pick(desk, form.getByRole('combobox', { name: 'Actions' }), 'Add tag');
  await form.getByRole('textbox', { name: 'Value' }).fill('dns');
  await form.getByRole('textbox', { name: 'Words to insert' }).fill('Hello {{contact.name}}, {{agent.name}} here: it answers again.');
  await save(desk, form);
  await openTicket(desk, ticket.id);
  await key(desk, 'm');
  await desk.getByRole('option', { name: 'DNS mended' }).click();
  const words = 'Hello Ben Baker, Olga Owner here: it answers again.';
  await desk.getByRole('textbox', { name: 'Message' }).getByText(words).waitFor();
  await desk.getByRole('button', { name: 'Send and wait for customer' }).click();
  await said(desk, words).waitFor();
  await desk.getByRole('button', { name: 'Tags: dns' }).waitFor();
});

it('takes a reply back with all its words, before the customer has seen it', async () => {
  const customer = await stage.visitor();
  await customer.goto('/tickets/new');
  await customer.getByRole('textbox', { name: 'Your email address' }).fill('new@shop.example');
  await customer.getByRole('textbox', { name: 'In a few words' }).fill('Card declined');
  await customer.getByRole('textbox', { name: 'What happened?' }).fill('Twice.');
  await customer.getByRole('button', { name: 'Send to the team' }).click();
  await customer.getByRole('heading', { name: 'Card declined' }).waitFor();
  const desk = await stage.agent();
  await desk.goto('/desk/search?q=Card declined');
  await desk.getByRole('list', { name: 'Results' }).getByRole('link').first().click();
  await key(desk, 'r');
  // Letters are kept for an editor that is on its way; Ctrl+Enter is not.
  await desk.getByRole('textbox', { name: 'Message' }).waitFor();
  await desk.keyboard.type('Too early.');
  await desk.keyboard.press('Control+Enter');
  await said(desk, 'Too early.').waitFor();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await said(desk, 'Too early.').waitFor({ state: 'detached' });
  await status(desk, 'New');
  await expect.poll(() => desk.getByRole('textbox', { name: 'Message' }).textContent()).toBe('Too early.');
  await customer.reload();
  expect(await customer.getByText('Too early.').count()).toBe(0);
});

it('sends later: shows when, calls it off, and lets it go when its time has come', async () => {
  const { host } = stage;
  const ticket = await tell(host, 'When is the maintenance?');
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  const later = async (item: string) => {
    await key(desk, 'r');
    await desk.keyboard.type('Tonight at eleven.');
    await desk.getByRole('button', { name: 'Other ways to send' }).click();
    await desk.getByRole('menuitem', { name: item }).click();
  };
  const card = desk.getByRole('article', { name: 'Message of Olga Owner' });
  await later('In one hour');
  await card.getByText(/^Goes out/).waitFor();
  await status(desk, 'New');
  await card.getByRole('button', { name: 'Do not send' }).click();
  await card.waitFor({ state: 'detached' });
  await later('Pick a time');
  await desk.getByRole('dialog', { name: 'Send later' }).getByRole('button', { name: 'Schedule' }).click();
  await card.getByRole('button', { name: 'Do not send' }).click();
  await card.waitFor({ state: 'detached' });

  const send_at = new Date(Date.now() + 2_000).toISOString();
  const words = { kind: 'reply', body_text: 'It begins now.', status_after: 'waiting', send_at };
  await host.client().post(`/tickets/${ticket.id}/messages`, words);
  await card.getByText('It begins now.').waitFor();
  await card.getByText(/^Goes out/).waitFor({ state: 'detached' });
  await status(desk, 'Waiting for customer');
});

it('names a colleague in a note, who then follows the ticket', async () => {
  const { host } = stage;
  const sam = await hire(host, 'Sam Carter');
  const ticket = await tell(host, 'Server room is warm');
  const [desk, colleague] = [await stage.agent(), await stage.agent(sam)];
  await openTicket(desk, ticket.id);
  await key(desk, 'n');
  await desk.keyboard.type('Please look, @sa');
  await desk
    .getByRole('listbox', { name: 'Suggestions' })
    .getByRole('option', { name: /Sam Carter/ })
    .waitFor();
  await desk.keyboard.press('Tab');
  await desk.keyboard.type(' it is yours.');
  await desk.getByRole('button', { name: 'Add note' }).click();
  const note = desk.getByRole('article', { name: 'Message of Olga Owner' });
  await note.getByText('@Sam Carter').waitFor();
  await note.getByText('Note, private').waitFor();
  await desk.getByRole('complementary').getByText('Following: Sam Carter').waitFor();
  await colleague.goto('/desk/search?q=follower:me');
  await colleague
    .getByRole('list', { name: 'Results' })
    .getByRole('link', { name: /Server room is warm/ })
    .waitFor();
});

it('takes pasted pictures into the text and other files under it', async () => {
  const ticket = await tell(stage.host, 'Which button?');
  const desk = await stage.agent();
  await openTicket(desk, ticket.id);
  await key(desk, 'r');
  await desk.keyboard.type('This one:');
  await desk.getByRole('textbox', { name: 'Message' }).evaluate((editor, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], 'button.png', { type: 'image/png' }));
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, picture.buffer.toString('base64'));
  const write = desk.getByRole('region', { name: 'Write' });
  await write.getByRole('textbox', { name: 'Message' }).getByRole('img', { name: 'button.png' }).waitFor();
  const log = { name: 'access.log', mimeType: 'text/plain', buffer: Buffer.from('GET / 200') };
  await write.locator('input[type=file]').setInputFiles([log, { ...log, name: 'wrong.log' }]);
  await write.getByText('access.log').waitFor();
  await write.getByRole('button', { name: 'Remove wrong.log' }).click();
  await desk.getByRole('button', { name: 'Send and wait for customer' }).click();
  const card = desk.getByRole('article', { name: 'Message of Olga Owner' });
  await card.getByRole('link', { name: /access\.log/ }).waitFor();
  expect(await card.getByText('wrong.log').count()).toBe(0);
  expect(await card.getByRole('list', { name: 'Attachments' }).getByRole('listitem').count()).toBe(1);
  await card.getByRole('button', { name: 'Enlarge button.png' }).click();
  const large = desk.getByRole('dialog', { name: 'button.png' }).getByRole('img', { name: 'button.png' });
  await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
});
