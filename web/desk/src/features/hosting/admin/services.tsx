import { type Customer, type List, type Product, type Service, serviceStatuses, tiers } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { money } from '../../../platform/time.ts';
import { TimeText } from '../../../platform/time_text.tsx';
import { useServers } from './servers.tsx';

const pick = (one: { id: number; name: string }) => ({ value: String(one.id), label: one.name });

function useCatalogue() {
  const products =
    useQuery({ queryKey: ['products', 'all'], queryFn: async () => (await client.get<List<Product>>('/products', { limit: 500 })).items })
      .data ?? [];
  const customers =
    useQuery({
      queryKey: ['customers', 'all'],
      queryFn: async () => (await client.get<List<Customer>>('/customers', { limit: 500 })).items,
    }).data ?? [];
  return { products, customers };
}

export function ServicesAdmin({ customerId }: { customerId?: number }) {
  const t = useT();
  const { language } = useWords();
  const servers = useServers().data ?? [];
  const { products, customers } = useCatalogue();
  const spec: ResourceSpec<Service> = {
    path: '/services',
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
        kind: 'select',
        options: customers.map(pick),
        numeric: true,
        only: 'create',
        required: true,
        initial: customerId ?? null,
      },
      { name: 'product_id', kind: 'select', options: products.map(pick), numeric: true },
      {
        name: 'tier',
        kind: 'select',
        required: true,
        initial: 'shared',
        only: 'create',
        options: tiers.map((one) => ({ value: one, label: t(`desk.tier.${one}`) })),
      },
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
      { name: 'currency', kind: 'text', initial: 'EUR' },
      { name: 'cycle_months', kind: 'number', initial: 12 },
      { name: 'external_id', kind: 'text' },
    ],
  };
  return <ResourcePage spec={spec} />;
}
