import type { Locator, Page } from 'playwright-core';

/** Ways through the desk that several tests go. */

export async function openTicket(desk: Page, id: number): Promise<void> {
  await desk.goto(`/desk/inbox/${id}?view=all`);
  await desk.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** The words of a message on the trail. */
export const said = (desk: Page, text: string): Locator =>
  desk.getByRole('article', { name: /^Message of/ }).getByText(text, { exact: true });

export const status = (desk: Page, name: string): Promise<void> => desk.getByRole('button', { name: `Status: ${name}` }).waitFor();

/** Presses a key of the open ticket. */
export async function key(desk: Page, name: string): Promise<void> {
  await desk.getByRole('region', { name: 'Messages and events' }).focus();
  await desk.keyboard.press(name);
}

/** Chooses from the ticket's menu. */
export async function choose(desk: Page, item: string): Promise<void> {
  await desk.getByRole('article').getByRole('button', { name: 'More', exact: true }).click();
  await desk.getByRole('menuitem', { name: item }).click();
}

/** Opens a part of the administration, and the form for a new record. */
export async function newRecord(desk: Page, section: string): Promise<Locator> {
  await desk.goto(`/desk/admin/${section}`);
  await desk.getByRole('button', { name: 'New', exact: true }).click();
  const form = desk.getByRole('dialog');
  await form.waitFor();
  return form;
}

export async function pick(desk: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await desk.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
}

export async function save(desk: Page, form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await desk.getByText('Saved', { exact: true }).first().waitFor();
}
