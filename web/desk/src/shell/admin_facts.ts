import type { Agent, Brand, ConsumerState, Delivery, JobCount, List, Mailbox, Quarantined, Webhook } from '@goodhost/shared/api.ts';
import { useQueries } from '@tanstack/react-query';
import { itemsOf } from '../features/tickets/queries.ts';
import { client } from '../platform/client.ts';
import type { MessageKey } from '../platform/i18n.tsx';

/** Something that stands, or that wants somebody: how many, and in which section it is looked at. */
export interface Fact {
  section: string;
  label: MessageKey;
  count: string;
}

export interface Facts {
  standing: Fact[];
  wanting: Fact[];
}

interface Source {
  permission: string;
  path: string;
  tell: () => Promise<Facts>;
}

/** More webhooks than these are not asked for their last delivery. */
const mostAsked = 10;
const page = 50;

const standing = (section: string, label: MessageKey, count: number): Fact => ({ section, label, count: String(count) });

function wanting(section: string, label: MessageKey, count: number, more = false): Fact[] {
  return count > 0 ? [{ section, label, count: more ? `${count}+` : String(count) }] : [];
}

async function list<Row>(path: string, query?: { limit: number }): Promise<{ rows: Row[]; more: boolean }> {
  const answer = await client.get<List<Row>>(path, query);
  return { rows: itemsOf(answer), more: Boolean(answer.next_cursor) };
}

async function agents(): Promise<Facts> {
  const active = (await list<Agent>('/agents')).rows.filter((one) => one.active);
  const weak = active.filter((one) => !one.totp_enabled).length;
  return {
    standing: [standing('agents', 'desk.admin.agents', active.length)],
    wanting: wanting('agents', 'desk.overview.no_second_factor', weak),
  };
}

async function brands(): Promise<Facts> {
  const { rows } = await list<Brand>('/brands');
  return { standing: [standing('brands', 'desk.admin.brands', rows.length)], wanting: [] };
}

async function mailboxes(): Promise<Facts> {
  const { rows } = await list<Mailbox>('/mailboxes');
  const active = rows.filter((one) => one.active).length;
  return {
    standing: [standing('mailboxes', 'desk.admin.mailboxes', active)],
    wanting: active === 0 ? [{ section: 'mailboxes', label: 'desk.overview.no_mailbox', count: '0' }] : [],
  };
}

async function quarantine(): Promise<Facts> {
  const { rows, more } = await list<Quarantined>('/quarantine', { limit: page });
  return { standing: [], wanting: wanting('quarantine', 'desk.overview.quarantine', rows.length, more) };
}

async function webhooks(): Promise<Facts> {
  const active = (await list<Webhook>('/webhooks')).rows.filter((one) => one.active);
  const last = await Promise.all(
    active.slice(0, mostAsked).map(async (one) => (await list<Delivery>(`/webhooks/${one.id}/deliveries`, { limit: 1 })).rows[0]),
  );
  const failing = last.filter((one) => one?.state === 'failed' || one?.state === 'retrying').length;
  return {
    standing: [standing('webhooks', 'desk.admin.webhooks', active.length)],
    wanting: wanting('webhooks', 'desk.overview.failing_webhooks', failing),
  };
}

async function jobs(): Promise<Facts> {
  const [counts, consumers] = await Promise.all([list<JobCount>('/jobs'), list<ConsumerState>('/consumers')]);
  const sum = (of: (one: JobCount) => number) => counts.rows.reduce((all, one) => all + of(one), 0);
  return {
    standing: [
      standing(
        'jobs',
        'desk.admin.jobs',
        sum((one) => one.waiting + one.running),
      ),
    ],
    wanting: [
      ...wanting(
        'jobs',
        'desk.overview.dead_jobs',
        sum((one) => one.dead),
      ),
      ...wanting('jobs', 'desk.overview.stuck_consumers', consumers.rows.filter((one) => one.failures > 0).length),
    ],
  };
}

const sources: readonly Source[] = [
  { permission: 'accounts.manage_agents', path: 'agents', tell: agents },
  { permission: 'brands.configure', path: 'brands', tell: brands },
  { permission: 'email.configure', path: 'mailboxes', tell: mailboxes },
  { permission: 'email.quarantine', path: 'quarantine', tell: quarantine },
  { permission: 'webhooks.configure', path: 'webhooks', tell: webhooks },
  { permission: 'platform.operate', path: 'jobs', tell: jobs },
];

/** What may be known of the installation, each part from the list that its section shows. */
export function useFacts(may: (permission: string) => boolean) {
  const asked = useQueries({
    queries: sources
      .filter((one) => may(one.permission))
      .map((one) => ({ queryKey: ['overview', one.path], queryFn: one.tell, refetchInterval: 60_000 })),
  });
  return {
    known: asked.length > 0,
    pending: asked.some((one) => one.isPending),
    error: asked.find((one) => one.isError)?.error ?? null,
    retry: () => void Promise.all(asked.map((one) => one.refetch())),
    standing: asked.flatMap((one) => one.data?.standing ?? []),
    wanting: asked.flatMap((one) => one.data?.wanting ?? []),
  };
}
