import { type SeverityConditions, type SeverityRule, severities, severityBases } from '@goodhost/shared/api.ts';
import { Badge, Textarea } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { FieldSpec, ResourceSpec } from '../../../platform/resource/spec.ts';
import { Conditions } from '../../tickets/admin/conditions.tsx';
import { Preview } from './preview.tsx';

const everything: SeverityConditions = { severities: [], categories: [], brand_ids: [], channels: [], languages: [], team_ids: [] };
const lists = ['severities', 'categories', 'channels', 'languages', 'team_ids', 'brand_ids'] as const;

export function SeverityAdmin() {
  const t = useT();
  const spec: ResourceSpec<SeverityRule> = {
    path: '/severity_rules',
    queryKey: ['severity_rules'],
    title: 'desk.admin.severity_rules',
    description: 'desk.admin.severity_rules_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    permission: 'severity.configure',
    columns: [
      { name: 'name', value: (row) => <Name rule={row} /> },
      { name: 'basis', value: (row) => t(`desk.severity.basis.${row.basis}`) },
      { name: 'severity', value: (row) => t(`desk.severity.${row.severity}`) },
    ],
    fields: useFields(),
    extra: (row) => <Preview rule={row} />,
  };
  return <ResourcePage spec={spec} />;
}

function useFields(): FieldSpec[] {
  const t = useT();
  return [
    { name: 'name', kind: 'text', required: true },
    { name: 'position', kind: 'number', hint: 'desk.severity.position_hint' },
    {
      name: 'basis',
      kind: 'select',
      required: true,
      only: 'create',
      initial: 'words',
      options: severityBases.map((one) => ({ value: one, label: t(`desk.severity.basis.${one}`) })),
    },
    {
      name: 'phrases',
      kind: 'custom',
      initial: [],
      render: (value, change, form) => (form.basis === 'words' ? <Phrases value={(value ?? []) as string[]} onChange={change} /> : null),
    },
    { name: 'tickets', kind: 'number', hint: 'desk.severity.tickets_hint' },
    { name: 'minutes', kind: 'number', hint: 'desk.severity.tickets_hint' },
    {
      name: 'severity',
      kind: 'select',
      required: true,
      initial: 'high',
      hint: 'desk.severity.least_hint',
      options: severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) })),
    },
    {
      name: 'conditions',
      kind: 'custom',
      initial: everything,
      render: (value, change) => (
        <Conditions
          value={{ ...everything, ...(value as Partial<SeverityConditions>) }}
          lists={lists}
          hint="desk.severity.conditions_hint"
          onChange={change}
        />
      ),
    },
    { name: 'active', kind: 'boolean', label: 'desk.admin.active', initial: true },
  ];
}

/** One phrase a line. */
function Phrases({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const t = useT();
  return (
    <Textarea
      autosize
      minRows={4}
      maxRows={14}
      label={t('desk.field.phrases')}
      description={t('desk.severity.phrases_hint')}
      defaultValue={value.join('\n')}
      onChange={(event) =>
        onChange(
          event.currentTarget.value
            .split('\n')
            .map((one) => one.trim())
            .filter(Boolean),
        )
      }
    />
  );
}

function Name({ rule }: { rule: SeverityRule }) {
  const t = useT();
  return (
    <>
      {rule.name}{' '}
      {!rule.active && (
        <Badge size="sm" variant="light" color="gray">
          {t('desk.admin.inactive')}
        </Badge>
      )}
    </>
  );
}
