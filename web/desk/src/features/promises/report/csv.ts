import type { T } from '../../../platform/i18n.tsx';
import type { PromiseReport } from '../queries.ts';
import type { RowName } from './words.ts';

/** A program that opens the file must not take a name for a formula. */
function quoted(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A line for each row and kind; times late in seconds. */
export function csvOf(report: PromiseReport, nameOf: RowName, t: T): string {
  const head = [report.group, 'kind', 'due', 'kept', 'broken', 'late', 'owed', 'kept_percent', 'late_median_seconds', 'late_max_seconds'];
  const lines = [...report.rows, report.all].flatMap((row) =>
    row.kinds.map((cell) =>
      [
        quoted(row === report.all ? t('desk.report.all') : nameOf(row.key, report)),
        cell.kind,
        cell.due,
        cell.kept,
        cell.broken,
        cell.late,
        cell.owed,
        quoted(cell.kept_percent),
        quoted(cell.late_median_seconds),
        quoted(cell.late_max_seconds),
      ].join(','),
    ),
  );
  return `${[head.join(','), ...lines].join('\r\n')}\r\n`;
}

export function saveCsv(report: PromiseReport, nameOf: RowName, t: T): void {
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', csvOf(report, nameOf, t)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `promises-${report.group}-${report.from.slice(0, 10)}-${report.to.slice(0, 10)}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
