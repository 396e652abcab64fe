import type { BlockedSender } from '@goodhost/shared/api.ts';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { DeleteButton } from '../../../platform/resource/resource_form.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { TimeText } from '../../../platform/time_text.tsx';

/** Whose mail is held without a look. */
export function BlockedSendersAdmin() {
  const t = useT();
  const spec: ResourceOf<BlockedSender, '/blocked_senders'> = {
    path: '/blocked_senders',
    queryKey: ['blocked_senders'],
    title: 'desk.admin.blocked_senders',
    description: 'desk.admin.blocked_senders_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.sender,
    search: 'local',
    columns: [
      { name: 'sender', value: (row) => row.sender },
      { name: 'reason', value: (row) => row.reason || '–' },
      { name: 'created_at', value: (row) => <TimeText at={row.created_at} /> },
    ],
    fields: [
      { name: 'sender', kind: 'text', required: true, only: 'create', hint: 'desk.admin.sender_hint' },
      { name: 'reason', kind: 'text', only: 'create' },
    ],
    rowActions: (row, refresh) => (
      <DeleteButton
        onDelete={() => void client.delete(`/blocked_senders/${row.id}`).then(refresh, (error: unknown) => notifyProblem(error, t))}
      />
    ),
  };
  return <ResourcePage spec={spec} />;
}
