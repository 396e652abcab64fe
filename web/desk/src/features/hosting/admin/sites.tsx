import { type Id, type Site, siteStatuses } from '@goodhost/shared/api.ts';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { State } from '../../tickets/context/services_part.tsx';
import { ServicePicker } from './service_picker.tsx';

export function SitesAdmin() {
  const t = useT();
  const spec: ResourceOf<Site, '/sites'> = {
    path: '/sites',
    permission: 'hosting.edit',
    queryKey: ['sites'],
    title: 'desk.admin.sites',
    description: 'desk.admin.sites_hint',
    search: 'local',
    idOf: (row) => row.id,
    nameOf: (row) => row.url,
    columns: [
      { name: 'url', value: (row) => row.url },
      { name: 'status', value: (row) => <State status={row.status} /> },
      { name: 'service_id', value: (row) => row.service_name },
      { name: 'customer_id', value: (row) => row.customer_name },
    ],
    fields: [
      { name: 'url', kind: 'text', required: true },
      {
        name: 'service_id',
        kind: 'custom',
        only: 'create',
        render: (value, change) => <ServicePicker value={value as Id | null} onChange={change} />,
      },
      {
        name: 'status',
        kind: 'select',
        required: true,
        initial: 'unknown',
        options: siteStatuses.map((one) => ({ value: one, label: t(`desk.state.${one}`) })),
      },
    ],
  };
  return <ResourcePage spec={spec} />;
}
