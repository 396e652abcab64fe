import { Button, Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { useZone } from '../../../platform/time_text.tsx';
import { startOfDay } from '../../roster/wall.ts';
import { Overseeing } from '../overseeing.tsx';
import { type Figure, type Group as Grouping, type Kind, type Period, useReport } from '../queries.ts';
import { saveCsv } from './csv.ts';
import { Outcomes } from './outcomes.tsx';
import { PeriodPicker } from './period_picker.tsx';
import classes from './report.module.css';
import { ReportTable } from './report_table.tsx';
import { Tiers } from './tiers.tsx';
import { groupings, kinds, useRowName } from './words.ts';

/** What became of promises, by what, and the tickets behind each figure. */
export function ReportPage() {
  const t = useT();
  const { timeZone } = useZone();
  const [period, setPeriod] = useState<Period>(() => lastDays(30, timeZone));
  const [group, setGroup] = useState<Grouping>('severity');
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={1}>{t('desk.report.title')}</Title>
        <Overseeing here="report" />
      </Group>
      <Group mb="md" gap="sm" align="end">
        <PeriodPicker period={period} timeZone={timeZone} onChange={setPeriod} />
        <Select
          size="xs"
          label={t('desk.report.by')}
          allowDeselect={false}
          data={groupings.map((one) => ({ value: one, label: t(`desk.report.by_${one}`) }))}
          value={group}
          onChange={(chosen) => chosen && setGroup(chosen as Grouping)}
        />
      </Group>
      <Stack gap="xl">
        <Report period={period} group={group} timeZone={timeZone} />
        <Tiers period={period} />
      </Stack>
    </div>
  );
}

/** Whole days of the viewer's zone, today included. */
function lastDays(days: number, timeZone: string): Period {
  const now = Date.now();
  return { from: new Date(startOfDay(now, timeZone, 1 - days)).toISOString(), to: new Date(startOfDay(now, timeZone, 1)).toISOString() };
}

function Report({ period, group, timeZone }: { period: Period; group: Grouping; timeZone: string }) {
  const t = useT();
  const report = useReport(period, group, timeZone);
  const [kind, setKind] = useState<Kind>('first_response');
  const [figure, setFigure] = useState<Figure | null>(null);
  const nameOf = useRowName(group);
  if (report.error) return <ErrorView error={report.error} retry={() => void report.refetch()} />;
  if (!report.data) return <SkeletonRows />;
  const { data } = report;
  if (data.all.kinds.every((one) => one.due === 0))
    return <EmptyView title={t('desk.report.nothing')}>{t('desk.report.nothing_hint')}</EmptyView>;
  return (
    <section aria-label={t('desk.report.title')}>
      <Group justify="space-between" mb="xs" gap="sm">
        <div className={classes.kinds}>
          <SegmentedControl
            size="xs"
            aria-label={t('desk.report.kind')}
            data={kinds.map((one) => ({ value: one, label: t(one === 'cap' ? 'desk.report.cap' : `desk.promise.${one}`) }))}
            value={kind}
            onChange={(chosen) => setKind(chosen as Kind)}
          />
        </div>
        <Button variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={() => saveCsv(data, nameOf, t)}>
          {t('desk.report.csv')}
        </Button>
      </Group>
      <ReportTable
        report={data}
        kind={kind}
        nameOf={nameOf}
        onOpen={(row, judged) => setFigure({ from: data.from, to: data.to, group: data.group, row, kind, judged, timeZone })}
      />
      <Text size="xs" c="dimmed" mt="xs">
        {t(group === 'hour' ? 'desk.report.hint_hour' : 'desk.report.hint')}
      </Text>
      {figure && (
        <Outcomes figure={figure} name={figure.row === undefined ? '' : nameOf(figure.row, data)} onClose={() => setFigure(null)} />
      )}
    </section>
  );
}
