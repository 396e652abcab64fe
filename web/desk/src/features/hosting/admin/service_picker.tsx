import type { Id, List, Service } from '@goodhost/shared/api.ts';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';

/** A service by its domain, with the names by which a person knows it. */
export function ServicePicker({ value, onChange }: { value: Id | null; onChange: (id: Id | null) => void }) {
  const t = useT();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Service | null>(null);
  const [q] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({
    queryKey: ['services', 'pick', q],
    queryFn: ({ signal }) => client.get<List<Service>>('/services', { q: q || undefined, limit: 20 }, signal),
    placeholderData: (before) => before,
  });
  const rows = [...(chosen ? [chosen] : []), ...(found.data?.items ?? []).filter((one) => one.id !== chosen?.id)];
  return (
    <Select
      searchable
      required
      label={t('desk.field.service_id')}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      data={rows.map((one) => ({ value: String(one.id), label: nameOf(one) }))}
      value={value === null ? null : String(value)}
      onChange={(id) => {
        setChosen(rows.find((one) => String(one.id) === id) ?? null);
        onChange(id === null ? null : Number(id));
      }}
      nothingFoundMessage={t('desk.search.nothing')}
    />
  );
}

const nameOf = (one: Service) => [one.primary_domain, one.product_name, one.customer_name].filter(Boolean).join(' · ');
