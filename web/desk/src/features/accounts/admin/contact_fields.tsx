import type { Contact, Customer, Id, List } from '@goodhost/shared/api.ts';
import { Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';

interface FieldProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
}

/** One address a line; the first is the one that mail goes to. */
export function AddressList({ value, onChange }: FieldProps<Contact['addresses']>) {
  const t = useT();
  const lines = [...value.map((one) => one.email), ''];
  const set = (index: number, email: string) => {
    const next = lines.map((one, at) => (at === index ? email : one)).filter((one) => one !== '');
    onChange(
      next.map((one, at) => ({ email: one, primary: at === 0, verified: value.find((known) => known.email === one)?.verified ?? false })),
    );
  };
  return (
    <Stack gap={6}>
      {lines.map((email, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its text changes under the cursor
          key={index}
          type="email"
          label={index === 0 ? t('desk.field.addresses') : undefined}
          aria-label={t('desk.field.addresses')}
          value={email}
          onChange={(event) => set(index, event.currentTarget.value)}
        />
      ))}
    </Stack>
  );
}

/** One number a line, with what it is: office, mobile. */
export function PhoneList({ value, onChange }: FieldProps<Contact['phones']>) {
  const t = useT();
  const lines = [...value, { number: '', label: '' }];
  const set = (index: number, part: Partial<Contact['phones'][number]>) =>
    onChange(lines.map((one, at) => (at === index ? { ...one, ...part } : one)).filter((one) => one.number !== '' || one.label !== ''));
  return (
    <Stack gap={6}>
      {lines.map((phone, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its text changes under the cursor
        <Group key={index} gap={6} wrap="nowrap" align="flex-end">
          <TextInput
            flex={1}
            type="tel"
            label={index === 0 ? t('desk.field.phones') : undefined}
            aria-label={t('desk.field.phones')}
            value={phone.number}
            onChange={(event) => set(index, { number: event.currentTarget.value })}
          />
          <TextInput
            w={130}
            aria-label={t('desk.field.phone_label')}
            placeholder={t('desk.field.phone_label')}
            value={phone.label}
            onChange={(event) => set(index, { label: event.currentTarget.value })}
          />
        </Group>
      ))}
    </Stack>
  );
}

/** Nobody knows customers by their number. */
export function CustomerPicker({ value, onChange }: FieldProps<Id | null>) {
  const t = useT();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const chosen = useQuery({
    queryKey: ['customers', 'one', value],
    queryFn: () => client.get<Customer>(`/customers/${value}`),
    enabled: value !== null,
  }).data;
  const found = useQuery({
    queryKey: ['customers', 'pick', q],
    queryFn: ({ signal }) => client.get<List<Customer>>('/customers', { q: q || undefined, limit: 20 }, signal),
    placeholderData: (before) => before,
  });
  const rows = [...(chosen ? [chosen] : []), ...(found.data?.items ?? []).filter((one) => one.id !== value)];
  return (
    <Select
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
      label={t('desk.field.customer_id')}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      data={rows.map((one) => ({ value: String(one.id), label: one.name }))}
      value={chosen ? String(chosen.id) : null}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      nothingFoundMessage={t('desk.search.nothing')}
    />
  );
}
