import type { Weekday } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Group, MultiSelect, Select, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import { useAgentOptions } from '../accounts/admin/options.ts';
import { TimeField } from '../promises/admin/spans.tsx';
import type { Shift, WeekHours } from './queries.ts';

const weekdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

interface Props<Line> {
  value: Line[];
  onChange: (value: Line[]) => void;
  /** Of the button that adds one. */
  label: string;
  fresh: (last: Line | undefined) => Line;
  people?: boolean;
}

/** Lines of day, beginning and end; with people they are shifts. */
function WeekLines<Line extends WeekHours & { agents?: number[] }>({ value, onChange, label, fresh, people }: Props<Line>) {
  const t = useT();
  const agents = useAgentOptions();
  const set = (at: number, part: Partial<WeekHours> & { agents?: number[] }) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Stack gap={6}>
      {value.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <Group key={at} gap={6} wrap={people ? 'wrap' : 'nowrap'}>
          <Select
            size="xs"
            flex={1}
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
          {people && (
            <MultiSelect
              size="xs"
              w="100%"
              searchable
              aria-label={t('desk.roster.people')}
              placeholder={t('desk.roster.people')}
              data={agents}
              value={(line.agents ?? []).map(String)}
              onChange={(chosen) => set(at, { agents: chosen.map(Number) })}
            />
          )}
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

export const nextDay = (day: Weekday): Weekday => weekdays[(weekdays.indexOf(day) + 1) % weekdays.length] ?? 'monday';

export function HoursField({ value, onChange }: { value: WeekHours[]; onChange: (value: WeekHours[]) => void }) {
  const t = useT();
  const fresh = (last: WeekHours | undefined): WeekHours => ({
    weekday: last ? nextDay(last.weekday) : 'monday',
    from: last?.from ?? '09:00',
    to: last?.to ?? '17:00',
  });
  return <WeekLines value={value} onChange={onChange} label={t('desk.roster.add_hours')} fresh={fresh} />;
}

export function ShiftsField({ value, onChange }: { value: Shift[]; onChange: (value: Shift[]) => void }) {
  const t = useT();
  const fresh = (last: Shift | undefined): Shift => ({
    weekday: last ? nextDay(last.weekday) : 'monday',
    from: last?.from ?? '09:00',
    to: last?.to ?? '17:00',
    agents: last?.agents ?? [],
  });
  return <WeekLines value={value} onChange={onChange} label={t('desk.roster.add_shift')} fresh={fresh} people />;
}
