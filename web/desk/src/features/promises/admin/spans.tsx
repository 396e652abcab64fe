import type { Weekday, WorkCalendar } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';

type Span = WorkCalendar['spans'][number];

const weekdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The working time of a week, a line for each span. */
export function Spans({ value, onChange }: { value: Span[]; onChange: (value: Span[]) => void }) {
  const t = useT();
  const set = (at: number, part: Partial<Span>) => onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const last = value.at(-1);
  return (
    <Fieldset legend={t('desk.field.spans')} p="sm">
      <Stack gap={6}>
        <Text size="xs" c="dimmed">
          {t('desk.promise.spans_hint')}
        </Text>
        {value.map((span, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
          <Group key={at} gap={6} wrap="nowrap">
            <Select
              size="xs"
              flex={2}
              allowDeselect={false}
              aria-label={t('desk.promise.weekday')}
              data={weekdays.map((day) => ({ value: day, label: t(`desk.weekday.${day}`) }))}
              value={span.weekday}
              onChange={(day) => day && set(at, { weekday: day as Weekday })}
            />
            <TimeField label={t('desk.promise.from')} value={span.from} onChange={(from) => set(at, { from })} />
            <TimeField label={t('desk.promise.to')} value={span.to} onChange={(to) => set(at, { to })} />
            <ActionIcon
              variant="subtle"
              aria-label={t('desk.promise.remove_line')}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onChange([...value, { weekday: last?.weekday ?? 'monday', from: last?.from ?? '09:00', to: last?.to ?? '17:00' }])}
        >
          {t('desk.promise.add_span')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

/** A text, for `24:00` is the end of a day and no time of a clock. */
export function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
