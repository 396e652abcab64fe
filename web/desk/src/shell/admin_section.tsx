import { useParams } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useSession } from '../platform/session.tsx';
import { SkeletonRows } from '../platform/states.tsx';
import { allowedSections } from './admin_sections.ts';
import { Forbidden, NotFound } from './not_found.tsx';

const accounts = () => import('../features/accounts/admin/index.ts');
const hosting = () => import('../features/hosting/admin/index.ts');
const tickets = () => import('../features/tickets/admin/index.ts');
const promises = () => import('../features/promises/admin/index.ts');
const escalation = () => import('../features/escalation/admin/index.ts');
const severity = () => import('../features/severity/admin/index.ts');
const routing = () => import('../features/routing/admin/index.ts');
const email = () => import('../features/email/admin/index.ts');

const pages: Record<string, ComponentType> = {
  agents: lazy(async () => ({ default: (await accounts()).AgentsAdmin })),
  teams: lazy(async () => ({ default: (await accounts()).TeamsAdmin })),
  skills: lazy(() => import('../features/roster/admin/skills.tsx')),
  roles: lazy(async () => ({ default: (await accounts()).RolesAdmin })),
  contacts: lazy(async () => ({ default: (await accounts()).ContactsAdmin })),
  audit: lazy(async () => ({ default: (await accounts()).AuditAdmin })),
  brands: lazy(() => import('../features/brands/brands_admin.tsx')),
  products: lazy(async () => ({ default: (await hosting()).ProductsAdmin })),
  servers: lazy(async () => ({ default: (await hosting()).ServersAdmin })),
  services: lazy(async () => ({ default: (await hosting()).ServicesAdmin })),
  sites: lazy(async () => ({ default: (await hosting()).SitesAdmin })),
  import: lazy(async () => ({ default: (await hosting()).ImportAdmin })),
  categories: lazy(async () => ({ default: (await tickets()).CategoriesAdmin })),
  custom_fields: lazy(async () => ({ default: (await tickets()).CustomFieldsAdmin })),
  macros: lazy(async () => ({ default: (await tickets()).MacrosAdmin })),
  answers: lazy(async () => ({ default: (await tickets()).AnswersAdmin })),
  promise_policies: lazy(async () => ({ default: (await promises()).PoliciesAdmin })),
  promise_calendars: lazy(async () => ({ default: (await promises()).CalendarsAdmin })),
  escalation_ladders: lazy(async () => ({ default: (await escalation()).LaddersAdmin })),
  severity_rules: lazy(async () => ({ default: (await severity()).SeverityAdmin })),
  signals: lazy(async () => ({ default: (await severity()).SignalsAdmin })),
  routing_rules: lazy(async () => ({ default: (await routing()).RoutingAdmin })),
  mailboxes: lazy(async () => ({ default: (await email()).MailboxesAdmin })),
  quarantine: lazy(async () => ({ default: (await email()).QuarantineAdmin })),
  blocked_senders: lazy(async () => ({ default: (await email()).BlockedSendersAdmin })),
  outbox: lazy(async () => ({ default: (await email()).OutboxAdmin })),
  mail_texts: lazy(async () => ({ default: (await email()).MailTextsAdmin })),
  senders: lazy(async () => ({ default: (await email()).SendersAdmin })),
  webhooks: lazy(() => import('../features/webhooks/webhooks_admin.tsx')),
  jobs: lazy(() => import('../features/jobs/jobs_admin.tsx')),
};

export function AdminSection() {
  const { section } = useParams({ strict: false });
  const { permissions } = useSession();
  const Page = pages[section ?? ''];
  if (!Page) return <NotFound />;
  if (!allowedSections(permissions).some((one) => one.key === section)) return <Forbidden />;
  return (
    <Suspense key={section} fallback={<SkeletonRows />}>
      <Page />
    </Suspense>
  );
}
