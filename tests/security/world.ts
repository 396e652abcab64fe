import type { Contact, List, Ticket } from '@goodhost/shared/api.ts';
import type { Client } from '@goodhost/shared/http.ts';
import type { Kind } from '../journeys/database.ts';
import { Host } from '../journeys/host.ts';
import { until } from '../journeys/program.ts';
import { Visitor } from '../journeys/visitor.ts';

/** Stands in every text of the brand that is attacked: an answer to somebody else that has it is a leak. */
export const mark = 'quokka';

export type Ids = Record<string, number | string>;

export interface Role {
  id: number;
  key: string | null;
}

interface Made {
  id: number;
}

/** A host with two brands, and in each all that belongs to a brand. */
export class World {
  readonly host: Host;
  /** Of the attacked brand, by the name of the parameter. */
  ours: Ids = {};
  /** Of the attacker's own brand. */
  theirs: Ids = {};
  /** An administrator who sees nothing but the other brand. */
  rival = { id: 0, email: 'rival@rival.example', password: 'a sentence of the rival', token: '' };

  private constructor(host: Host) {
    this.host = host;
  }

  static async build(kind: Kind, settings: string[] = []): Promise<World> {
    const world = new World(await Host.start(kind, ['--undo-seconds', '0', ...settings]));
    const owner = world.host.client();
    const [first] = (await owner.get<List<Made>>('/brands')).items;
    const second = await owner.post<Made>('/brands', { key: 'rival', name: 'Rival', domain: 'rival.example' });
    const admin = (await owner.get<List<Role>>('/roles')).items.find((one) => one.key === 'admin');
    const { id } = await owner.post<Made>('/agents', {
      name: 'Rival Admin',
      email: world.rival.email,
      password: world.rival.password,
      role_id: admin?.id,
      brands: [second.id],
    });
    world.rival.id = id;
    world.rival.token = await world.host.makeToken(world.rival.email);
    world.ours = await furnish(world.host, owner, first?.id ?? 1, mark);
    world.theirs = await furnish(world.host, owner, second.id, 'rivalry');
    await world.host.caughtUp();
    return world;
  }

  /** Asks as whoever the headers say. */
  ask(path: string, headers: Record<string, string>, method = 'GET', body?: unknown): Promise<Response> {
    const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    return fetch(`${this.host.address}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  asRival(path: string, method = 'GET', body?: unknown): Promise<Response> {
    return this.ask(path, { Authorization: `Bearer ${this.rival.token}` }, method, body);
  }

  asOwner(path: string, method = 'GET', body?: unknown): Promise<Response> {
    return this.ask(path, { Authorization: `Bearer ${this.host.token}` }, method, body);
  }

  /** Somebody at the portal, signed in by the link of a mail. */
  async enter(email: string): Promise<Visitor> {
    const visitor = new Visitor(this.host.address);
    const before = (await this.host.mailsTo(email)).length;
    await visitor.open('/sign-in');
    await visitor.submitFields('/sign-in', { email });
    await until(`a new link for ${email}`, async () => (await this.host.mailsTo(email)).length > before);
    const link = await this.host.linkMailedTo(email);
    await visitor.open(link);
    await visitor.submitFields('/sign-in/link', { token: decodeURIComponent(link.split('token=')[1] ?? '') });
    return visitor;
  }

  remove(): Promise<void> {
    return this.host.remove();
  }
}

/** All that a brand has, each thing with the word in its texts; ids by the names that parameters have. */
async function furnish(host: Host, client: Client, brand_id: number, word: string): Promise<Ids> {
  const post = (path: string, body: object) => client.post<Made>(path, body);
  const customer = await post('/customers', { brand_id, name: `${word} Ltd`, notes: `${word} pays late` });
  const contact = await makeContact(client, brand_id, customer.id, word, 'ann');
  const other = await makeContact(client, brand_id, null, word, 'bob');
  const product = await post('/products', { brand_id, name: `VPS of ${word}`, tier: 'vps', currency: 'EUR', price_minor: 1900 });
  const domain = `${word}.example`;
  const service = await post('/services', { customer_id: customer.id, product_id: product.id, primary_domain: domain });
  const site = await post('/sites', { service_id: service.id, url: `https://${domain}` });
  const mailbox = await post('/mailboxes', { brand_id, name: `${word}-help`, address: `help@${domain}` });
  const webhook = await post('/webhooks', { brand_id, url: `https://${domain}/hook`, events: ['nothing.'], active: false });
  const blocked = await post('/blocked_senders', { brand_id, sender: `spam@${domain}` });
  const ticket = await makeTicket(host, client, { brand_id, contact: contact.id, word });
  const mail_id = await quarantine(host, `${word}-help`, word);
  return {
    brand_id,
    customer_id: customer.id,
    contact_id: contact.id,
    other_contact_id: other.id,
    product_id: product.id,
    service_id: service.id,
    site_id: site.id,
    mailbox_id: mailbox.id,
    webhook_id: webhook.id,
    blocked_sender_id: blocked.id,
    ...ticket,
    mail_id,
  };
}

function makeContact(client: Client, brand_id: number, customer_id: number | null, word: string, name: string): Promise<Contact> {
  const addresses = [{ email: `${name}@${word}.example`, primary: true, verified: true }];
  return client.post<Contact>('/contacts', { brand_id, customer_id, name: `${name} ${word}`, addresses });
}

async function makeTicket(host: Host, client: Client, by: { brand_id: number; contact: number; word: string }): Promise<Ids> {
  const { word } = by;
  const upload = await client.post<Made & { sha256: string }>('/uploads', undefined, {
    raw: `log of ${word}`,
    headers: { 'X-File-Name': `${word}.log` },
  });
  const ticket = await client.post<Ticket>('/tickets', {
    brand_id: by.brand_id,
    contact_id: by.contact,
    subject: `The ${word} is slow`,
    body_text: `All of ${word} waits.`,
    attachment_ids: [upload.id],
  });
  const note = await client.post<Made>(`/tickets/${ticket.id}/messages`, { kind: 'note', body_text: `Among us: ${word} is odd.` });
  await client.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', body_text: `We look at ${word}.` });
  await host.caughtUp();
  return { ticket_id: ticket.id, from_ticket_id: ticket.id, attachment_id: upload.id, message_id: note.id };
}

/** A mail that is held, since no person wrote it. */
async function quarantine(host: Host, mailbox: string, word: string): Promise<number> {
  const headers = [`From: Robot <robot@${word}.example>`, `To: help@${word}.example`, `Subject: ${word} is away`];
  const mail = [...headers, `Message-ID: <away@${word}.example>`, 'Auto-Submitted: auto-replied', '', `Away: ${word}.`].join('\r\n');
  const answer = await fetch(`${host.address}/api/v1/mail?mailbox=${mailbox}`, {
    method: 'POST',
    body: mail,
    headers: { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' },
  });
  return ((await answer.json()) as Made).id;
}
