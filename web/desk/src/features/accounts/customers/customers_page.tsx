import { Link } from '@tanstack/react-router';
import resource from '../../../platform/resource/resource.module.css';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { useCan } from '../../../platform/session.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { useBrandOptions, useLanguageOptions } from '../admin/options.ts';
import { type CountedCustomer, withCounts } from './counts.ts';
import classes from './customers.module.css';

export function CustomersPage() {
  const may = useCan();
  const [brands, languages] = [useBrandOptions(), useLanguageOptions()];
  const spec: ResourceOf<CountedCustomer, '/customers'> = {
    path: '/customers',
    queryKey: ['customers'],
    title: 'desk.shell.customers',
    description: 'desk.customers.hint',
    search: 'server',
    complete: (rows, signal) => withCounts(rows, may, signal),
    ownName: true,
    permission: 'accounts.edit_customers',
    mayDelete: false,
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      {
        name: 'name',
        value: (row) => (
          <Link className={resource.name} to="/customers/$customerId" params={{ customerId: String(row.id) }}>
            {row.name}
          </Link>
        ),
      },
      { name: 'external_id', value: (row) => row.external_id ?? '–' },
      { name: 'contact_count', value: (row) => row.contact_count, numeric: true },
      { name: 'service_count', value: (row) => row.service_count ?? '–', numeric: true },
      { name: 'open_tickets', value: (row) => row.open_tickets ?? '–', numeric: true },
      { name: 'created_at', value: (row) => <TimeText at={row.created_at} dateOnly /> },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
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
      { name: 'locale', kind: 'select', options: languages, initial: 'en' },
      { name: 'notes', kind: 'textarea' },
    ],
  };
  return (
    <div className={classes.page}>
      <ResourcePage spec={spec} />
    </div>
  );
}
