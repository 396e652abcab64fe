import type { Page } from 'playwright-core';
import { mailScreens } from './screens_mail.ts';
import { promiseScreens } from './screens_promises.ts';
import { rosterScreens } from './screens_roster.ts';
import { guarded, type Places, type Who } from './screens_stage.ts';

/** A picture of a face: who looks at it, where it is, and what is done there before. */
export interface Screen {
  name: string;
  who: Who;
  path: string | ((places: Places) => string);
  act?: (page: Page) => Promise<void>;
  /** Something floats over the page. */
  covered?: boolean;
  /** Also pictured dark; every screen is tested dark. */
  dark?: boolean;
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

const send = (page: Page) => page.locator('main form[method=post]').first().locator('[type=submit]').click();

const portal: Screen[] = [
  { name: 'portal-setup', who: 'empty', path: '/setup' },
  { name: 'portal-setup-errors', who: 'empty', path: '/setup', act: send },
  { name: 'portal-welcome', who: 'visitor', path: '/', dark: true },
  { name: 'portal-sign-in', who: 'visitor', path: '/sign-in', dark: true },
  { name: 'portal-sign-in-errors', who: 'visitor', path: '/sign-in', act: send },
  {
    name: 'portal-sign-in-sent',
    who: 'visitor',
    path: '/sign-in',
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Email' }).fill('sophie@harbourlanebakery.example');
      await send(page);
    },
  },
  { name: 'portal-sign-in-link', who: 'visitor', path: '/sign-in/link?token=shown-only' },
  { name: 'portal-sign-in-link-expired', who: 'visitor', path: '/sign-in/link?token=used-before', act: send },
  { name: 'portal-new-visitor', who: 'visitor', path: '/tickets/new' },
  { name: 'portal-new-visitor-errors', who: 'visitor', path: '/tickets/new', act: send },
  { name: 'portal-followed', who: 'visitor', path: (places) => places.followed },
  { name: 'portal-followed-expired', who: 'visitor', path: '/t/expired' },
  { name: 'portal-not-found', who: 'visitor', path: '/nothing-here' },
  { name: 'portal-unsubscribe', who: 'visitor', path: (places) => places.unsubscribe, dark: true },
  { name: 'portal-reseller', who: 'reseller', path: '/', dark: true },
  { name: 'portal-home', who: 'contact', path: '/', dark: true },
  { name: 'portal-tickets', who: 'contact', path: '/tickets', dark: true },
  { name: 'portal-new', who: 'contact', path: '/tickets/new', dark: true },
  { name: 'portal-new-errors', who: 'contact', path: '/tickets/new', act: send, dark: true },
  { name: 'portal-ticket', who: 'contact', path: (places) => `/tickets/${places.portalTicket}`, dark: true },
  { name: 'portal-ticket-resolved', who: 'contact', path: (places) => `/tickets/${places.portalResolved}` },
  { name: 'portal-ticket-errors', who: 'contact', path: (places) => `/tickets/${places.portalTicket}`, act: send },
  { name: 'portal-ticket-of-others', who: 'contact', path: '/tickets/999999' },
  {
    name: 'portal-forbidden',
    who: 'contact',
    path: '/profile',
    act: async (page) => {
      await page
        .locator('main input[name=_csrf]')
        .first()
        .evaluate((field) => field.setAttribute('value', 'of-another-session'));
      await send(page);
      await page.locator('.problem').waitFor();
    },
  },
  { name: 'portal-profile', who: 'contact', path: '/profile' },
  { name: 'portal-profile-saved', who: 'contact', path: '/profile?saved=1' },
  { name: 'portal-people', who: 'contact', path: '/people' },
  { name: 'portal-sign-out', who: 'contact', path: '/sign-out' },
  { name: 'portal-home-ko', who: 'contact', path: '/ko' },
  { name: 'portal-new-ko', who: 'contact', path: '/ko/tickets/new' },
  { name: 'portal-ticket-ko', who: 'contact', path: (places) => `/ko/tickets/${places.portalTicket}` },
  { name: 'portal-home-bn', who: 'contact', path: '/bn' },
  { name: 'portal-new-bn', who: 'contact', path: '/bn/tickets/new' },
  { name: 'portal-ticket-bn', who: 'contact', path: (places) => `/bn/tickets/${places.portalTicket}` },
  { name: 'api-reference', who: 'visitor', path: '/api', dark: true },
  {
    name: 'api-reference-open',
    who: 'visitor',
    path: '/api',
    act: (page) => page.locator('summary', { hasText: 'POST /api/v1/tickets' }).first().click(),
  },
];

const administration: Screen[] = [
  'agents',
  'teams',
  'roles',
  'contacts',
  'audit',
  'brands',
  'products',
  'servers',
  'services',
  'sites',
  'skills',
  'import',
  'categories',
  'custom_fields',
  'macros',
  'answers',
  'promise_policies',
  'promise_calendars',
  'escalation_ladders',
  'severity_rules',
  'signals',
  'routing_rules',
  'mailboxes',
  'quarantine',
  'blocked_senders',
  'outbox',
  'mail_texts',
  'senders',
  'webhooks',
  'jobs',
].map((section) => ({ name: `desk-admin-${section}`, who: 'agent', path: `/desk/admin/${section}` }));

const desk: Screen[] = [
  { name: 'desk-sign-in', who: 'visitor', path: '/desk/', dark: true },
  {
    name: 'desk-sign-in-code',
    who: 'visitor',
    path: '/desk/',
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Email' }).fill(guarded.email);
      await page.locator('input[autocomplete=current-password]').fill(guarded.password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('textbox', { name: 'Code' }).waitFor();
    },
    dark: true,
  },
  { name: 'desk-forbidden', who: 'light', path: '/desk/admin/agents' },
  { name: 'desk-inbox', who: 'agent', path: '/desk/inbox?view=open', dark: true },
  {
    name: 'desk-inbox-chosen',
    who: 'agent',
    path: '/desk/inbox?view=open',
    act: async (page) => {
      await page
        .getByRole('checkbox', { name: /Select #/ })
        .nth(1)
        .check();
      await page
        .getByRole('checkbox', { name: /Select #/ })
        .nth(2)
        .check();
    },
  },
  { name: 'desk-inbox-empty', who: 'agent', path: '/desk/inbox?view=mine' },
  { name: 'desk-ticket', who: 'agent', path: (places) => `/desk/inbox/${places.deskTicket}?view=open`, dark: true },
  { name: 'desk-ticket-invitation', who: 'agent', path: (places) => `/desk/inbox/${places.invited}?view=open` },
  { name: 'desk-ticket-missing', who: 'agent', path: '/desk/inbox/999999?view=open' },
  {
    name: 'desk-ticket-note',
    who: 'agent',
    path: (places) => `/desk/inbox/${places.deskTicket}?view=open`,
    act: (page) => page.getByText('Note', { exact: true }).click(),
  },
  {
    name: 'desk-ticket-answers',
    who: 'agent',
    path: (places) => `/desk/inbox/${places.deskTicket}?view=open`,
    act: press('Answers and macros'),
    covered: true,
  },
  { name: 'desk-ticket-status', who: 'agent', path: (places) => `/desk/inbox/${places.deskTicket}?view=open`, act: press(/^Status:/) },
  {
    name: 'desk-ticket-why',
    who: 'agent',
    path: (places) => `/desk/inbox/${places.deskTicket}?view=open`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Why?' }).click();
      await page.getByRole('dialog').getByText('First answer').first().waitFor();
    },
    covered: true,
  },
  { name: 'desk-search', who: 'agent', path: '/desk/search' },
  { name: 'desk-search-found', who: 'agent', path: '/desk/search?q=certificate', dark: true },
  { name: 'desk-search-nothing', who: 'agent', path: '/desk/search?q=xyzzyplugh' },
  {
    name: 'desk-palette',
    who: 'agent',
    path: '/desk/inbox?view=open',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Find a ticket, a page or an action').fill('shop');
      await page.getByText('Riverbend').first().waitFor();
    },
    dark: true,
  },
  {
    name: 'desk-shortcuts',
    who: 'agent',
    path: (places) => `/desk/inbox/${places.deskTicket}?view=open`,
    act: (page) => page.keyboard.press('?'),
  },
  { name: 'desk-new', who: 'agent', path: '/desk/new' },
  { name: 'desk-customers', who: 'agent', path: '/desk/customers' },
  { name: 'desk-customer', who: 'agent', path: (places) => `/desk/customers/${places.customer}` },
  {
    name: 'desk-customer-services',
    who: 'agent',
    path: (places) => `/desk/customers/${places.customer}`,
    act: (page) => page.getByRole('tab', { name: 'Services' }).click(),
  },
  { name: 'desk-profile', who: 'agent', path: '/desk/profile', dark: true },
  {
    name: 'desk-profile-security',
    who: 'agent',
    path: '/desk/profile',
    act: (page) => page.getByRole('tab', { name: 'Password and security' }).click(),
  },
  { name: 'desk-not-found', who: 'agent', path: '/desk/nothing-here' },
  { name: 'desk-inbox-ko', who: 'korean', path: '/desk/inbox?view=open' },
  { name: 'desk-ticket-ko', who: 'korean', path: (places) => `/desk/inbox/${places.deskTicket}?view=open` },
  { name: 'desk-inbox-bn', who: 'bengali', path: '/desk/inbox?view=open' },
  { name: 'desk-ticket-bn', who: 'bengali', path: (places) => `/desk/inbox/${places.bengaliTicket}?view=open` },
  { name: 'desk-admin', who: 'agent', path: '/desk/admin' },
  ...administration,
  ...mailScreens,
  ...rosterScreens,
  ...promiseScreens,
  {
    name: 'desk-admin-agent',
    who: 'agent',
    path: '/desk/admin/agents',
    act: (page) => page.getByRole('button', { name: 'Daniel Okafor' }).click(),
  },
  {
    name: 'desk-admin-promise_policy',
    who: 'agent',
    path: '/desk/admin/promise_policies',
    act: (page) => page.getByRole('table').getByRole('button', { name: 'Normal' }).click(),
  },
  {
    name: 'desk-admin-promise_calendar',
    who: 'agent',
    path: '/desk/admin/promise_calendars',
    act: (page) => page.getByRole('main').getByRole('button', { name: 'New', exact: true }).click(),
  },
  {
    name: 'desk-admin-escalation_ladder',
    who: 'agent',
    path: '/desk/admin/escalation_ladders',
    act: (page) => page.getByRole('table').getByRole('button', { name: 'Critical' }).click(),
  },
  {
    name: 'desk-admin-severity_rule',
    who: 'agent',
    path: '/desk/admin/severity_rules',
    act: (page) => page.getByRole('table').getByRole('button', { name: 'Site or mail does not work' }).click(),
  },
  {
    name: 'desk-admin-servers-tree',
    who: 'agent',
    path: '/desk/admin/servers',
    act: async (page) => {
      await page.getByText('Tree', { exact: true }).click();
      await page.getByRole('treeitem').first().click();
    },
  },
  {
    name: 'desk-admin-server-affected',
    who: 'agent',
    path: '/desk/admin/servers',
    act: async (page) => {
      await page.getByRole('table').getByRole('button').first().click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /affect|reach/i })
        .click();
    },
  },
];

export const screens: readonly Screen[] = [...portal, ...desk];
