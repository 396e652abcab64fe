import type { AuditEntry } from '@goodhost/shared/api.ts';
import { Code } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { TimeText } from '../../../platform/time_text.tsx';

export function AuditAdmin() {
  const t = useT();
  const spec: ResourceSpec<AuditEntry> = {
    path: '/audit',
    queryKey: ['audit'],
    title: 'desk.admin.audit',
    description: 'desk.admin.audit_hint',
    mayCreate: false,
    mayDelete: false,
    idOf: (row) => String(row.position),
    nameOf: (row) => row.type,
    columns: [
      { name: 'type', value: (row) => <Code>{row.type}</Code> },
      { name: 'summary', value: (row) => row.stream ?? '' },
      { name: 'actor', value: (row) => (row.actor.kind === 'system' ? t('desk.event.system') : row.actor.name || `#${row.actor.id}`) },
      { name: 'at', value: (row) => <TimeText at={row.at} /> },
    ],
    fields: [],
    extra: (row) => <Code block>{JSON.stringify(row.payload, null, 2)}</Code>,
  };
  return <ResourcePage spec={spec} />;
}
