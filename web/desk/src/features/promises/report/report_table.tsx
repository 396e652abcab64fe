import { Table, UnstyledButton } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { shortDuration } from '../../../platform/time.ts';
import type { Kind, OutcomeCell, OutcomeRow, PromiseReport } from '../queries.ts';
import classes from './report.module.css';
import type { RowName } from './words.ts';

interface ReportTableProps {
  report: PromiseReport;
  kind: Kind;
  nameOf: RowName;
  /** The promises behind a figure; without a row those of all. */
  onOpen: (row: string | undefined, judged: 'kept' | 'broken') => void;
}

const cellOf = (row: OutcomeRow, kind: Kind) => row.kinds.find((one) => one.kind === kind);

/** The bars are the chart; every one of them stands beside as numbers. */
export function ReportTable({ report, kind, nameOf, onOpen }: ReportTableProps) {
  const t = useT();
  const rows = report.rows.filter((row) => (cellOf(row, kind)?.due ?? 0) > 0);
  const all = cellOf(report.all, kind);
  return (
    <div className={classes.records}>
      <Table className={`${resource.table} ${resource.records}`} aria-label={t('desk.report.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t(`desk.report.by_${report.group}`)}</Table.Th>
            <Table.Th aria-hidden />
            {['due', 'kept', 'broken', 'owed', 'percent', 'median', 'worst'].map((column) => (
              <Table.Th key={column} className={resource.numeric}>
                {t(`desk.report.${column as 'due'}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.key} name={nameOf(row.key, report)} cell={cellOf(row, kind)} onOpen={(judged) => onOpen(row.key, judged)} />
          ))}
          {all && <Row name={t('desk.report.all')} cell={all} sum onOpen={(judged) => onOpen(undefined, judged)} />}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RowProps {
  name: string;
  cell: OutcomeCell | undefined;
  sum?: boolean;
  onOpen: (judged: 'kept' | 'broken') => void;
}

function Row({ name, cell, sum, onOpen }: RowProps) {
  const t = useT();
  if (!cell) return null;
  const time = (seconds: number | null | undefined) => (seconds == null ? '–' : shortDuration(seconds * 1000, t));
  return (
    <Table.Tr className={sum ? classes.sum : undefined}>
      <Table.Td>{name}</Table.Td>
      <Table.Td aria-hidden className={classes.chart}>
        <span className={classes.bar}>
          <span className={classes.kept} style={{ width: `${cell.due === 0 ? 0 : (100 * cell.kept) / cell.due}%` }} />
        </span>
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.due')}>
        {cell.due}
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.kept')}>
        <Count count={cell.kept} label={`${name}: ${t('desk.report.kept')}`} onOpen={() => onOpen('kept')} />
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.broken')}>
        <Count count={cell.broken} label={`${name}: ${t('desk.report.broken')}`} onOpen={() => onOpen('broken')} />
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.owed')}>
        {cell.owed}
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.percent')}>
        {cell.kept_percent == null ? '–' : `${cell.kept_percent} %`}
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.median')}>
        {time(cell.late_median_seconds)}
      </Table.Td>
      <Table.Td className={resource.numeric} data-label={t('desk.report.worst')}>
        {time(cell.late_max_seconds)}
      </Table.Td>
    </Table.Tr>
  );
}

function Count({ count, label, onOpen }: { count: number; label: string; onOpen: () => void }) {
  if (count === 0) return <>0</>;
  return (
    <UnstyledButton className={resource.name} fz="inherit" aria-label={`${label}: ${count}`} onClick={onOpen}>
      {count}
    </UnstyledButton>
  );
}
