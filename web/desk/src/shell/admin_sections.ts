import type { MessageKey } from '../platform/i18n.tsx';

/** The parts of the administration, in the order of the menu. Each slice's page is fetched when it is opened. */
export interface AdminSectionEntry {
  key: string;
  group: 'people' | 'host' | 'desk' | 'mail' | 'platform';
  label: MessageKey;
  /** Any one of these lets a person in; the server decides about everything else. */
  permissions: string[];
}

const entry = (group: AdminSectionEntry['group'], key: string, label: MessageKey, ...permissions: string[]): AdminSectionEntry => ({
  key,
  group,
  label,
  permissions,
});

export const adminSections: readonly AdminSectionEntry[] = [
  entry('people', 'agents', 'desk.admin.agents', 'accounts.manage_agents'),
  entry('people', 'teams', 'desk.admin.teams', 'accounts.manage_agents'),
  entry('people', 'skills', 'desk.admin.skills', 'roster.configure'),
  entry('people', 'roles', 'desk.admin.roles', 'accounts.manage_roles'),
  entry('people', 'contacts', 'desk.admin.contacts', 'accounts.edit_customers', 'accounts.view_customers'),
  entry('people', 'audit', 'desk.admin.audit', 'accounts.view_audit'),
  entry('host', 'brands', 'desk.admin.brands', 'brands.configure'),
  entry('host', 'products', 'desk.admin.products', 'hosting.edit', 'hosting.view'),
  entry('host', 'servers', 'desk.admin.servers', 'hosting.edit', 'hosting.view'),
  entry('host', 'services', 'desk.admin.services', 'hosting.edit', 'hosting.view'),
  entry('host', 'sites', 'desk.admin.sites', 'hosting.edit', 'hosting.view'),
  entry('host', 'import', 'desk.admin.import', 'hosting.import'),
  entry('desk', 'categories', 'desk.admin.categories', 'tickets.configure'),
  entry('desk', 'custom_fields', 'desk.admin.custom_fields', 'tickets.configure'),
  entry('desk', 'macros', 'desk.admin.macros', 'tickets.reply'),
  entry('desk', 'answers', 'desk.admin.answers', 'tickets.configure'),
  entry('desk', 'promise_policies', 'desk.admin.promise_policies', 'promises.configure'),
  entry('desk', 'promise_calendars', 'desk.admin.promise_calendars', 'promises.configure'),
  entry('desk', 'escalation_ladders', 'desk.admin.escalation_ladders', 'escalation.configure'),
  entry('desk', 'severity_rules', 'desk.admin.severity_rules', 'severity.configure'),
  entry('desk', 'signals', 'desk.admin.signals', 'severity.configure', 'severity.report'),
  entry('desk', 'routing_rules', 'desk.admin.routing_rules', 'routing.configure'),
  entry('mail', 'mailboxes', 'desk.admin.mailboxes', 'email.configure'),
  entry('mail', 'quarantine', 'desk.admin.quarantine', 'email.quarantine'),
  entry('mail', 'blocked_senders', 'desk.admin.blocked_senders', 'email.quarantine'),
  entry('mail', 'outbox', 'desk.admin.outbox', 'email.configure'),
  entry('mail', 'mail_texts', 'desk.admin.mail_texts', 'email.configure'),
  entry('mail', 'senders', 'desk.admin.senders', 'email.configure'),
  entry('platform', 'webhooks', 'desk.admin.webhooks', 'webhooks.configure', 'platform.webhooks'),
  entry('platform', 'jobs', 'desk.admin.jobs', 'platform.operate'),
];

export function allowedSections(permissions: readonly string[]): AdminSectionEntry[] {
  return adminSections.filter((section) => permissions.includes('*') || section.permissions.some((one) => permissions.includes(one)));
}

export function mayAdminister(permissions: readonly string[]): boolean {
  return allowedSections(permissions).length > 0;
}
