import { Table, Text, Title } from '@mantine/core';
import { useWords } from '../../../platform/i18n.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { shortDuration } from '../../../platform/time.ts';
import { type Pace, type Period, type TierPace, useTierComparison } from '../queries.ts';
import classes from './report.module.css';

/** Under so many a median says little. */
const few = 20;

/** The smallest customer is served like the largest: what was due, side by side by tier. Without a period the last thirty days. */
export function Tiers({ period }: { period?: Period }) {
  const { t } = useWords();
  const { data } = useTierComparison(period);
  if (!data || data.tiers.length === 0) return null;
  const columns = ['due', 'typical', 'slowest', 'percent'] as const;
  return (
    <section aria-label={t('desk.report.tiers')}>
      <Title order={2} size="h3" mb="xs">
        {t('desk.report.tiers')}
      </Title>
      <div className={classes.records}>
        <Table className={`${resource.table} ${resource.records}`} aria-label={t('desk.report.tiers')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('desk.field.tier')}</Table.Th>
              {(['first_response', 'resolution'] as const).flatMap((kind) =>
                columns.map((column) => (
                  <Table.Th key={`${kind}${column}`} className={resource.numeric}>
                    {`${t(`desk.promise.${kind}`)}: ${t(`desk.report.${column}`)}`}
                  </Table.Th>
                )),
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.tiers.map((row) => (
              <Row key={row.tier ?? ''} row={row} />
            ))}
            <Row row={data.all} sum />
          </Table.Tbody>
        </Table>
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {t('desk.report.tiers_hint', { few })}
      </Text>
    </section>
  );
}

function Row({ row, sum }: { row: TierPace; sum?: boolean }) {
  const { t, tOr } = useWords();
  const name = sum ? t('desk.report.all') : row.tier ? tOr(`desk.tier.${row.tier}`, row.tier) : t('desk.report.no_service');
  return (
    <Table.Tr className={sum ? classes.sum : undefined}>
      <Table.Td>{name}</Table.Td>
      <Paces pace={row.first_response} what={t('desk.promise.first_response')} />
      <Paces pace={row.resolution} what={t('desk.promise.resolution')} />
    </Table.Tr>
  );
}

function Paces({ pace, what }: { pace: Pace; what: string }) {
  const { t } = useWords();
  const small = pace.due < few;
  const time = (seconds: number | null | undefined) => (seconds == null ? '–' : shortDuration(seconds * 1000, t));
  const cells = [
    ['due', String(pace.due)],
    ['typical', time(pace.median_seconds)],
    ['slowest', time(pace.p90_seconds)],
    ['percent', pace.kept_percent == null ? '–' : `${pace.kept_percent} %`],
  ] as const;
  return cells.map(([column, value]) => (
    <Table.Td
      key={column}
      className={`${resource.numeric} ${small && column !== 'due' ? classes.few : ''}`}
      data-label={`${what}: ${t(`desk.report.${column}`)}`}
    >
      {small && column !== 'due' && value !== '–' ? `(${value})` : value}
    </Table.Td>
  ));
}
