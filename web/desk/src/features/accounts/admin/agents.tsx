import type { Agent } from '@goodhost/shared/api.ts';
import { Badge, Group } from '@mantine/core';
import { Face } from '../../../platform/avatar.tsx';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { TimeText } from '../../../platform/time_text.tsx';
import { useTeams } from '../queries.ts';
import { AgentExtra } from './agent_extra.tsx';
import { useBrandOptions, useLanguageOptions, useRoleOptions, zoneOptions } from './options.ts';

export function AgentsAdmin() {
  const t = useT();
  const teams = useTeams().data ?? [];
  const [roles, brands, languages] = [useRoleOptions(), useBrandOptions(), useLanguageOptions()];
  const spec: ResourceOf<Agent, '/agents'> = {
    path: '/agents',
    queryKey: ['agents'],
    title: 'desk.admin.agents',
    description: 'desk.admin.agents_hint',
    search: 'local',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    mayDelete: false,
    columns: [
      { name: 'name', value: (row) => <NameCell agent={row} /> },
      { name: 'email', value: (row) => row.email },
      { name: 'role_id', value: (row) => row.role_name },
      { name: 'teams', value: (row) => row.teams.map((id) => teams.find((one) => one.id === id)?.name ?? id).join(', ') },
      { name: 'last_seen_at', value: (row) => (row.last_seen_at ? <TimeText at={row.last_seen_at} /> : '–') },
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
      { name: 'name', kind: 'text', required: true },
      { name: 'email', kind: 'text', required: true },
      { name: 'password', kind: 'text', only: 'create', hint: 'desk.admin.password_hint' },
      { name: 'role_id', kind: 'select', options: roles, numeric: true, required: true },
      { name: 'brands', kind: 'multi', options: brands, numeric: true, hint: 'desk.admin.brands_empty' },
      { name: 'languages', kind: 'multi', options: languages },
      { name: 'locale', kind: 'select', options: languages, initial: 'en', required: true },
      { name: 'time_zone', kind: 'select', options: zoneOptions(), initial: Intl.DateTimeFormat().resolvedOptions().timeZone },
    ],
    extra: (row, refresh) => <AgentExtra agent={row} refresh={refresh} />,
  };
  return <ResourcePage spec={spec} />;
}

function NameCell({ agent }: { agent: Agent }) {
  return (
    <Group gap={8} wrap="nowrap" component="span">
      <Face id={agent.id} name={agent.name} size={22} color={agent.avatar_color} />
      {agent.name}
    </Group>
  );
}
