import { Button, Group, TextInput } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { fromInput, startOfDay, toInput } from '../../roster/wall.ts';
import type { Period } from '../queries.ts';

interface PeriodPickerProps {
  period: Period;
  timeZone: string;
  onChange: (period: Period) => void;
}

/** Whole days of the viewer's zone; the last one is part of it. */
export function PeriodPicker({ period, timeZone, onChange }: PeriodPickerProps) {
  const t = useT();
  const from = Date.parse(period.from);
  const to = Date.parse(period.to);
  const dayOf = (at: number) => toInput(at, timeZone).slice(0, 10);
  const change = (first: number, end: number) => {
    if (first < end) onChange({ from: new Date(first).toISOString(), to: new Date(end).toISOString() });
  };
  const midnight = (day: string) => fromInput(`${day}T00:00`, timeZone);
  const last = (days: number) => change(startOfDay(Date.now(), timeZone, 1 - days), startOfDay(Date.now(), timeZone, 1));
  return (
    <Group gap="sm" align="end">
      <TextInput
        type="date"
        size="xs"
        label={t('desk.promise.from')}
        value={dayOf(from)}
        onChange={(event) => {
          const first = midnight(event.currentTarget.value);
          if (first !== null) change(first, to);
        }}
      />
      <TextInput
        type="date"
        size="xs"
        label={t('desk.promise.to')}
        value={dayOf(to - 1)}
        onChange={(event) => {
          const end = midnight(event.currentTarget.value);
          if (end !== null) change(from, startOfDay(end, timeZone, 1));
        }}
      />
      <Group gap={4}>
        {[7, 30, 90].map((days) => (
          <Button key={days} variant="default" onClick={() => last(days)}>
            {t('desk.time.days', { count: days })}
          </Button>
        ))}
      </Group>
    </Group>
  );
}
