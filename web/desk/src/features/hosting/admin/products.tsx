import { type Product, tiers } from '@goodhost/shared/api.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { money } from '../../../platform/time.ts';
import { useBrandOptions } from '../../accounts/admin/options.ts';

export function ProductsAdmin() {
  const t = useT();
  const { language } = useWords();
  const brands = useBrandOptions();
  const spec: ResourceOf<Product, '/products'> = {
    path: '/products',
    permission: 'hosting.edit',
    queryKey: ['products'],
    title: 'desk.admin.products',
    description: 'desk.admin.products_hint',
    search: 'local',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'brand_id', value: (row) => brands.find((one) => one.value === String(row.brand_id))?.label ?? '–' },
      { name: 'tier', value: (row) => t(`desk.tier.${row.tier}`) },
      { name: 'price_minor', value: (row) => money(row.price_minor, row.currency, language), numeric: true },
      { name: 'cycle_months', value: (row) => row.cycle_months, numeric: true },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      {
        name: 'tier',
        kind: 'select',
        required: true,
        initial: 'shared',
        options: tiers.map((one) => ({ value: one, label: t(`desk.tier.${one}`) })),
      },
      {
        name: 'brand_id',
        kind: 'select',
        options: brands,
        numeric: true,
        only: 'create',
        required: true,
        initial: brands[0] ? Number(brands[0].value) : null,
      },
      { name: 'external_id', kind: 'text', only: 'create' },
      { name: 'price_minor', kind: 'money', required: true },
      { name: 'currency', kind: 'text', required: true, initial: 'EUR' },
      { name: 'cycle_months', kind: 'number', required: true, initial: 12 },
    ],
  };
  return <ResourcePage spec={spec} />;
}
