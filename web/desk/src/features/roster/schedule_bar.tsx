import { ActionIcon, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../platform/i18n.tsx';
import type { Zone } from '../../platform/time.ts';
import { longDay } from './labels.ts';
import { startOfDay, startOfWeek } from './wall.ts';

export const week = 7;
export const month = 28;
const hour = 3_600_000;

interface Props {
  shown: { from: number; to: number };
  length: number;
  zone: Zone;
  onStart: (start: number) => void;
  onLength: (days: number) => void;
  children: ReactNode;
}

/** Which days are shown. */
export function ScheduleBar({ shown, length, zone, onStart, onLength, children }: Props) {
  const t = useT();
  return (
    <Group gap="xs">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('desk.roster.earlier')}
        onClick={() => onStart(startOfDay(shown.from, zone.timeZone, -length))}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Button variant="default" onClick={() => onStart(startOfWeek(Date.now(), zone.timeZone))}>
        {t('desk.roster.today')}
      </Button>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('desk.roster.later')}
        onClick={() => onStart(startOfDay(shown.from, zone.timeZone, length))}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      <Text fw={600} size="sm" aria-live="polite">
        {longDay(shown.from, zone)} – {longDay(shown.to - hour, zone)}
      </Text>
      <SegmentedControl
        aria-label={t('desk.roster.view')}
        data={[
          { value: String(week), label: t('desk.roster.week') },
          { value: String(month), label: t('desk.roster.month') },
        ]}
        value={String(length)}
        onChange={(value) => onLength(Number(value))}
      />
      {children}
    </Group>
  );
}
