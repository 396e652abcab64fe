import { type Macro, type MacroAction, severities } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { Option, ResourceOf } from '../../../platform/resource/spec.ts';
import { useAgentOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { useCategoryOptions } from '../words.tsx';
import { Variables } from './variables.tsx';

const PlainEditor = lazy(() => import('../composer/plain_editor.tsx'));

export function MacrosAdmin() {
  const t = useT();
  const teams = useTeamOptions();
  const spec: ResourceOf<Macro, '/macros'> = {
    path: '/macros',
    queryKey: ['macros'],
    title: 'desk.admin.macros',
    description: 'desk.admin.macros_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'actions', value: (row) => row.actions.map((one) => t(`desk.macro.${one.action}` as 'desk.macro.status')).join(', ') },
      { name: 'shared', value: (row) => t(row.shared ? 'desk.admin.yes' : 'desk.admin.no') },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      { name: 'shared', kind: 'boolean', initial: true },
      { name: 'team_id', kind: 'select', options: teams, numeric: true },
      {
        name: 'actions',
        kind: 'custom',
        initial: [],
        render: (value, change) => <Actions value={(value ?? []) as MacroAction[]} onChange={change} />,
      },
      {
        name: 'body_html',
        kind: 'custom',
        initial: '',
        render: (value, change) => (
          <Suspense>
            <PlainEditor label={t('desk.field.body_html')} html={typeof value === 'string' ? value : ''} onChange={change} />
            <Variables />
          </Suspense>
        ),
      },
    ],
  };
  return <ResourcePage spec={spec} />;
}

const kinds = ['status', 'severity', 'category', 'assign', 'team', 'tag', 'untag'] as const;

function useValues(): Record<string, Option[] | null> {
  const t = useT();
  return {
    status: (['open', 'waiting', 'resolved', 'closed'] as const).map((one) => ({ value: one, label: t(`desk.status.${one}`) })),
    severity: severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) })),
    category: useCategoryOptions(),
    assign: [{ value: 'me', label: t('desk.admin.whoever_uses') }, ...useAgentOptions()],
    team: useTeamOptions(),
    tag: null,
    untag: null,
  };
}

function Actions({ value, onChange }: { value: MacroAction[]; onChange: (value: MacroAction[]) => void }) {
  const t = useT();
  const values = useValues();
  const set = (index: number, action: MacroAction) => onChange(value.map((one, at) => (at === index ? action : one)));
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('desk.field.actions')}
      </Text>
      {value.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place in the order
        <Group key={index} gap={6} wrap="nowrap">
          <Select
            size="xs"
            w={150}
            allowDeselect={false}
            aria-label={t('desk.field.actions')}
            data={kinds.map((kind) => ({ value: kind, label: t(`desk.macro.${kind}`) }))}
            value={one.action}
            onChange={(action) => action && set(index, { action, value: '' })}
          />
          {values[one.action] ? (
            <Select
              size="xs"
              flex={1}
              searchable
              aria-label={t('desk.field.value')}
              data={values[one.action] ?? []}
              value={String(one.value ?? '')}
              onChange={(chosen) => set(index, { ...one, value: chosen && /^\d+$/.test(chosen) ? Number(chosen) : chosen })}
            />
          ) : (
            <TextInput
              size="xs"
              flex={1}
              aria-label={t('desk.field.value')}
              value={String(one.value ?? '')}
              onChange={(event) => set(index, { ...one, value: event.currentTarget.value })}
            />
          )}
          <ActionIcon aria-label={t('desk.action.delete')} onClick={() => onChange(value.filter((_, at) => at !== index))}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => onChange([...value, { action: 'status', value: 'waiting' }])}
      >
        {t('desk.admin.add_action')}
      </Button>
    </Stack>
  );
}
