import { type Contact, contactRoles, type Id, type List } from '@goodhost/shared/api.ts';
import { Button, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { FieldOf, ResourceOf } from '../../../platform/resource/spec.ts';
import { useCan } from '../../../platform/session.tsx';
import { AddressList, CustomerPicker, PhoneList } from './contact_fields.tsx';
import { useBrandOptions, useLanguageOptions, zoneOptions } from './options.ts';

export function ContactsAdmin({ customerId }: { customerId?: number }) {
  const t = useT();
  const mayMerge = useCan()('accounts.edit_customers');
  const [brands, languages] = [useBrandOptions(), useLanguageOptions()];
  const spec: ResourceOf<Contact, '/contacts'> = {
    path: '/contacts',
    permission: 'accounts.edit_customers',
    queryKey: ['contacts'],
    title: 'desk.admin.contacts',
    description: 'desk.admin.contacts_hint',
    search: 'server',
    query: { customer_id: customerId },
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    mayDelete: false,
    whole: true,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'email', value: (row) => row.email },
      { name: 'customer_id', value: (row) => row.customer_name ?? '–' },
      { name: 'role', value: (row) => t(`desk.role.${row.role}`) },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      {
        name: 'addresses',
        kind: 'custom',
        initial: [],
        render: (value, change) => <AddressList value={(value ?? []) as Contact['addresses']} onChange={change} />,
      },
      {
        name: 'role',
        kind: 'select',
        initial: 'member',
        required: true,
        options: contactRoles.map((one) => ({ value: one, label: t(`desk.role.${one}`) })),
      },
      { name: 'sees_company_tickets', kind: 'boolean' },
      ...reached(customerId),
      {
        name: 'brand_id',
        kind: 'select',
        options: brands,
        numeric: true,
        only: 'create',
        initial: brands[0] ? Number(brands[0].value) : null,
      },
      { name: 'external_id', kind: 'text', only: 'create' },
      { name: 'locale', kind: 'select', options: languages, initial: 'en' },
      { name: 'time_zone', kind: 'select', options: zoneOptions() },
    ],
    extra: (row, refresh) => mayMerge && <MergeContact contact={row} onMerged={refresh} />,
  };
  return <ResourcePage spec={spec} />;
}

/** How a contact is reached, and for whom they speak. */
const reached = (customerId: number | undefined): FieldOf<'/contacts'>[] => [
  {
    name: 'phones',
    kind: 'custom',
    initial: [],
    render: (value, change) => <PhoneList value={(value ?? []) as Contact['phones']} onChange={change} />,
  },
  {
    name: 'customer_id',
    kind: 'custom',
    initial: customerId ?? null,
    render: (value, change) => <CustomerPicker value={value as Id | null} onChange={change} />,
  },
];

/** Two records of one person become one: tickets, addresses and phones move, and the duplicate is gone. */
function MergeContact({ contact, onMerged }: { contact: Contact; onMerged: () => void }) {
  const t = useT();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const [into, setInto] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['contacts', 'pick', q],
    queryFn: () => client.get<List<Contact>>('/contacts', { q, limit: 20 }),
    enabled: q.length > 1,
  });
  const data = (found.data?.items ?? [])
    .filter((one) => one.id !== contact.id)
    .map((one) => ({ value: String(one.id), label: `${one.name} <${one.email}>` }));
  const merge = async () => {
    try {
      await client.post(`/contacts/${contact.id}/merge`, { into_contact_id: Number(into) });
      notifyDone(t('desk.done.saved'));
      onMerged();
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Stack gap={8}>
      <Select
        label={t('desk.admin.merge_contact')}
        description={t('desk.admin.merge_contact_hint')}
        searchable
        searchValue={text}
        onSearchChange={setText}
        filter={({ options }) => options}
        data={data}
        value={into}
        onChange={setInto}
        nothingFoundMessage={t('desk.search.nothing')}
      />
      {into && (
        <Button variant="light" color="red" leftSection={<IconArrowMerge size={14} aria-hidden />} onClick={() => void merge()}>
          {t('desk.admin.merge_contact_do')}
        </Button>
      )}
    </Stack>
  );
}
