import type { Team } from '@goodhost/shared/api.ts';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { useAgents } from '../queries.ts';
import { useAgentOptions, useBrandOptions } from './options.ts';

export function TeamsAdmin() {
  const agents = useAgents().data ?? [];
  const [people, brands] = [useAgentOptions(), useBrandOptions()];
  const spec: ResourceOf<Team, '/teams'> = {
    path: '/teams',
    queryKey: ['teams'],
    title: 'desk.admin.teams',
    description: 'desk.admin.teams_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'brand_id', value: (row) => brands.find((one) => one.value === String(row.brand_id))?.label ?? '–' },
      { name: 'members', value: (row) => row.members.map((id) => agents.find((one) => one.id === id)?.name ?? id).join(', ') },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      { name: 'brand_id', kind: 'select', options: brands, numeric: true },
      { name: 'members', kind: 'multi', options: people, numeric: true },
    ],
  };
  return <ResourcePage spec={spec} />;
}
