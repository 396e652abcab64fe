import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { codeOf } from './authenticator.ts';
import { pick } from './desk_ways.ts';
import { hire } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

async function enter(page: Page, who: { email: string; password: string }, code?: string): Promise<void> {
  await page.goto('/desk/');
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await page.locator('input[autocomplete=current-password]').fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  if (code === undefined) return;
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const inside = (page: Page) => page.getByRole('navigation', { name: 'Main' }).waitFor();

it('turns a second factor on; then a password alone is not enough, and a recovery code works once', async () => {
  const tara = await hire(stage.host, 'Tara Two');
  const desk = await stage.agent(tara);
  await desk.goto('/desk/profile');
  await desk.getByRole('tab', { name: 'Password and security' }).click();
  await desk.getByRole('button', { name: 'Set it up' }).click();
  await desk.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const secret = await desk.getByText(/^[A-Z2-7]{20,}$/).innerText();
  await desk.getByRole('textbox', { name: 'Code' }).fill('000000');
  await desk.getByRole('button', { name: 'Turn on' }).click();
  await desk.getByText('This code is not right, or was used before.').waitFor();
  await desk.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret));
  await desk.getByRole('button', { name: 'Turn on' }).click();
  await desk.getByText('Two-factor sign-in is on. Keep these recovery codes.').waitFor();
  const recovery = (await desk.getByText(/^\w{4}-\w{4}-\w{4}/).innerText()).split('\n')[0] ?? '';

  const phone = await stage.visitor();
  await enter(phone, tara, codeOf(secret, 1));
  await inside(phone);
  const lost = await stage.visitor();
  await enter(lost, tara, recovery);
  await inside(lost);
  const thief = await stage.visitor();
  await enter(thief, tara, recovery);
  await thief.getByRole('alert').getByText('This code is not right, or was used before.').waitFor();

  await desk.reload();
  await desk.getByRole('tab', { name: 'Password and security' }).click();
  await desk.getByText('It is on: signing in needs a code from your phone.').waitFor();
  const off = desk.locator('form').filter({ hasText: 'It is on' });
  await off.locator('input[autocomplete=current-password]').fill(tara.password);
  await off.getByRole('button', { name: 'Turn off' }).click();
  await desk.getByRole('button', { name: 'Set it up' }).waitFor();
});

it('lists where somebody is signed in, and signs them out there', async () => {
  const mia = await hire(stage.host, 'Mia Many');
  const [here, there] = [await stage.agent(mia), await stage.agent(mia)];
  await there.goto('/desk/inbox');
  await inside(there);
  await here.goto('/desk/profile');
  await here.getByRole('tab', { name: 'Signed in on' }).click();
  await here.getByText('This one').waitFor();
  expect(await here.getByRole('row').count()).toBe(2);
  await here.getByRole('button', { name: 'Sign out there' }).click();
  await expect.poll(() => here.getByRole('row').count()).toBe(1);
  await there.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
});

it('signs in by a link in a mail, and changes the password', async () => {
  const { host } = stage;
  const lena = await hire(host, 'Lena Link');
  const page = await stage.visitor();
  await page.goto('/desk/');
  await page.getByRole('textbox', { name: 'Email' }).fill(lena.email);
  await page.getByRole('button', { name: 'Mail me a sign-in link' }).click();
  await page.getByText(/a link is on its way/).waitFor();
  await page.goto(await host.linkMailedTo(lena.email));
  await inside(page);
  await page.goto('/desk/profile');
  await page.getByRole('tab', { name: 'Password and security' }).click();
  await page.locator('input[autocomplete=current-password]').first().fill(lena.password);
  await page.locator('input[autocomplete=new-password]').fill('a wholly new sentence');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Saved').waitFor();
  const again = await stage.visitor();
  await enter(again, { ...lena, password: 'a wholly new sentence' });
  await inside(again);
});

it('makes an API token that may do what was chosen, and revokes it', async () => {
  const { host } = stage;
  const desk = await stage.agent();
  await desk.goto('/desk/profile');
  await desk.getByRole('tab', { name: 'API tokens' }).click();
  await desk.getByRole('button', { name: 'New', exact: true }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).fill('Nightly report');
  await pick(desk, form.getByRole('combobox', { name: 'Permissions' }), 'Read tickets');
  await desk.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Save' }).click();
  const shown = desk.getByRole('dialog', { name: 'Created' });
  const token = await shown.getByText(/^gh_[\w-]+/).innerText();
  const ask = async (path: string) =>
    (await fetch(`${host.address}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;
  expect(await ask('/tickets')).toBe(200);
  expect(await ask('/agents/1/tokens')).toBe(403);
  await shown.getByRole('button', { name: 'Close' }).click();
  const row = desk.getByRole('row', { name: /Nightly report/ });
  await row.getByRole('button', { name: 'Delete' }).click();
  await row.getByRole('button', { name: 'Delete for good' }).click();
  await row.waitFor({ state: 'detached' });
  expect(await ask('/tickets')).toBe(401);
});
