import type { ApiToken } from '@goodhost/shared/api.ts';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { DeleteButton } from '../../../platform/resource/resource_form.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import { Secret } from '../../../platform/resource/secret.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { useSession } from '../../../platform/session.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { usePermissionName } from '../admin/options.ts';

export function Tokens() {
  const t = useT();
  const { permissions } = useSession();
  const nameOf = usePermissionName();
  const spec: ResourceOf<ApiToken, '/me/tokens'> = {
    path: '/me/tokens',
    queryKey: ['my_tokens'],
    title: 'desk.profile.tokens',
    description: 'desk.profile.tokens_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    mayDelete: false,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'scopes', value: (row) => row.scopes.map(nameOf).join(', ') || t('desk.profile.all_permissions') },
      { name: 'last_used_at', value: (row) => (row.last_used_at ? <TimeText at={row.last_used_at} /> : '–') },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true, only: 'create' },
      {
        name: 'scopes',
        kind: 'multi',
        required: true,
        only: 'create',
        options: permissions.map((one) => ({ value: one, label: nameOf(one) })),
      },
      { name: 'expires_at', kind: 'date', only: 'create' },
    ],
    created: (row) => (row.token ? <Secret value={row.token} /> : null),
    rowActions: (row, refresh) => (
      <DeleteButton
        onDelete={() => void client.delete(`/me/tokens/${row.id}`).then(refresh, (error: unknown) => notifyProblem(error, t))}
      />
    ),
  };
  return <ResourcePage spec={spec} />;
}
