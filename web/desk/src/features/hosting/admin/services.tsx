import { type Id, type List, type Product, type Service, serviceStatuses } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { money } from '../../../platform/time.ts';
import { TimeText } from '../../../platform/time_text.tsx';
import { CustomerPicker } from '../../accounts/admin/contact_fields.tsx';
import { useServers } from './servers.tsx';

const pick = (one: { id: number; name: string }) => ({ value: String(one.id), label: one.name });

function useProducts() {
  return useQuery({
    queryKey: ['products', 'all'],
    queryFn: async () => (await client.get<List<Product>>('/products', { limit: 500 })).items,
  });
}

export function ServicesAdmin({ customerId }: { customerId?: number }) {
  const t = useT();
  const { language } = useWords();
  const servers = useServers().data ?? [];
  const products = useProducts().data ?? [];
  const spec: ResourceOf<Service, '/services'> = {
    path: '/services',
    permission: 'hosting.edit',
    queryKey: ['services'],
    title: 'desk.admin.services',
    description: 'desk.admin.services_hint',
    search: 'server',
    query: { customer_id: customerId },
    idOf: (row) => row.id,
    nameOf: (row) => `${row.product_name} ${row.primary_domain}`,
    columns: [
      { name: 'primary_domain', value: (row) => row.primary_domain || row.product_name },
      { name: 'product_id', value: (row) => row.product_name },
      { name: 'status', value: (row) => t(`desk.service.${row.status}`) },
      { name: 'server_id', value: (row) => row.server_name ?? '–' },
      { name: 'renews_at', value: (row) => (row.renews_at ? <TimeText at={row.renews_at} dateOnly /> : '–') },
      { name: 'price_minor', value: (row) => money(row.price_minor, row.currency, language), numeric: true },
    ],
    fields: [
      {
        name: 'customer_id',
        kind: 'custom',
        initial: customerId ?? null,
        render: (value, change) => <CustomerPicker value={value as Id | null} onChange={change} />,
      },
      { name: 'product_id', kind: 'select', options: products.map(pick), numeric: true, required: true },
      {
        name: 'status',
        kind: 'select',
        required: true,
        initial: 'active',
        options: serviceStatuses.map((one) => ({ value: one, label: t(`desk.service.${one}`) })),
      },
      { name: 'primary_domain', kind: 'text' },
      { name: 'server_id', kind: 'select', options: servers.map(pick), numeric: true },
      { name: 'renews_at', kind: 'date' },
      { name: 'price_minor', kind: 'money' },
      { name: 'external_id', kind: 'text', only: 'create' },
    ],
  };
  return <ResourcePage spec={spec} />;
}
