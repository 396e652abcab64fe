import type { Mailbox } from '@goodhost/shared/api.ts';
import { Badge } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { useBrandOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { useCategories } from '../../tickets/queries.ts';
import { useCategoryName } from '../../tickets/words.tsx';

export function MailboxesAdmin() {
  const t = useT();
  const nameOf = useCategoryName();
  const [brands, teams] = [useBrandOptions(), useTeamOptions()];
  const categories = (useCategories().data ?? []).map((one) => ({ value: one.key, label: nameOf(one.key) }));
  const spec: ResourceSpec<Mailbox> = {
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
      {
        name: 'active',
        value: (row) => (
          <Badge variant="light" color={row.active ? 'green' : 'gray'}>
            {t(row.active ? 'desk.admin.active' : 'desk.admin.inactive')}
          </Badge>
        ),
      },
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
  };
  return <ResourcePage spec={spec} />;
}
