import type { List, TicketRow } from '@goodhost/shared/api.ts';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';

/** Finds another ticket by number or words; the customer's other tickets are offered first. */
export function TicketSearch({
  label,
  except,
  contactId,
  value,
  onChange,
}: {
  label: string;
  except: number;
  contactId: number;
  value: number | null;
  onChange: (id: number | null) => void;
}) {
  const t = useT();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const q =
    wanted.trim() === '' ? `contact:${contactId}` : /^#?\d+$/.test(wanted.trim()) ? `number:${wanted.trim().replace('#', '')}` : wanted;
  const found = useQuery({
    queryKey: ['tickets', 'pick', q],
    queryFn: ({ signal }) => client.get<List<TicketRow>>('/tickets', { q, view: 'all', sort: 'updated', limit: 20 }, signal),
  });
  const data = (found.data?.items ?? [])
    .filter((row) => row.id !== except)
    .map((row) => ({ value: String(row.id), label: `#${row.number} ${row.subject} – ${row.contact.name}` }));
  return (
    <Select
      data-autofocus
      searchable
      label={label}
      placeholder={t('desk.ticket.find_ticket')}
      nothingFoundMessage={t('desk.search.nothing')}
      data={data}
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  );
}
