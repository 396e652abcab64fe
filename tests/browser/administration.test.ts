import type { List } from '@goodhost/shared/api.ts';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Host } from '../journeys/host.ts';
import { newRecord, pick, save } from './desk_ways.ts';
import { makeShop } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();

/** A kind of record that is made, changed and removed in the same form. */
interface Kind {
  section: string;
  /** What its first column says. */
  name: string;
  /** Made by its form; else it is there already, `made` by the API. */
  fill?: (form: Locator, desk: Page) => Promise<unknown>;
  made?: (host: Host) => Promise<unknown>;
  change?: (form: Locator, desk: Page) => Promise<unknown>;
  /** Its first column after the change, where that is another. */
  renamed?: string;
  stays?: boolean;
}

const box = (form: Locator, name: string | RegExp) => form.getByRole('textbox', { name }).first();
const named = (name: string) => (form: Locator) => box(form, /^Name/).fill(name);
const posted = (path: string, body: object) => (host: Host) => host.client().post(path, body);

const kinds: Kind[] = [
  { section: 'skills', name: 'DNS', fill: named('DNS'), change: named('Mail'), renamed: 'Mail' },
  {
    section: 'servers',
    name: 'node1.host.example',
    fill: named('node1.host.example'),
    change: (form) => box(form, 'Address').fill('192.0.2.1'),
  },
  {
    section: 'products',
    name: 'Cloud S',
    fill: async (form) => {
      await named('Cloud S')(form);
      await box(form, 'Price').fill('12.50');
    },
    change: (form) => box(form, 'Price').fill('13'),
  },
  {
    section: 'custom_fields',
    name: 'Plan',
    fill: async (form) => {
      await box(form, 'Key').fill('plan');
      await box(form, /English/).fill('Plan');
    },
    change: (form) => box(form, /English/).fill('The plan'),
    renamed: 'The plan',
  },
  { section: 'promise_calendars', name: 'Office', fill: named('Office'), change: named('Shop'), renamed: 'Shop' },
  { section: 'promise_policies', name: 'Gold', fill: named('Gold'), change: named('Silver'), renamed: 'Silver' },
  {
    section: 'escalation_ladders',
    name: 'Night',
    fill: async (form, desk) => {
      await named('Night')(form);
      await pick(desk, form.getByRole('combobox', { name: /^Begins when/ }).first(), 'a promise is broken');
      await desk.keyboard.press('Escape');
    },
    change: named('Day'),
    renamed: 'Day',
  },
  {
    section: 'severity_rules',
    name: 'Many at once',
    fill: async (form, desk) => {
      await named('Many at once')(form);
      await pick(desk, form.getByRole('combobox', { name: /^Because of/ }), 'Many tickets on one server');
      await box(form, 'Customers').fill('5');
      await box(form, 'Within minutes').fill('60');
    },
    change: named('A crowd'),
    renamed: 'A crowd',
  },
  {
    section: 'teams',
    name: 'Network',
    made: posted('/teams', { name: 'Network', members: [] }),
    change: named('Networks'),
    renamed: 'Networks',
  },
  {
    section: 'answers',
    name: 'Hello',
    made: posted('/answers', { title: 'Hello', shortcut: 'hello', texts: { en: 'Hello.' } }),
    change: (form) => box(form, /^Title/).fill('Good day'),
    renamed: 'Good day',
  },
  {
    section: 'macros',
    name: 'Close it',
    made: posted('/macros', {
      name: 'Close it',
      shared: true,
      actions: [{ action: 'status', value: 'closed', reason: null, next_report_at: null }],
    }),
    change: named('Finish it'),
    renamed: 'Finish it',
  },
  {
    section: 'categories',
    name: 'Backups',
    made: posted('/categories', { key: 'backups', name: { en: 'Backups' } }),
    change: (form) => box(form, /English/).fill('Copies'),
    renamed: 'Copies',
  },
  {
    section: 'webhooks',
    name: 'https://hooks.example.com/a',
    made: posted('/webhooks', { url: 'https://hooks.example.com/a', events: ['ticket.created'] }),
    change: (form) => form.getByRole('checkbox', { name: 'Active' }).click(),
  },
  {
    section: 'routing_rules',
    name: 'all',
    made: posted('/routing_rules', { rule: 'score', give_back_minutes: 15 }),
    change: (form) => box(form, 'Minutes until work is given back').fill('20'),
  },
  {
    section: 'services',
    name: 'lake.example',
    made: (host) => makeShop(host, 'Lea Lake', 'lake.example'),
    change: (form) => box(form, 'Domain').fill('sea.example'),
    renamed: 'sea.example',
  },
  {
    section: 'sites',
    name: 'https://moor.example',
    made: async (host) => {
      const { customer } = await makeShop(host, 'Mo Moor', 'moor.example');
      const services = await host.client().get<List<{ id: number }>>('/services', { customer_id: customer.id });
      await host.client().post('/sites', { service_id: services.items[0]?.id, url: 'https://moor.example' });
    },
    change: (form) => box(form, 'Address').fill('https://fen.example'),
    renamed: 'https://fen.example',
  },
  {
    section: 'contacts',
    name: 'Ron Reed',
    made: posted('/contacts', { name: 'Ron Reed', addresses: [{ email: 'ron@reed.example', primary: true }] }),
    change: named('Ronald Reed'),
    renamed: 'Ronald Reed',
    stays: true,
  },
  {
    section: 'brands',
    name: 'Second',
    fill: async (form) => {
      await named('Second')(form);
      await box(form, /^Key/).fill('second');
      await box(form, /^Domain/).fill('second.example');
    },
    change: (form) => box(form, 'Sender name').fill('Second Hosting'),
    stays: true,
  },
];

async function open(desk: Page, name: string): Promise<Locator> {
  await desk.getByRole('region').getByRole('button', { name, exact: true }).click();
  const form = desk.getByRole('dialog');
  await form.waitFor();
  return form;
}

async function remove(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await form.getByRole('button', { name: 'Delete for good' }).click();
  await form.waitFor({ state: 'detached' });
}

it.each(kinds)('makes, changes and removes: $section', async ({ section, name, fill, made, change, renamed, stays }) => {
  await made?.(stage.host);
  const desk = await stage.agent();
  if (fill) {
    const form = await newRecord(desk, section);
    await fill(form, desk);
    await save(desk, form);
  } else {
    await desk.goto(`/desk/admin/${section}`);
  }
  const form = await open(desk, name);
  await change?.(form, desk);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  const changed = await open(desk, renamed ?? name);
  if (stays) return;
  await remove(changed);
  await expect
    .poll(() =>
      desk
        .getByRole('region')
        .getByRole('button', { name: renamed ?? name, exact: true })
        .count(),
    )
    .toBe(0);
});
