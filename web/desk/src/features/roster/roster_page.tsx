import { Button, Group, Select, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconCalendarTime, IconPencil, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../platform/i18n.tsx';
import { useFollow } from '../../platform/live.tsx';
import { useCan } from '../../platform/session.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../platform/states.tsx';
import { FeedPanel } from './feed_panel.tsx';
import { HandOverPanel } from './hand_over_panel.tsx';
import { LeavePanel } from './leave_panel.tsx';
import { PlannerPanel } from './planner_panel.tsx';
import { type Roster, refreshAll, useRosters } from './queries.ts';
import classes from './roster.module.css';
import { RosterForm } from './roster_form.tsx';
import { RosterSchedule } from './roster_schedule.tsx';
import { SwapsPanel } from './swaps_panel.tsx';

export function RosterPage() {
  const t = useT();
  const may = useCan();
  const mayConfigure = may('roster.configure');
  const list = useRosters();
  useFollow('roster', null, { entry: refreshAll, reset: refreshAll });
  const { roster: chosen } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [form, setForm] = useState<Roster | 'new' | null>(null);
  const rosters = list.data ?? [];
  const roster = rosters.find((one) => String(one.id) === chosen) ?? rosters[0];
  const choose = (id: string) => void navigate({ to: '/roster', search: { roster: id } });
  return (
    <div className={classes.page}>
      <Head rosters={rosters} roster={roster} onChoose={choose} onForm={setForm} />
      <Tabs defaultValue="schedule" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="schedule">{t('desk.roster.schedule')}</Tabs.Tab>
          {roster && <Tabs.Tab value="hand_over">{t('desk.roster.hand_over')}</Tabs.Tab>}
          {roster && mayConfigure && <Tabs.Tab value="planner">{t('desk.roster.planner')}</Tabs.Tab>}
          <Tabs.Tab value="leave">{t('desk.roster.leave')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="schedule">
          <Schedule list={list} roster={roster} />
        </Tabs.Panel>
        {roster && (
          <Tabs.Panel value="hand_over">
            <HandOverPanel key={roster.id} roster={roster} />
          </Tabs.Panel>
        )}
        {roster && mayConfigure && (
          <Tabs.Panel value="planner">
            <PlannerPanel key={roster.id} roster={roster} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="leave">
          <Stack gap="lg">
            <Text size="sm" c="dimmed">
              {t('desk.roster.leave_hint')}
            </Text>
            <LeavePanel />
            <SwapsPanel roster={roster} />
            {may('roster.take_part') && <FeedPanel />}
          </Stack>
        </Tabs.Panel>
      </Tabs>
      {form !== null && (
        <RosterForm roster={form === 'new' ? null : form} onClose={() => setForm(null)} onSaved={(one) => choose(String(one.id))} />
      )}
    </div>
  );
}

interface HeadProps {
  rosters: Roster[];
  roster: Roster | undefined;
  onChoose: (id: string) => void;
  onForm: (roster: Roster | 'new') => void;
}

function Head({ rosters, roster, onChoose: choose, onForm: setForm }: HeadProps) {
  const t = useT();
  const mayConfigure = useCan()('roster.configure');
  return (
    <Group justify="space-between" align="flex-end" mb="md">
      <Title order={1} size="h3">
        {t('desk.roster.title')}
      </Title>
      <Group gap="xs" align="flex-end">
        {roster && (
          <Select
            size="sm"
            aria-label={t('desk.roster.choose')}
            allowDeselect={false}
            data={rosters.map((one) => ({ value: String(one.id), label: one.name }))}
            value={String(roster.id)}
            onChange={(id) => id && choose(id)}
          />
        )}
        {mayConfigure && roster && (
          <Button variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setForm(roster)}>
            {t('desk.roster.edit')}
          </Button>
        )}
        {mayConfigure && (
          <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setForm('new')}>
            {t('desk.roster.new')}
          </Button>
        )}
      </Group>
    </Group>
  );
}

function Schedule({ list, roster }: { list: ReturnType<typeof useRosters>; roster: Roster | undefined }) {
  const t = useT();
  if (list.error) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <SkeletonRows />;
  if (roster) return <RosterSchedule key={roster.id} roster={roster} />;
  return (
    <EmptyView icon={<IconCalendarTime size={28} stroke={1.5} aria-hidden />} title={t('desk.roster.none')}>
      {t('desk.roster.none_hint')}
    </EmptyView>
  );
}
