import type { CustomField, Ticket } from '@goodhost/shared/api.ts';
import { Checkbox, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { useTicketActions } from '../actions.ts';
import { useCustomFields } from '../queries.ts';
import { Part } from './part.tsx';

export function FieldsPart({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const { data } = useCustomFields();
  const fields = (data ?? []).filter((one) => !one.brand_id || one.brand_id === ticket.brand_id);
  if (fields.length === 0) return null;
  return (
    <Part title={t('desk.context.fields')}>
      <Stack gap={8}>
        {fields.map((field) => (
          <Field key={field.key} field={field} ticket={ticket} />
        ))}
      </Stack>
    </Part>
  );
}

function Field({ field, ticket }: { field: CustomField; ticket: Ticket }) {
  const t = useT();
  const { language } = useWords();
  const actions = useTicketActions(ticket);
  const value = ticket.custom_fields[field.key];
  const [text, setText] = useState(value === null || value === undefined ? '' : String(value));
  const save = (next: unknown) => next !== value && void actions.setField(field.key, next, ticket.custom_fields);
  const label = field.label[language] ?? field.label.en ?? field.key;
  const shared = {
    label,
    size: 'xs',
    description: field.required_on === 'resolution' ? t('desk.context.required_on_resolution') : undefined,
  } as const;
  if (field.kind === 'boolean')
    return <Checkbox {...shared} checked={value === true} onChange={(event) => save(event.currentTarget.checked)} />;
  if (field.kind === 'choice')
    return (
      <Select
        {...shared}
        clearable
        clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
        data={field.choices}
        value={typeof value === 'string' ? value : null}
        onChange={save}
      />
    );
  if (field.kind === 'number')
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        hideControls
        onChange={(next) => setText(String(next))}
        onBlur={() => save(text === '' ? null : Number(text))}
      />
    );
  return (
    <TextInput
      {...shared}
      type={field.kind === 'date' ? 'date' : 'text'}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => save(text === '' ? null : text)}
    />
  );
}
