import type { Mailbox } from '@goodhost/shared/api.ts';
import { Divider, Stack } from '@mantine/core';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { TimeText } from '../../../platform/time_text.tsx';
import { useBrandOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { useCategories } from '../../tickets/queries.ts';
import { useCategoryName } from '../../tickets/words.tsx';
import { HealthBadge, HealthFacts, useMailboxHealth } from '../health.tsx';
import { ConsentReturn } from './consent.tsx';
import { SourceForm } from './source_form.tsx';

export function MailboxesAdmin() {
  const nameOf = useCategoryName();
  const [brands, teams] = [useBrandOptions(), useTeamOptions()];
  const categories = (useCategories().data ?? []).map((one) => ({ value: one.key, label: nameOf(one.key) }));
  const health = useMailboxHealth().data ?? [];
  const healthOf = (row: Mailbox) => health.find((one) => one.mailbox_id === row.id);
  const spec: ResourceOf<Mailbox, '/mailboxes'> = {
    path: '/mailboxes',
    queryKey: ['mailboxes'],
    title: 'desk.admin.mailboxes',
    description: 'desk.admin.mailboxes_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.address,
    mayDelete: false,
    columns: [
      { name: 'address', value: (row) => row.address },
      { name: 'name', value: (row) => row.name },
      { name: 'brand_id', value: (row) => brands.find((one) => one.value === String(row.brand_id))?.label },
      { name: 'team_id', value: (row) => teams.find((one) => one.value === String(row.team_id))?.label ?? '–' },
      { name: 'last_mail', value: (row) => <LastMail at={healthOf(row)?.arrived_at} /> },
      { name: 'state', value: (row) => <HealthBadge health={healthOf(row)} /> },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true, hint: 'desk.admin.key_hint' },
      { name: 'address', kind: 'text', required: true },
      {
        name: 'brand_id',
        kind: 'select',
        options: brands,
        numeric: true,
        required: true,
        only: 'create',
        initial: brands[0] ? Number(brands[0].value) : null,
      },
      { name: 'team_id', kind: 'select', options: teams, numeric: true },
      { name: 'category', kind: 'select', options: categories },
      { name: 'active', kind: 'boolean', label: 'desk.admin.active', only: 'edit' },
    ],
    extra: (row) => <Health mailbox={row} />,
    below: (row, refresh) => (
      <Stack gap="md" pt="md">
        <Divider />
        <SourceForm mailbox={row} refresh={refresh} />
      </Stack>
    ),
  };
  return (
    <>
      <ConsentReturn />
      <ResourcePage spec={spec} />
    </>
  );
}

function Health({ mailbox }: { mailbox: Mailbox }) {
  const health = useMailboxHealth().data?.find((one) => one.mailbox_id === mailbox.id);
  return health && <HealthFacts health={health} />;
}

function LastMail({ at }: { at: string | null | undefined }) {
  return at ? <TimeText at={at} /> : '–';
}
