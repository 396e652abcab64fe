import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { kinds } from '../journeys/database.ts';
import { key, status } from './desk_ways.ts';
import { makeShop, picture, signInByMail, tell } from './shop.ts';
import { useStage } from './stage.ts';

const subject = 'The shop answers 500 since noon';
const question = 'Which plug-in did you add last?';
const answer = 'The one for vouchers, yesterday evening.';
const farewell = 'The plug-in is switched off, and the shop is up again.';

/** Fills the form in and sends it; nothing here needs a script. */
async function submit(contact: Page): Promise<void> {
  await contact.goto('/tickets/new');
  await contact
    .getByRole('combobox', { name: 'Which service is it about?' })
    .selectOption({ label: 'petrova.example (VPS of petrova.example)' });
  await contact.getByRole('radio', { name: 'Something is down' }).check();
  await contact.getByRole('radio', { name: 'My site, shop or mail is down' }).check();
  await contact.getByRole('textbox', { name: 'In a few words' }).fill(subject);
  await contact.getByRole('textbox', { name: 'What happened?' }).fill('Every page shows an error.');
  await contact.locator('input[type=file]').setInputFiles(picture);
  await contact.getByRole('button', { name: 'Send to the team' }).click();
  await contact.getByRole('heading', { name: subject, level: 1 }).waitFor();
  await contact.getByText('Received', { exact: true }).waitFor();
  await contact.getByText(/A person of our team answers you by/).waitFor();
  await contact.getByRole('link', { name: picture.name }).waitFor();
}

async function write(contact: Page, text: string): Promise<void> {
  await contact.getByRole('textbox', { name: 'Your answer' }).fill(text);
  await contact.getByRole('button', { name: 'Send', exact: true }).click();
  await contact.getByRole('article').getByText(text).waitFor();
}

async function compose(desk: Page, kind: 'r' | 'n', text: string, send: string): Promise<void> {
  await key(desk, kind);
  await desk.keyboard.type(text);
  await desk.getByRole('button', { name: send, exact: true }).click();
  await desk.getByRole('article', { name: 'Message of Olga Owner' }).getByText(text).waitFor();
}

describe.each(kinds)('a problem from first message to resolved and back on %s', (kind) => {
  const stage = useStage(kind);

  it('is seen by both sides as it goes, without a reload', async () => {
    const { host } = stage;
    const { email } = await makeShop(host);
    await tell(host, 'Invoice twice');
    const actions = [{ action: 'tag', value: 'vouchers' }];
    await host.client().post('/macros', { name: 'Plug-in off', shared: true, actions, body_html: `<p>${farewell}</p>` });
    const [desk, contact] = await Promise.all([stage.agent(), stage.visitor()]);
    await desk.goto('/desk/inbox');
    await desk.getByRole('link', { name: /Invoice twice/ }).waitFor();
    await signInByMail(contact, host, email);

    await submit(contact);
    await desk.getByRole('button', { name: '1 new' }).click();
    await desk.getByRole('link', { name: new RegExp(subject) }).click();
    await desk.getByRole('article', { name: 'Message of Ana Petrova' }).getByText('Every page shows an error.').waitFor();
    await desk.getByRole('button', { name: 'Severity: Critical' }).waitFor();
    await desk.getByRole('complementary').getByText('petrova.example').first().waitFor();
    await desk.getByRole('list', { name: 'Attachments' }).getByRole('img', { name: picture.name }).waitFor();

    await compose(desk, 'r', question, 'Send and wait for customer');
    await status(desk, 'Waiting for customer');
    await contact.getByRole('article').getByText(question).waitFor();
    await contact.getByText('Your answer is needed').waitFor();
    await contact.getByText('We wait for your answer.').waitFor();

    await write(contact, answer);
    await desk.getByRole('article', { name: 'Message of Ana Petrova' }).getByText(answer).waitFor();
    await status(desk, 'Open');

    await compose(desk, 'n', 'It broke with voucher plug-in 3.2, see the log.', 'Add note');
    await key(desk, 'm');
    await desk.getByRole('option', { name: 'Plug-in off' }).click();
    await desk.getByRole('textbox', { name: 'Message' }).getByText(farewell).waitFor();
    await desk.getByRole('button', { name: 'Other ways to send' }).click();
    await desk.getByRole('menuitem', { name: 'Send and resolve' }).click();
    await status(desk, 'Resolved');
    await desk.getByRole('button', { name: 'Tags: vouchers' }).waitFor();

    await contact.getByRole('article').getByText(farewell).waitFor();
    await contact.getByText('Solved', { exact: true }).waitFor();
    await contact.getByText('If it is not, just write again.').waitFor();
    await contact.getByRole('button', { name: 'It is not solved' }).waitFor();
    expect(await contact.getByText('voucher plug-in 3.2').count()).toBe(0);

    await write(contact, 'It is down again.');
    await contact.getByText('We are on it', { exact: true }).waitFor();
    await desk.getByRole('article', { name: 'Message of Ana Petrova' }).getByText('It is down again.').waitFor();
    await status(desk, 'Open');
    await contact.getByRole('button', { name: 'It is solved' }).waitFor();
  });
});

describe('the portal without script', () => {
  const stage = useStage();

  it('lets a contact submit, answer, close and reopen', async () => {
    const { host } = stage;
    const { email } = await makeShop(host);
    const contact = await stage.visitor({ script: false });
    await signInByMail(contact, host, email);
    await submit(contact);
    const id = Number(/\d+$/.exec(contact.url())?.[0]);
    await host.client().post(`/tickets/${id}/messages`, { kind: 'reply', body_text: question });
    await contact.reload();
    await contact.getByRole('article').getByText(question).waitFor();
    await write(contact, answer);
    await contact.getByRole('button', { name: 'It is solved' }).click();
    await contact.getByText('Solved', { exact: true }).waitFor();
    await contact.getByRole('button', { name: 'It is not solved' }).click();
    await contact.getByText('We are on it', { exact: true }).waitFor();
    await contact.getByRole('link', { name: 'My tickets' }).first().click();
    await contact.getByRole('link', { name: new RegExp(subject) }).waitFor();
  });
});
