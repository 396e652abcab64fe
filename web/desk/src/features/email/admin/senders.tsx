import type { Sender } from '@goodhost/shared/api.ts';
import { Badge, PasswordInput, Stack } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { useBrandOptions } from '../../accounts/admin/options.ts';
import { DkimKeys } from './dkim_keys.tsx';
import { SenderChecks } from './sender_checks.tsx';

const securities = ['starttls', 'tls', 'offered', 'none'] as const;

/** How each brand's mail leaves the house. */
export function SendersAdmin() {
  const t = useT();
  const brands = useBrandOptions();
  const nameOf = (row: Sender) => brands.find((one) => one.value === String(row.brand_id))?.label ?? String(row.brand_id);
  const signs = (row: Sender) => row.dkim_keys.some((key) => key.active);
  const spec: ResourceSpec<Sender> = {
    path: '/senders',
    queryKey: ['senders'],
    title: 'desk.admin.senders',
    description: 'desk.admin.senders_hint',
    idOf: (row) => row.brand_id,
    nameOf,
    mayCreate: false,
    mayDelete: false,
    columns: [
      { name: 'brand_id', value: nameOf },
      { name: 'sender_address', value: (row) => row.address || '–' },
      { name: 'mail_server', value: (row) => (row.host ? `${row.host}:${row.port}` : t('desk.admin.program_relay')) },
      {
        name: 'dkim',
        value: (row) => (
          <Badge variant="light" color={signs(row) ? 'green' : 'gray'}>
            {t(signs(row) ? 'desk.admin.dkim_signs' : 'desk.admin.dkim_none')}
          </Badge>
        ),
      },
    ],
    fields: [
      { name: 'host', kind: 'text', label: 'desk.field.mail_server', hint: 'desk.admin.host_hint' },
      { name: 'port', kind: 'number' },
      {
        name: 'security',
        kind: 'select',
        options: securities.map((value) => ({ value, label: t(`desk.security.${value}`) })),
        hint: 'desk.admin.security_hint',
      },
      { name: 'username', kind: 'text' },
      {
        name: 'password',
        kind: 'custom',
        render: (value, change) => <Password value={typeof value === 'string' ? value : ''} onChange={change} />,
      },
      { name: 'per_domain', kind: 'number', hint: 'desk.admin.per_domain_hint' },
      { name: 'attach_limit_mb', kind: 'number', hint: 'desk.admin.attach_limit_hint' },
      { name: 'signature', kind: 'textarea', hint: 'desk.admin.signature_hint' },
      { name: 'tags_replies', kind: 'boolean', hint: 'desk.admin.tags_replies_hint' },
    ],
    extra: (row) => (
      <Stack gap="lg">
        <SenderChecks sender={row} />
        <DkimKeys sender={row} />
      </Stack>
    ),
  };
  return <ResourcePage spec={spec} />;
}

function Password({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  return (
    <PasswordInput
      label={t('desk.field.password')}
      description={t('desk.admin.password_hint')}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
