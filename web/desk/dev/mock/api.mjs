// Routes of the mock: enough of the API for every screen, without its rules.
import * as host from './people.mjs';
import { actorOf, addEvent, addMessage, customerOf, events, messages, tickets } from './tickets.mjs';

export const hooks = { tell: () => {}, signal: () => {} };
const me = () => host.agents[0];
let signedIn = true;
let uploadId = 50;
const ok = (body, status = 200) => ({ status, body });
const problem = (status, code, detail) => ({ status, body: { title: code, status, code, detail } });
const list = (items, more = {}) => ok({ items, next_cursor: null, ...more });

const answers = [
  {
    id: 1,
    title: 'Certificate renewed',
    shortcut: 'cert',
    category: 'security',
    texts: { en: '<p>Hello {{contact.name}},</p><p>your certificate is renewed.</p>' },
  },
  {
    id: 2,
    title: 'How to restore a backup',
    shortcut: 'backup',
    category: 'question',
    texts: { en: '<p>Open Backups, choose a day, press Restore.</p>', ko: '<p>백업을 열고 날짜를 고르세요.</p>' },
  },
];
const macros = [
  {
    id: 1,
    name: 'Hand to systems, severity high',
    shared: true,
    actions: [
      { action: 'team', value: 3 },
      { action: 'severity', value: 'high' },
    ],
    body_html: null,
  },
  {
    id: 2,
    name: 'Ask for the time of the error',
    shared: true,
    actions: [{ action: 'status', value: 'waiting' }],
    body_html: '<p>At what time did you see the error last?</p>',
  },
];
const fields = [
  {
    id: 1,
    key: 'php_version',
    label: { en: 'PHP version', ko: 'PHP 버전' },
    kind: 'choice',
    choices: ['8.1', '8.2', '8.3'],
    required_on: null,
    brand_id: null,
  },
  { id: 2, key: 'root_cause', label: { en: 'Root cause' }, kind: 'text', choices: [], required_on: 'resolution', brand_id: null },
];
const categories = ['downtime', 'slow', 'security', 'billing', 'question']
  .map((key) => ({ key, name: {}, builtin: true }))
  .concat([{ key: 'migration', name: { en: 'Migration', ko: '이전' }, builtin: false }]);
const savedViews = [{ key: '7', name: 'Critical VPS', query: 'tier:vps severity:critical', sort: 'owed', shared: true, owner_id: 1 }];
const mailboxes = [{ id: 1, brand_id: 1, name: 'support', address: 'support@northwind.example', team_id: 1, category: null, active: true }];
const quarantine = [
  {
    id: 1,
    mailbox: 'support',
    from_address: 'mailer@bulk.example',
    from_name: '',
    subject: 'You have won',
    cause: 'Spam verdict of the mail server',
    received_at: host.minutes(90),
    size: 18_400,
  },
];
const outbox = [
  {
    id: 1,
    to_address: 'contact1@acmeltd.example',
    to_name: 'Ana Petrova',
    subject: 'Re: Shop down since 14:05 [#1042]',
    created_at: host.minutes(38),
    sent_at: null,
    state: 'kept',
    html: '<p>Hello Ana,</p><p>we see it too.</p>',
  },
];
const webhooks = [{ id: 1, url: 'https://hooks.example/goodhost', events: ['tickets.created'], active: true, brand_id: null }];
const tokens = [{ id: 1, name: 'Status board', scopes: ['tickets.view'], created_at: host.minutes(9_000), last_used_at: host.minutes(3) }];
const audit = [
  {
    position: '0.9',
    at: host.minutes(44),
    actor: { kind: 'agent', id: 1, name: 'Priya Raman' },
    type: 'role.changed',
    summary: 'Changed the permissions of Night shift',
    payload: { added: ['tickets.reply'] },
  },
];

const collections = {
  agents: host.agents,
  teams: host.teams,
  roles: host.roles,
  permissions: host.permissions,
  customers: host.customers,
  contacts: host.contacts,
  brands: host.brands,
  products: host.products,
  servers: host.servers,
  services: host.services,
  sites: host.sites,
  answers,
  macros,
  custom_fields: fields,
  categories,
  mailboxes,
  quarantine,
  outbox,
  webhooks,
  audit,
  'me/tokens': tokens,
};
const ended = (ticket) => ['resolved', 'closed'].includes(ticket.status);
const viewRules = {
  mine: (ticket) => ticket.assignee?.id === me().id && !ended(ticket),
  team: (ticket) => me().teams.includes(ticket.team?.id) && !ended(ticket),
  unassigned: (ticket) => !ticket.assignee && !ended(ticket),
  at_risk: (ticket) => ticket.unanswered_since && Date.now() - Date.parse(ticket.unanswered_since) > 64_800_000,
  open: (ticket) => ['new', 'open'].includes(ticket.status),
  waiting: (ticket) => ticket.status === 'waiting',
  on_hold: (ticket) => ticket.status === 'on_hold',
  snoozed: (ticket) => ticket.snoozed_until !== null,
  resolved: (ticket) => ticket.status === 'resolved',
  all: () => true,
};

const row = ({ custom_fields, followers, cc, links, merged, reason, draft, read_up_to, ...rest }) => rest;
const whole = (ticket) => ({ ...ticket, messages: messages.get(ticket.id), events: events.get(ticket.id), position: '0.1' });

function listTickets(query) {
  const q = (query.get('q') ?? '')
    .replace(/\w+:\S+/g, '')
    .trim()
    .toLowerCase();
  const rule = viewRules[query.get('view')] ?? ((ticket) => ticket.severity === 'critical');
  const found = [...tickets.values()].filter((ticket) => rule(ticket) && ticket.subject.toLowerCase().includes(q));
  found.sort((a, b) => Date.parse(a.unanswered_since ?? '2999-01-01') - Date.parse(b.unanswered_since ?? '2999-01-01'));
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return ok({
    items: found.slice(from, from + limit).map(row),
    next_cursor: from + limit < found.length ? String(from + limit) : null,
    position: '0.1',
    total: found.length,
  });
}

function changed(ticket, type, payload, message) {
  ticket.updated_at = new Date().toISOString();
  const event = addEvent(ticket, type, actorOf(me()), payload);
  hooks.tell('tickets', { ticket: row(ticket), id: ticket.id });
  hooks.tell(`ticket/${ticket.id}`, { ticket: row(ticket), event, ...(message ? { message } : {}) });
  return ok(whole(ticket));
}

function reply(ticket, body) {
  if (body.expected_message_count !== undefined && body.expected_message_count < ticket.message_count)
    return problem(409, 'tickets.answered_meanwhile', 'Somebody answered meanwhile.');
  const text = body.body_html.replace(/<[^>]+>/g, ' ').trim();
  const message = addMessage(ticket, {
    by: actorOf(me()),
    kind: body.kind === 'reply' ? 'message' : body.kind,
    body_html: body.body_html,
    body_text: text,
    undo_until: new Date(Date.now() + 10_000).toISOString(),
    ...(body.send_at ? { state: 'scheduled', send_at: body.send_at } : {}),
  });
  if (body.kind !== 'note') ticket.unanswered_since = null;
  if (body.status_after) ticket.status = body.status_after;
  ticket.draft = null;
  changed(ticket, 'tickets.replied', {}, message);
  return ok(message, 201);
}

const changes = {
  'PUT assignment': (ticket, body) => {
    const person = host.agents.find((one) => one.id === body.assignee_id);
    ticket.assignee = person ? { id: person.id, name: person.name } : null;
    ticket.team = host.teams.find((one) => one.id === body.team_id) ?? null;
    return changed(ticket, 'tickets.assigned', { assignee_id: body.assignee_id, team_id: body.team_id });
  },
  'PUT status': (ticket, body) =>
    changed(
      Object.assign(ticket, { status: body.status, reason: body.reason ?? null, next_report_at: body.next_report_at ?? null }),
      'tickets.status_changed',
      { status: body.status },
    ),
  'POST resolution': (ticket) => changed(Object.assign(ticket, { status: 'resolved', unanswered_since: null }), 'tickets.resolved', {}),
  'DELETE resolution': (ticket) => changed(Object.assign(ticket, { status: 'open' }), 'tickets.reopened', {}),
  'POST closure': (ticket) => changed(Object.assign(ticket, { status: 'closed' }), 'tickets.closed', {}),
  'DELETE closure': (ticket) => changed(Object.assign(ticket, { status: 'open' }), 'tickets.reopened', {}),
  'PUT tags': (ticket, body) => changed(Object.assign(ticket, { tags: body.tags }), 'tickets.tagged', { added: body.tags, removed: [] }),
  'PUT cc': (ticket, body) => changed(Object.assign(ticket, { cc: body.addresses }), 'tickets.cc_changed', {}),
  'PUT followers': (ticket, body) =>
    changed(
      Object.assign(ticket, {
        followers: host.agents.filter((one) => body.agent_ids.includes(one.id)).map(({ id, name }) => ({ id, name })),
      }),
      'tickets.followers_changed',
      {},
    ),
  'PUT snooze': (ticket, body) => changed(Object.assign(ticket, { snoozed_until: body.until }), 'tickets.snoozed', {}),
  'DELETE snooze': (ticket) => changed(Object.assign(ticket, { snoozed_until: null }), 'tickets.unsnoozed', {}),
  'PUT read': (ticket, body) => ok(Object.assign(ticket, { unread: false, read_up_to: body.up_to })),
  'DELETE read': (ticket) => ok(Object.assign(ticket, { unread: true })),
  'PUT draft': (ticket, body) => ok(Object.assign(ticket, { draft: body })),
  'DELETE draft': (ticket) => ok(Object.assign(ticket, { draft: null })),
  'POST merge': (ticket, body) => changed(Object.assign(ticket, { merged_into: body.into_ticket_id }), 'tickets.merged', body),
  'DELETE merge': (ticket) => changed(Object.assign(ticket, { merged_into: null }), 'tickets.unmerged', {}),
  'POST messages': reply,
  'GET context': (ticket) =>
    ok({
      contact: { ...host.contacts.find((one) => one.id === ticket.contact.id), email: ticket.contact.email },
      customer: customerOf(ticket),
      services: host.services.filter((one) => one.customer_id === ticket.customer.id),
      sites: host.sites.filter((site) => host.services.find((one) => one.id === site.service_id)?.customer_id === ticket.customer.id),
      tickets: [...tickets.values()]
        .filter((one) => one.customer?.id === ticket.customer.id)
        .slice(0, 6)
        .map(row),
      servers: host.servers,
    }),
};

function oneTicket(method, id, rest, body) {
  const ticket = tickets.get(id);
  if (!ticket) return problem(404, 'tickets.not_found', 'There is no such ticket.');
  if (rest === '' && method === 'GET') return ok(whole(ticket));
  if (rest === '' && method === 'PATCH') return changed(Object.assign(ticket, body), 'tickets.severity_changed', body);
  const found = changes[`${method} ${rest}`];
  if (found) return found(ticket, body);
  const message = /^messages\/(\d+)$/.exec(rest);
  if (message && method === 'DELETE') {
    messages.set(
      id,
      messages.get(id).filter((one) => one.id !== Number(message[1])),
    );
    ticket.message_count = messages.get(id).length;
    return ok(undefined, 204);
  }
  const answer = /^answers\/(\d+)$/.exec(rest);
  if (answer) return ok({ body_html: answers[Number(answer[1]) - 1].texts.en.replace('{{contact.name}}', ticket.contact.name) });
  return problem(404, 'http.404');
}

function session() {
  return {
    agent: me(),
    permissions: ['*', ...host.permissions],
    csrf_token: 'mock',
    brands: host.brands,
    time_zone: 'Europe/London',
    locale: me().locale,
    demo: true,
    version: 'mock',
  };
}

function sign(on) {
  signedIn = on;
  return on ? ok(session(), 201) : ok(undefined, 204);
}

function typing(id) {
  hooks.signal({ topic: `ticket/${id}`, kind: 'typing', from: { kind: 'agent', id: 3, name: 'Hana Kim' } });
  return ok({});
}

const special = {
  'GET /session': () => (signedIn ? ok(session()) : problem(401, 'accounts.unauthenticated')),
  'DELETE /session': () => sign(false),
  'POST /session': (_query, body) =>
    body.password === 'wrong'
      ? problem(401, 'accounts.wrong_credentials')
      : body.password === 'totp' && !body.code
        ? problem(401, 'accounts.code_required')
        : sign(true),
  'POST /demo/session': () => sign(true),
  'GET /demo/cast': () => list(host.agents),
  'GET /tickets': listTickets,
  'GET /views': () =>
    list([
      ...Object.keys(viewRules).map((key) => ({
        key,
        name: key,
        query: '',
        shared: true,
        owner_id: null,
        count: [...tickets.values()].filter(viewRules[key]).length,
      })),
      ...savedViews.map((one) => ({ ...one, count: 4 })),
    ]),
  'GET /search': (query) =>
    ok({
      items: listTickets(query)
        .body.items.slice(0, 20)
        .map((ticket) => ({
          ticket,
          message_id: null,
          snippet: `… ${ticket.last_message.snippet.replace(/(shop|card|admin)/i, '<mark>$1</mark>')}`,
        })),
      next_cursor: null,
      errors: /severity:x/.test(query.get('q')) ? [{ at: 0, code: 'search.unknown_value', message: '“x” is no severity.' }] : [],
    }),
  'POST /tickets/bulk': (_query, body) =>
    ok({
      outcomes: body.ticket_ids.map((id, index) =>
        index === 1 ? { ticket_id: id, ok: false, code: 'tickets.resolved', message: 'It is resolved.' } : { ticket_id: id, ok: true },
      ),
    }),
  'GET /me/sessions': () =>
    list([
      {
        id: 1,
        created_at: host.minutes(900),
        last_seen_at: host.minutes(0),
        address: '198.51.100.7',
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537',
        current: true,
      },
      {
        id: 2,
        created_at: host.minutes(9_000),
        last_seen_at: host.minutes(700),
        address: '203.0.113.9',
        user_agent: 'Mozilla/5.0 (iPhone) Safari/605',
        current: false,
      },
    ]),
  'GET /me': () => ok(me()),
  'PATCH /me': (_query, body) => ok(Object.assign(me(), body)),
  'POST /me/totp': () =>
    ok({
      secret: 'JBSW Y3DP EHPK 3PXP',
      uri: 'otpauth://totp/x',
      qr_svg:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h4v4H0zM6 0h4v4H6zM0 6h4v4H0zM5 5h2v2H5zM8 8h2v2H8z"/></svg>',
    }),
  'PUT /me/totp': () => ok({ recovery_codes: ['1111-2222', '3333-4444'] }),
  'GET /jobs': () => list([{ kind: 'email.send', waiting: 3, running: 1, dead: 1 }]),
  'GET /jobs/dead': () => list([{ id: 9, kind: 'email.send', attempts: 12, error: '550 no such mailbox', died_at: host.minutes(200) }]),
  'GET /consumers': () =>
    list([
      { name: 'live', position: '0.4711', lag: 0, failures: 0, last_error: '' },
      { name: 'email.out', position: '0.4709', lag: 2, failures: 0, last_error: '' },
    ]),
  'POST /imports': () =>
    ok({
      rows: 120,
      created: 96,
      updated: 20,
      unchanged: 2,
      refused: [{ row: 14, field: 'email', code: 'invalid', message: 'This is not an email address.' }],
    }),
};

export function api(method, path, query, body, { headers }) {
  const found = special[`${method} ${path}`];
  if (found) return found(query, body);
  if (path === '/uploads')
    return ok(
      { id: uploadId++, name: decodeURIComponent(headers['x-file-name']), media_type: headers['content-type'], size: 1_000, sha256: '' },
      201,
    );
  if (path.startsWith('/attachments/'))
    return {
      bytes: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#e3e6e9"/><text x="40" y="80" font-size="32">HTTP 500</text></svg>',
      ),
      type: 'image/svg+xml',
    };
  if (path === '/mock/arrive') return arrive(Number(query.get('ticket') ?? 1_042));
  if (path === '/mock/typing') return typing(Number(query.get('ticket') ?? 1_042));
  const ticket = /^\/tickets\/(\d+)\/?(.*)$/.exec(path);
  if (ticket) return oneTicket(method, Number(ticket[1]), ticket[2], body);
  if (/\/affected$/.test(path))
    return ok({
      servers: [],
      services: host.services.slice(0, 4),
      sites: host.sites.slice(0, 4),
      customers: host.customers.slice(0, 4),
      contacts: host.contacts.slice(0, 4),
      counts: {},
    });
  if (/\/deliveries$/.test(path)) return list([{ id: 1, event: 'tickets.created', state: 'delivered', status: 200, at: host.minutes(15) }]);
  return collection(method, path.slice(1), query, body);
}

function collection(method, path, query, body) {
  if (collections[path]) {
    if (method === 'POST') collections[path].push({ id: collections[path].length + 1, ...body });
    const q = (query.get('q') ?? '').toLowerCase();
    return method === 'POST'
      ? ok({ ...body, id: collections[path].length, token: 'gh_example_token', secret: 'whsec_example' }, 201)
      : list(collections[path].filter((one) => JSON.stringify(one).toLowerCase().includes(q)));
  }
  const [, name, id] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
  const one = collections[name]?.find((entry) => String(entry.id ?? entry.key) === id);
  if (!one) return method === 'GET' ? problem(404, 'http.404', 'Not found.') : ok(undefined, 204);
  return method === 'PATCH' ? ok(Object.assign(one, body)) : ok(one);
}

/** A customer writes: for trying what is live. */
function arrive(id) {
  const ticket = tickets.get(id);
  const message = addMessage(ticket, {
    by: messages.get(id)[0].by,
    body_text: 'It works again, thank you!',
    body_html: '<p>It works again, thank you!</p>',
  });
  ticket.unanswered_since = new Date().toISOString();
  changed(ticket, 'tickets.replied', {}, message);
  return ok({});
}
