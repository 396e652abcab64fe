import type { Holiday } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Checkbox, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import { TimeField } from '../../../platform/time_field.tsx';

interface Props {
  value: Holiday[];
  onChange: (value: Holiday[]) => void;
}

/** Days on which the week's hours do not count; with hours of its own a holiday is a half day. */
export function Holidays({ value, onChange }: Props) {
  const t = useT();
  const set = (at: number, part: Partial<Holiday>) => onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Fieldset legend={t('desk.field.holidays')} p="sm">
      <Stack gap={10}>
        {value.map((holiday, at) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
            key={at}
            holiday={holiday}
            onSet={(part) => set(at, part)}
            onRemove={() => onChange(value.filter((_, index) => index !== at))}
          />
        ))}
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onChange([...value, { date: '', name: '', yearly: false, open: [] }])}
        >
          {t('desk.promise.add_holiday')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

function Line({ holiday, onSet, onRemove }: { holiday: Holiday; onSet: (part: Partial<Holiday>) => void; onRemove: () => void }) {
  const t = useT();
  const half = holiday.open[0];
  return (
    <Stack gap={4}>
      <Group gap={6} wrap="nowrap">
        <TextInput
          size="xs"
          type="date"
          aria-label={t('desk.promise.date')}
          value={holiday.date}
          onChange={(event) => onSet({ date: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          flex={1}
          aria-label={t('desk.field.name')}
          value={holiday.name}
          maxLength={200}
          onChange={(event) => onSet({ name: event.currentTarget.value })}
        />
        <ActionIcon variant="subtle" aria-label={t('desk.promise.remove_line')} onClick={onRemove}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </Group>
      <Group gap={12}>
        <Checkbox
          size="xs"
          label={t('desk.promise.yearly')}
          checked={holiday.yearly}
          onChange={(event) => onSet({ yearly: event.currentTarget.checked })}
        />
        <Checkbox
          size="xs"
          label={t('desk.promise.half_day')}
          checked={half !== undefined}
          onChange={(event) => onSet({ open: event.currentTarget.checked ? [{ from: '09:00', to: '12:00' }] : [] })}
        />
        {half && (
          <Group gap={6} wrap="nowrap">
            <TimeField label={t('desk.promise.from')} value={half.from} onChange={(from) => onSet({ open: [{ ...half, from }] })} />
            <Text size="xs" aria-hidden>
              –
            </Text>
            <TimeField label={t('desk.promise.to')} value={half.to} onChange={(to) => onSet({ open: [{ ...half, to }] })} />
          </Group>
        )}
      </Group>
    </Stack>
  );
}
