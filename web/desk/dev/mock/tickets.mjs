// The tickets of the mock: twelve written out, and as many more as are asked for.
import { agents, contacts, customers, minutes, now, services, teams } from './people.mjs';

const subjects = [
  ['Shop down since 14:05', 'downtime', 'critical', 'email', 'open', 12],
  ['Card declined at renewal, but the bank says it went through', 'billing', 'high', 'portal', 'open', 64],
  ['Admin area takes 20 seconds', 'slow', 'normal', 'email', 'open', 190],
  ['Moving our mail from the old host', 'question', 'normal', 'portal', 'waiting', null],
  ['결제 페이지에서 오류가 납니다', 'downtime', 'high', 'email', 'new', 33],
  ['Tystysgrif SSL wedi dod i ben', 'security', 'high', 'portal', 'on_hold', null],
  ['Saytga kirib boʻlmayapti', 'downtime', 'normal', 'email', 'new', 410],
  ['ইমেইল পাঠানো যাচ্ছে না', 'question', 'normal', 'email', 'open', 1_300],
  ['Invoice shows the wrong VAT number', 'billing', 'low', 'portal', 'open', 1_530],
  ['Suspicious files in wp-content/uploads', 'security', 'critical', 'phone', 'open', 4],
  ['How do I point a second domain here?', 'question', 'low', 'portal', 'resolved', null],
  ['Backups: can I restore one table only?', 'question', 'normal', 'email', 'open', 820],
];
const texts = [
  'Our shop shows a blank page since 14:05. Orders are not coming in. Please look at it at once.',
  'I tried the card twice and the bank shows both payments as pending. What should I do?',
  'Since Monday every click in the admin area takes about twenty seconds. Nothing was changed by us.',
];

export const tickets = new Map();
export const messages = new Map();
export const events = new Map();
let messageId = 100;
let sequence = 1_000;

export function addMessage(ticket, part) {
  const message = {
    id: messageId++,
    ticket_id: ticket.id,
    kind: 'message',
    channel: ticket.channel,
    body_html: '',
    body_text: '',
    quoted_html: null,
    quoted_text: null,
    attachments: [],
    mentions: [],
    created_at: new Date().toISOString(),
    remote_images: 0,
    delivery: null,
    undo_until: null,
    state: 'sent',
    send_at: null,
    ...part,
  };
  messages.get(ticket.id).push(message);
  ticket.message_count = messages.get(ticket.id).length;
  ticket.last_message = { at: message.created_at, by: message.by.kind, snippet: message.body_text.slice(0, 140) };
  return message;
}

export function addEvent(ticket, type, actor, payload = {}, at = new Date().toISOString()) {
  const event = { sequence: sequence++, at, actor, type, payload };
  events.get(ticket.id).push(event);
  return event;
}

export const actorOf = (agent) => ({ kind: 'agent', id: agent.id, name: agent.name });

function add(id, [subject, category, severity, channel, status, waited], index) {
  const contact = contacts[index % contacts.length];
  const opened = (waited ?? 300) + 40 + (index % 7) * 30;
  const service = services.find((one) => one.customer_id === contact.customer_id);
  const ticket = {
    id,
    number: id,
    brand_id: 1,
    subject,
    category,
    severity,
    status,
    channel,
    contact: { id: contact.id, name: contact.name, email: contact.addresses[0].email },
    customer: { id: contact.customer_id, name: contact.customer_name },
    service: { id: service.id, name: service.product_name, domain: service.primary_domain },
    assignee: index % 3 === 1 ? null : { id: agents[index % 5].id, name: agents[index % 5].name },
    team: { id: teams[index % 3].id, name: teams[index % 3].name },
    tags: index % 4 ? [] : ['shop', 'renewal'],
    last_message: null,
    message_count: 0,
    unread: index % 3 === 0,
    unanswered_since: waited === null ? null : minutes(waited),
    next_report_at: status === 'on_hold' ? new Date(now + 25 * 60_000).toISOString() : null,
    snoozed_until: null,
    created_at: minutes(opened),
    updated_at: minutes(waited ?? 30),
    resolved_at: null,
    merged_into: null,
    attachments: index % 5 === 0,
    custom_fields: { php_version: '8.3' },
    followers: [],
    cc: [],
    links: [],
    merged: [],
    reason: status === 'on_hold' ? 'Waiting for the certificate authority' : null,
    draft: null,
    read_up_to: null,
  };
  tickets.set(id, ticket);
  messages.set(id, []);
  events.set(id, []);
  const from = { kind: 'contact', id: contact.id, name: contact.name, email: contact.addresses[0].email };
  const text = texts[index % texts.length];
  addMessage(ticket, {
    by: from,
    body_text: text,
    body_html: `<p>Hello,</p><p>${text}</p><p>${contact.name}</p>`,
    created_at: minutes(opened),
  });
  addEvent(ticket, 'tickets.created', from, {}, minutes(opened));
  return ticket;
}

function tellStory(ticket) {
  const ben = agents[1];
  const from = messages.get(ticket.id)[0].by;
  addEvent(ticket, 'tickets.assigned', actorOf(ben), { assignee_id: 1, team_id: 1 }, minutes(50));
  addEvent(ticket, 'tickets.severity_changed', actorOf(ben), { from: 'normal', to: 'critical', reason: '' }, minutes(50));
  addEvent(ticket, 'tickets.tagged', actorOf(ben), { added: ['shop'], removed: [] }, minutes(49));
  addMessage(ticket, {
    by: actorOf(ben),
    kind: 'note',
    body_text: '@Hana Kim the error log points to the database on fra-12.',
    body_html:
      '<p><span data-type="mention" data-id="3">@Hana Kim</span> the error log points to the database on <code>fra-12</code>. Could you look at the slow query log?</p>',
    created_at: minutes(44),
  });
  addMessage(ticket, {
    by: actorOf(agents[0]),
    body_text: 'We see it too.',
    body_html:
      '<p>Hello Ana,</p><p>we see it too: the database server refuses connections since 14:03. We are working on it now:</p><ul><li>the shop is being moved to a second database,</li><li>you will hear from us again by 15:00, even if it is not solved by then.</li></ul><p>Priya</p>',
    delivery: { state: 'delivered' },
    created_at: minutes(38),
  });
  addMessage(ticket, {
    by: from,
    body_text: 'Thank you. Still down here, see the picture.',
    body_html: '<p>Thank you. Still down here, see the picture. We lose about 200 € an hour.</p>',
    quoted_html: '<p>Hello Ana,</p><p>we see it too: the database server refuses connections since 14:03.</p>',
    quoted_text: 'Hello Ana, we see it too',
    remote_images: 2,
    attachments: [
      { id: 1, name: 'blank-page.png', media_type: 'image/png', size: 48_200, url: '/api/v1/attachments/1/blank-page.png', inline: false },
      { id: 2, name: 'error_log.txt', media_type: 'text/plain', size: 12_400, url: '/api/v1/attachments/2/error_log.txt', inline: false },
    ],
    created_at: minutes(12),
  });
  addMessage(ticket, {
    by: from,
    body_text: 'And this is what the gateway sent us.',
    body_html:
      '<table style="width:100%;border-collapse:collapse;font-family:Arial"><tr><td style="background:#0b3d91;color:#fff;padding:14px;font-size:18px">Payment gateway</td></tr><tr><td style="padding:14px;border:1px solid #ccc">3 payments could not be completed: <b>timeout</b> after 30 s.<br><a href="https://gateway.example/report">See the report</a></td></tr></table>',
    created_at: minutes(11),
  });
}

export function fill(count) {
  for (let index = 0; index < subjects.length; index++) add(1_042 - index, subjects[index], index);
  for (let index = 0; index < count; index++)
    add(
      1_000 - index,
      subjects[(index * 7) % subjects.length].map((part, at) => (at === 0 ? `${part} (${index + 1})` : part)),
      index + 3,
    );
  const first = tickets.get(1_042);
  tellStory(first);
  first.assignee = { id: 1, name: agents[0].name };
  first.links = [{ kind: 'related', ticket: { id: 1_033, subject: subjects[9][0], status: 'open' } }];
  first.followers = [{ id: 2, name: agents[1].name }];
}

export const customerOf = (ticket) => customers.find((one) => one.id === ticket.customer?.id) ?? null;
