import type { Weekday } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Group, Select, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from './i18n.tsx';
import { TimeField } from './time_field.tsx';

const weekdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A stretch of every week. `24:00` is the end of a day. */
export interface WeekLine {
  weekday: Weekday;
  from: string;
  to: string;
}

interface Props<Line> {
  value: Line[];
  onChange: (value: Line[]) => void;
  /** Of the button that adds one. */
  label: string;
  fresh: (last: Line | undefined) => Line;
  /** What a line has besides, below its times. */
  more?: (line: Line, set: (part: Partial<Line>) => void) => ReactNode;
}

/** Lines of day, beginning and end. */
export function WeekLines<Line extends WeekLine>({ value, onChange, label, fresh, more }: Props<Line>) {
  const t = useT();
  const set = (at: number, part: Partial<WeekLine>) => onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Stack gap={6}>
      {value.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <Group key={at} gap={6} wrap={more ? 'wrap' : 'nowrap'}>
          <Select
            size="xs"
            flex={2}
            miw={110}
            allowDeselect={false}
            aria-label={t('desk.promise.weekday')}
            data={weekdays.map((day) => ({ value: day, label: t(`desk.weekday.${day}`) }))}
            value={line.weekday}
            onChange={(day) => day && set(at, { weekday: day as Weekday })}
          />
          <TimeField label={t('desk.promise.from')} value={line.from} onChange={(from) => set(at, { from })} />
          <TimeField label={t('desk.promise.to')} value={line.to} onChange={(to) => set(at, { to })} />
          <ActionIcon
            variant="subtle"
            aria-label={t('desk.promise.remove_line')}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
          {more?.(line, (part) => set(at, part))}
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconPlus size={12} aria-hidden />}
        onClick={() => onChange([...value, fresh(value.at(-1))])}
      >
        {label}
      </Button>
    </Stack>
  );
}

/** The hours of the last line again, on the same day or the one after it; office hours from Monday where there is none. */
export function lineAfter(last: WeekLine | undefined, day: 'same' | 'next'): WeekLine {
  const { weekday, from, to } = last ?? { weekday: 'sunday' as const, from: '09:00', to: '17:00' };
  const next = last && day === 'same' ? weekday : (weekdays[(weekdays.indexOf(weekday) + 1) % weekdays.length] ?? 'monday');
  return { weekday: next, from, to };
}
