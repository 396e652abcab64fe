import type { Contact, Customer, List, Role, Ticket } from '@goodhost/shared/api.ts';
import type { Page } from 'playwright-core';
import type { Host } from '../journeys/host.ts';

/** A customer of the host with a service, and the person who writes for them. */
export interface Shop {
  customer: Customer;
  contact: Contact;
  email: string;
}

export async function makeShop(host: Host, name = 'Ana Petrova', domain = 'petrova.example'): Promise<Shop> {
  const client = host.client();
  const email = `${name.split(' ')[0]?.toLowerCase()}@${domain}`;
  const customer = await client.post<Customer>('/customers', { name: `${name.split(' ')[1]} Ltd` });
  const product = await client.post<{ id: number }>('/products', {
    name: `VPS of ${domain}`,
    tier: 'vps',
    currency: 'EUR',
    price_minor: 1900,
  });
  await client.post('/services', { customer_id: customer.id, product_id: product.id, primary_domain: domain });
  const addresses = [{ email, primary: true, verified: true }];
  const contact = await client.post<Contact>('/contacts', { name, customer_id: customer.id, role: 'owner', addresses });
  return { customer, contact, email };
}

/** A problem that somebody told of before the test begins. */
export function tell(host: Host, subject: string, more: object = {}): Promise<Ticket> {
  const contact = { email: 'ben@shop.example', name: 'Ben Baker' };
  return host.client().post<Ticket>('/tickets', { subject, body_text: `${subject}: what happened.`, contact, ...more });
}

/** Somebody else who answers, with a password to sign in by. */
export async function hire(host: Host, name: string, role = 'Agent'): Promise<{ id: number; email: string; password: string }> {
  const client = host.client();
  const roles = (await client.get<List<Role>>('/roles')).items;
  const role_id = roles.find((one) => one.name.toLowerCase() === role.toLowerCase())?.id;
  const who = { email: `${name.split(' ')[0]?.toLowerCase()}@host.example`, password: 'another sentence of mine' };
  const { id } = await client.post<{ id: number }>('/agents', { name, role_id, ...who });
  return { id, ...who };
}

/** By the link in the mail, as contacts do. */
export async function signInByMail(page: Page, host: Host, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: /email/i }).fill(email);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.goto(await host.linkMailedTo(email));
  await page.getByRole('button', { name: 'Sign me in' }).click();
  await page.getByRole('link', { name: 'My tickets' }).first().waitFor();
}

/** A picture of four pixels. */
export const picture = {
  name: 'broken.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==', 'base64'),
};
