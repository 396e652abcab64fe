import { Group, NumberInput, Stack, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useT } from '../../platform/i18n.tsx';
import { ErrorView, SkeletonRows } from '../../platform/states.tsx';
import { useZone } from '../../platform/time_text.tsx';
import { longDay } from './labels.ts';
import classes from './planner.module.css';
import { type Roster, type Staffing, type StaffingAsked, useStaffing } from './queries.ts';

const fields = [
  { name: 'weeks', min: 1, max: 52, usual: 8 },
  { name: 'ticket_minutes', min: 1, max: 600, usual: 15 },
  { name: 'deadline_hours', min: 1, max: 168, usual: 4 },
  { name: 'call_minutes', min: 1, max: 240, usual: 8 },
  { name: 'answer_seconds', min: 0, max: 3600, usual: 20 },
  { name: 'answer_percent', min: 1, max: 99, usual: 80 },
  { name: 'patience_seconds', min: 0, max: 3600, usual: 0 },
  { name: 'abandon_percent', min: 1, max: 100, usual: 5 },
  { name: 'shrinkage_percent', min: 0, max: 80, usual: 30 },
] as const;

const usual = Object.fromEntries(fields.map((one) => [one.name, one.usual])) as StaffingAsked;

/** How many people each hour of this week needs by what came before, against who is rostered. */
export function PlannerPanel({ roster }: { roster: Roster }) {
  const t = useT();
  const [asked, setAsked] = useState(usual);
  const [settled] = useDebouncedValue(asked, 400);
  const staffing = useStaffing(roster.id, settled);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('desk.roster.planner_hint')}
      </Text>
      <Group gap="xs" align="flex-end">
        {fields.map(({ name, min, max }) => (
          <NumberInput
            key={name}
            size="xs"
            w={165}
            label={t(`desk.roster.planner_${name}`)}
            min={min}
            max={max}
            allowDecimal={false}
            value={asked[name]}
            onChange={(value) => value !== '' && setAsked({ ...asked, [name]: Math.max(min, Math.min(max, Number(value))) })}
          />
        ))}
      </Group>
      {staffing.error ? (
        <ErrorView error={staffing.error} retry={() => void staffing.refetch()} />
      ) : staffing.data ? (
        <Chart staffing={staffing.data} />
      ) : (
        <SkeletonRows />
      )}
    </Stack>
  );
}

type Hour = Staffing['hours'][number];

/** A row for each day of the roster's zone: the bars are who is rostered, the line is who is needed. The numbers stand beside. */
function Chart({ staffing }: { staffing: Staffing }) {
  const t = useT();
  const zone = { ...useZone(), timeZone: staffing.time_zone };
  const highest = Math.max(1, ...staffing.hours.flatMap((hour) => [hour.planned, hour.rostered]));
  const days = daysOf(staffing.hours, staffing.time_zone);
  const sum = (hours: Hour[], of: (hour: Hour) => number) => Math.round(hours.reduce((total, hour) => total + of(hour), 0) * 10) / 10;
  return (
    <>
      <Text size="sm" fw={550}>
        {t('desk.roster.planner_sum', {
          needed: Math.round(staffing.needed_hours),
          rostered: Math.round(staffing.rostered_hours),
          gaps: staffing.hours.filter((hour) => hour.gap).length,
        })}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('desk.roster.planner')}>
        <Table aria-label={t('desk.roster.planner')} verticalSpacing={4} miw={820}>
          <Head />
          <Table.Tbody>
            {days.map((hours) => (
              <Table.Tr key={hours[0]?.at}>
                <Table.Td>{longDay(Date.parse(hours[0]?.at ?? ''), zone)}</Table.Td>
                <Table.Td aria-hidden className={classes.chart}>
                  <div className={classes.hours}>
                    {hours.map((hour) => (
                      <span key={hour.at} className={classes.hour} data-gap={hour.gap || undefined}>
                        <span className={classes.rostered} style={{ height: `${(hour.rostered / highest) * 100}%` }} />
                        <span className={classes.needed} style={{ bottom: `${(hour.planned / highest) * 100}%` }} />
                      </span>
                    ))}
                  </div>
                </Table.Td>
                <Table.Td ta="end">{sum(hours, (hour) => hour.tickets + hour.calls)}</Table.Td>
                <Table.Td ta="end">{sum(hours, (hour) => hour.planned)}</Table.Td>
                <Table.Td ta="end">{sum(hours, (hour) => hour.rostered)}</Table.Td>
                <Table.Td ta="end">{hours.filter((hour) => hour.gap).length}</Table.Td>
                <Table.Td ta="end">{shareText(hours, 'answered_share', zone.language)}</Table.Td>
                <Table.Td ta="end">{shareText(hours, 'abandoned_share', zone.language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Text size="xs" c="dimmed">
        {t('desk.roster.planner_legend')}
      </Text>
    </>
  );
}

const columns = ['tickets', 'needed', 'rostered', 'gaps', 'answered', 'abandoned'] as const;

function Head() {
  const t = useT();
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{t('desk.promise.weekday')}</Table.Th>
        <Table.Th aria-hidden />
        {columns.map((name) => (
          <Table.Th key={name} ta="end">
            {t(`desk.roster.planner_${name}`)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

/** Of all who call on a day; a dash where nobody does. */
function shareText(hours: Hour[], name: 'answered_share' | 'abandoned_share', language: string): string {
  const calls = hours.reduce((total, hour) => total + hour.calls, 0);
  const share = hours.reduce((total, hour) => total + hour.calls * (hour[name] ?? 0), 0) / calls;
  return calls > 0 ? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share) : '–';
}

/** The hours of each day as the zone counts them: one on which the clocks change is shorter or longer. */
function daysOf(hours: Hour[], timeZone: string): Hour[][] {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const days = new Map<string, Hour[]>();
  for (const hour of hours) {
    const key = day.format(Date.parse(hour.at));
    days.set(key, [...(days.get(key) ?? []), hour]);
  }
  return [...days.values()];
}
