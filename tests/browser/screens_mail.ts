import type { Page } from 'playwright-core';
import type { Screen } from './screens.ts';

/** The form for an account that a mailbox's mail is fetched from. */
async function openSource(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fetch mail by IMAP' }).click();
  await page.getByRole('textbox', { name: 'IMAP server' }).waitFor();
}

const boxes: Screen[] = [
  { name: 'desk-admin-mailbox', who: 'agent', path: '/desk/admin/mailboxes', act: openSource, dark: true },
  {
    name: 'desk-admin-mailbox-tokens',
    who: 'agent',
    path: '/desk/admin/mailboxes',
    act: async (page) => {
      await openSource(page);
      await page.getByRole('combobox', { name: 'Sign in by' }).click();
      await page.getByRole('option', { name: /^Token/ }).click();
      await page.getByRole('textbox', { name: 'Token address' }).waitFor();
    },
  },
  {
    name: 'desk-admin-mailbox-refused',
    who: 'agent',
    path: '/desk/admin/mailboxes',
    act: async (page) => {
      await openSource(page);
      await page.getByRole('textbox', { name: 'IMAP server' }).fill('127.0.0.1');
      await page.getByRole('textbox', { name: 'Password' }).fill('secret');
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('The server is not on the public internet.').waitFor();
    },
  },
];

const openSender = async (page: Page) => {
  await page.getByRole('table').getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Check the DNS' }).waitFor();
};

const out: Screen[] = [
  { name: 'desk-admin-sender', who: 'agent', path: '/desk/admin/senders', act: openSender, dark: true },
  {
    name: 'desk-admin-sender-key',
    who: 'agent',
    path: '/desk/admin/senders',
    act: async (page) => {
      await openSender(page);
      const record = page.getByText('v=DKIM1; k=ed25519;').first();
      if (!(await record.isVisible())) await page.getByRole('button', { name: 'New Ed25519 key' }).click();
      await record.waitFor();
      await record.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'desk-admin-mail-text-preview',
    who: 'agent',
    path: '/desk/admin/mail_texts',
    act: async (page) => {
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.frameLocator('iframe').getByText('#1042').waitFor();
    },
    dark: true,
  },
  {
    name: 'desk-admin-mail-text-refused',
    who: 'agent',
    path: '/desk/admin/mail_texts',
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Text' }).fill('Hello {{nmae}}');
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByText('nmae', { exact: false }).last().waitFor();
    },
  },
  {
    name: 'desk-outbox-mail',
    who: 'agent',
    path: '/desk/admin/outbox',
    act: async (page) => {
      await page.getByRole('table').getByRole('button').first().click();
      await page.getByRole('dialog').frameLocator('iframe').locator('table').first().waitFor();
    },
    dark: true,
  },
  {
    name: 'desk-notifications',
    who: 'agent',
    path: '/desk/inbox?view=open',
    act: (page) =>
      page
        .getByRole('button', { name: /notification/i })
        .first()
        .click(),
    covered: true,
    dark: true,
  },
  {
    name: 'desk-profile-notifications',
    who: 'agent',
    path: '/desk/profile',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Notifications' }).click();
      await page.getByRole('switch', { name: 'Quiet hours' }).check({ force: true });
    },
    dark: true,
  },
];

export const mailScreens: readonly Screen[] = [...boxes, ...out];
