import type { Site } from '@goodhost/shared/api.ts';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { State } from '../../tickets/context/services_part.tsx';

const spec: ResourceSpec<Site> = {
  path: '/sites',
  queryKey: ['sites'],
  title: 'desk.admin.sites',
  description: 'desk.admin.sites_hint',
  search: 'local',
  idOf: (row) => row.id,
  nameOf: (row) => row.url,
  columns: [
    { name: 'url', value: (row) => row.url },
    { name: 'status', value: (row) => <State status={row.status} /> },
    { name: 'service_id', value: (row) => row.service_id, numeric: true },
  ],
  fields: [
    { name: 'url', kind: 'text', required: true },
    { name: 'service_id', kind: 'number', required: true },
  ],
};

export function SitesAdmin() {
  return <ResourcePage spec={spec} />;
}
