// The cast of the mock: a small host, its colleagues, customers, services and servers.
export const now = Date.now();
export const minutes = (count) => new Date(now - count * 60_000).toISOString();

export const brands = [
  {
    id: 1,
    key: 'northwind',
    name: 'Northwind Hosting',
    domain: 'help.northwind.example',
    is_default: true,
    color: '#0f6d64',
    locales: ['en', 'ko', 'cy'],
    default_locale: 'en',
    time_zone: 'Europe/London',
    sender_name: 'Northwind Support',
    sender_address: 'support@northwind.example',
    reseller_customer_id: null,
  },
  {
    id: 2,
    key: 'pixelforge',
    name: 'Pixelforge',
    domain: 'help.pixelforge.example',
    is_default: false,
    color: '#7048e8',
    locales: ['en'],
    default_locale: 'en',
    time_zone: 'Europe/Berlin',
    sender_name: 'Pixelforge',
    sender_address: 'hello@pixelforge.example',
    reseller_customer_id: 4,
  },
];

const names = [
  ['Priya Raman', 'owner'],
  ['Ben Okafor', 'lead'],
  ['Hana Kim', 'agent'],
  ['Gwen Pritchard', 'agent'],
  ['Tomás Silva', 'agent'],
  ['Nilufar Karimova', 'agent'],
  ['Arif Hossain', 'light_agent'],
];
export const roles = [
  { id: 1, name: 'Owner', builtin: true, permissions: ['*'] },
  {
    id: 2,
    name: 'Lead',
    builtin: true,
    permissions: ['tickets.view', 'tickets.reply', 'hosting.view', 'hosting.edit', 'accounts.view_customers', 'accounts.edit_customers'],
  },
  { id: 3, name: 'Agent', builtin: true, permissions: ['tickets.view', 'tickets.reply', 'hosting.view', 'accounts.view_customers'] },
  { id: 4, name: 'Night shift', builtin: false, permissions: ['tickets.view', 'tickets.reply'] },
];
export const permissions = [
  'tickets.view',
  'tickets.reply',
  'tickets.configure',
  'accounts.view_customers',
  'accounts.edit_customers',
  'accounts.manage_agents',
  'accounts.manage_roles',
  'accounts.view_audit',
  'hosting.view',
  'hosting.edit',
  'hosting.import',
  'brands.configure',
  'email.configure',
  'webhooks.configure',
  'platform.operate',
];
export const teams = [
  { id: 1, name: 'Support', brand_id: null, members: [1, 2, 3, 4, 5] },
  { id: 2, name: 'Billing', brand_id: 1, members: [4, 6] },
  { id: 3, name: 'Systems', brand_id: null, members: [2, 5] },
];
const colors = ['teal', 'indigo', 'grape', 'cyan', 'pink', 'violet', 'blue'];
export const agents = names.map(([name, role], index) => ({
  id: index + 1,
  name,
  email: `${name.split(' ')[0].toLowerCase()}@northwind.example`,
  role_id: Math.min(3, index + 1),
  role_name: role,
  teams: teams.filter((team) => team.members.includes(index + 1)).map((team) => team.id),
  brands: [],
  active: true,
  locale: 'en',
  time_zone: 'Europe/London',
  languages: ['en'],
  signature: `${name}\nNorthwind Hosting`,
  totp_enabled: index === 0,
  avatar_color: colors[index],
  last_seen_at: minutes(index * 7),
  created_at: minutes(500_000),
}));

const companies = [
  'Acme Ltd',
  'Bluebell Bakery',
  'Harbour Law',
  'Pixelforge',
  'Seoul Ceramics',
  'Cwm Outdoor',
  'Samarkand Travel',
  'Dhaka Textiles',
  'Orchard Dental',
  'Vela Cycles',
];
export const customers = companies.map((name, index) => ({
  id: index + 1,
  brand_id: 1,
  name,
  external_id: `C-${2040 + index}`,
  locale: 'en',
  notes: index === 0 ? 'Calls before noon only. Prefers short answers.' : '',
  created_at: minutes(400_000 - index * 9_000),
  contact_count: 2,
  service_count: 2,
  open_tickets: 1 + (index % 3),
}));
const people = [
  'Ana Petrova',
  'Jamie Whitcombe',
  'Olu Adeyemi',
  'Mara Lindqvist',
  '박서연',
  'Rhys Llewellyn',
  'Dilshod Yusupov',
  'রহিমা খাতুন',
  'Sofia Marchetti',
  'Leo Vance',
];
export const contacts = people.map((name, index) => ({
  id: index + 1,
  brand_id: 1,
  customer_id: index + 1,
  customer_name: companies[index],
  name,
  email: `contact${index + 1}@${companies[index].toLowerCase().replace(/[^a-z]/g, '')}.example`,
  role: ['owner', 'technical', 'billing', 'member'][index % 4],
  sees_company_tickets: true,
  addresses: [
    { email: `contact${index + 1}@${companies[index].toLowerCase().replace(/[^a-z]/g, '')}.example`, primary: true, verified: true },
  ],
  phones: index % 2 ? [] : [{ number: `+44 20 7946 0${100 + index}`, label: 'office' }],
  locale: ['en', 'en', 'en', 'en', 'ko', 'cy', 'uz', 'bn', 'en', 'en'][index],
  time_zone: [
    'Europe/Sofia',
    'Europe/London',
    'Africa/Lagos',
    'Europe/Stockholm',
    'Asia/Seoul',
    'Europe/London',
    'Asia/Tashkent',
    'Asia/Dhaka',
    'Europe/Rome',
    'America/New_York',
  ][index],
  created_at: minutes(300_000),
}));
export const servers = [
  { id: 1, name: 'Frankfurt', kind: 'location', status: 'up', address: '', external_id: null, depends_on: [] },
  { id: 2, name: 'fra-rack-4', kind: 'rack', status: 'up', address: '', external_id: null, depends_on: [1] },
  { id: 3, name: 'fra-12', kind: 'server', status: 'degraded', address: '192.0.2.12', external_id: null, depends_on: [2] },
  { id: 4, name: 'fra-14', kind: 'server', status: 'up', address: '192.0.2.14', external_id: null, depends_on: [2] },
  { id: 5, name: 'London', kind: 'location', status: 'up', address: '', external_id: null, depends_on: [] },
  { id: 6, name: 'lon-03', kind: 'server', status: 'up', address: '192.0.2.33', external_id: null, depends_on: [5] },
];
export const products = [
  { id: 1, brand_id: 1, name: 'Web Start', tier: 'shared', price_minor: 4800, currency: 'EUR', cycle_months: 12 },
  { id: 2, brand_id: 1, name: 'VPS M', tier: 'vps', price_minor: 2400, currency: 'EUR', cycle_months: 1 },
  { id: 3, brand_id: 1, name: 'Domain .example', tier: 'domain', price_minor: 1400, currency: 'EUR', cycle_months: 12 },
];
export const services = customers.flatMap((customer, index) => [
  {
    id: index * 2 + 1,
    brand_id: 1,
    customer_id: customer.id,
    product_id: 2,
    product_name: index % 2 ? 'Web Start' : 'VPS M',
    tier: index % 2 ? 'shared' : 'vps',
    status: index === 8 ? 'suspended' : 'active',
    server_id: 3 + (index % 2),
    server_name: index % 2 ? 'fra-14' : 'fra-12',
    primary_domain: `${customer.name.toLowerCase().replace(/[^a-z]/g, '')}.example`,
    external_id: null,
    renews_at: new Date(now + (9 + index * 20) * 86_400_000).toISOString(),
    price_minor: 2400,
    currency: 'EUR',
    cycle_months: 1,
  },
  {
    id: index * 2 + 2,
    brand_id: 1,
    customer_id: customer.id,
    product_id: 3,
    product_name: 'Domain .example',
    tier: 'domain',
    status: 'active',
    server_id: null,
    server_name: null,
    primary_domain: `${customer.name.toLowerCase().replace(/[^a-z]/g, '')}.example`,
    external_id: null,
    renews_at: new Date(now + 200 * 86_400_000).toISOString(),
    price_minor: 1400,
    currency: 'EUR',
    cycle_months: 12,
  },
]);
export const sites = services
  .filter((one) => one.server_id)
  .map((one, index) => ({ id: index + 1, service_id: one.id, url: `https://${one.primary_domain}`, status: index === 0 ? 'down' : 'up' }));
