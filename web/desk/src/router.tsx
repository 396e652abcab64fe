import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ErrorView, SkeletonRows } from './platform/states.tsx';
import { Shell } from './shell/shell.tsx';

export interface InboxSearch {
  view?: string;
  sort?: 'owed' | 'updated' | 'created';
}

const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

const root = createRootRoute({
  component: Shell,
  notFoundComponent: lazyRouteComponent(() => import('./shell/not_found.tsx'), 'NotFound'),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', search: {} });
  },
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>): InboxSearch => {
    const sort = text(search.sort);
    return { view: text(search.view), sort: sort === 'updated' || sort === 'created' || sort === 'owed' ? sort : undefined };
  },
  component: lazyRouteComponent(() => import('./features/tickets/inbox/inbox_page.tsx'), 'InboxPage'),
});

const inboxNothing = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  component: lazyRouteComponent(() => import('./features/tickets/inbox/nothing_chosen.tsx'), 'NothingChosen'),
});

const ticket = createRoute({
  getParentRoute: () => inbox,
  path: '/$ticketId',
  component: lazyRouteComponent(() => import('./features/tickets/ticket/ticket_page.tsx'), 'TicketPage'),
});

/** The address that mails and other programs link to. */
const ticketLink = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$ticketId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/inbox/$ticketId', params, search: { view: 'all' } });
  },
});

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: (values: Record<string, unknown>): { q?: string } => ({ q: text(values.q) }),
  component: lazyRouteComponent(() => import('./features/tickets/search/search_page.tsx'), 'SearchPage'),
});

const newTicket = createRoute({
  getParentRoute: () => root,
  path: '/new',
  validateSearch: (values: Record<string, unknown>): { contact?: string } => ({ contact: text(values.contact) }),
  component: lazyRouteComponent(() => import('./features/tickets/new/new_ticket_page.tsx'), 'NewTicketPage'),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  component: lazyRouteComponent(() => import('./features/accounts/customers/customers_page.tsx'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./features/accounts/customers/customer_page.tsx'), 'CustomerPage'),
});

const roster = createRoute({
  getParentRoute: () => root,
  path: '/roster',
  validateSearch: (values: Record<string, unknown>): { roster?: string } => ({ roster: text(values.roster) }),
  component: lazyRouteComponent(() => import('./features/roster/roster_page.tsx'), 'RosterPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  validateSearch: (values: Record<string, unknown>): { team?: string } => ({ team: text(values.team) }),
  component: lazyRouteComponent(() => import('./features/promises/board/board_page.tsx'), 'BoardPage'),
});

const promiseReport = createRoute({
  getParentRoute: () => root,
  path: '/reports/promises',
  component: lazyRouteComponent(() => import('./features/promises/report/report_page.tsx'), 'ReportPage'),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(() => import('./features/accounts/profile/profile_page.tsx'), 'ProfilePage'),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('./shell/admin_page.tsx'), 'AdminPage'),
});

const adminIndex = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('./shell/admin_overview.tsx'), 'AdminOverview'),
});

const adminSection = createRoute({
  getParentRoute: () => admin,
  path: '/$section',
  component: lazyRouteComponent(() => import('./shell/admin_section.tsx'), 'AdminSection'),
});

const adminItem = createRoute({
  getParentRoute: () => admin,
  path: '/$section/$itemId',
  component: lazyRouteComponent(() => import('./shell/admin_section.tsx'), 'AdminSection'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    inbox.addChildren([inboxNothing, ticket]),
    ticketLink,
    search,
    newTicket,
    customers,
    customer,
    roster,
    board,
    promiseReport,
    profile,
    admin.addChildren([adminIndex, adminSection, adminItem]),
  ]),
  basepath: '/desk',
  defaultPreload: 'intent',
  defaultPendingComponent: () => <SkeletonRows />,
  defaultErrorComponent: ({ error, reset }) => <ErrorView error={error} retry={reset} />,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
