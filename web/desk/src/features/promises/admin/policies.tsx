import type { List, PromiseConditions, PromisePolicy, PromiseTarget, TargetKind, WorkCalendar } from '@goodhost/shared/api.ts';
import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { type T, useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { shortDuration } from '../../../platform/time.ts';
import { Conditions } from '../../tickets/admin/conditions.tsx';
import { itemsOf } from '../../tickets/queries.ts';
import { CapButton } from './cap.tsx';
import { Preview } from './preview.tsx';
import { Targets, targetKinds } from './targets.tsx';

const everything: PromiseConditions = {
  severities: [],
  categories: [],
  tiers: [],
  brand_ids: [],
  channels: [],
  customer_ids: [],
  languages: [],
};
const lists = ['severities', 'categories', 'tiers', 'channels', 'languages', 'brand_ids'] as const;

export function PoliciesAdmin() {
  const t = useT();
  const calendars = useQuery({
    queryKey: ['promise_calendars', 'options'],
    queryFn: async () => itemsOf(await client.get<List<WorkCalendar>>('/promise_calendars')),
  });
  const spec: ResourceSpec<PromisePolicy> = {
    path: '/promise_policies',
    queryKey: ['promise_policies'],
    title: 'desk.admin.promise_policies',
    description: 'desk.admin.promise_policies_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    mayDelete: (row) => !row.floor,
    columns: [
      { name: 'name', value: (row) => <Name policy={row} /> },
      ...targetKinds.map((kind) => ({ name: kind, value: (row: PromisePolicy) => targetText(row.targets[kind], t) })),
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      { name: 'position', kind: 'number', hint: 'desk.promise.position_hint' },
      {
        name: 'conditions',
        kind: 'custom',
        initial: everything,
        render: (value, change, form) =>
          form.floor === true ? null : (
            <Conditions
              value={{ ...everything, ...(value as Partial<PromiseConditions>) }}
              lists={lists}
              hint="desk.promise.conditions_hint"
              onChange={change}
            />
          ),
      },
      {
        name: 'targets',
        kind: 'custom',
        initial: {},
        render: (value, change) => <Targets value={(value ?? {}) as Partial<Record<TargetKind, PromiseTarget | null>>} onChange={change} />,
      },
      {
        name: 'calendar_id',
        kind: 'select',
        numeric: true,
        options: (calendars.data ?? []).map((one) => ({ value: String(one.id), label: one.name })),
        hint: 'desk.promise.calendar_hint',
      },
      { name: 'pause_while_waiting', kind: 'boolean', label: 'desk.promise.pause_while_waiting', initial: true },
      { name: 'active', kind: 'boolean', label: 'desk.admin.active', initial: true },
      { name: 'id', kind: 'custom', render: (id, _, form) => <Preview id={typeof id === 'number' ? id : null} form={form} /> },
    ],
  };
  return <ResourcePage spec={spec} toolbar={<CapButton />} />;
}

function Name({ policy }: { policy: PromisePolicy }) {
  const t = useT();
  return (
    <>
      {policy.name}{' '}
      {policy.floor && (
        <Badge size="sm" variant="light" color="gray">
          {t('desk.promise.floor')}
        </Badge>
      )}
      {!policy.active && (
        <Badge size="sm" variant="light" color="gray">
          {t('desk.admin.inactive')}
        </Badge>
      )}
    </>
  );
}

function targetText(target: PromiseTarget | null | undefined, t: T): string {
  if (!target) return '–';
  const time = shortDuration(target.minutes * 60_000, t);
  return target.measure === 'calendar' ? t('desk.promise.in_working_time', { time }) : time;
}
