import { expect, it } from 'vitest';
import type { T } from '../../../platform/i18n.tsx';
import type { OutcomeCell, PromiseReport } from '../queries.ts';
import { csvOf } from './csv.ts';

const cell: OutcomeCell = {
  kind: 'cap',
  due: 3,
  kept: 2,
  broken: 1,
  late: 1,
  owed: 0,
  kept_percent: 66.7,
  late_median_seconds: 60,
  late_max_seconds: 60,
};
const report: PromiseReport = {
  from: '2026-11-01T00:00:00Z',
  to: '2026-12-01T00:00:00Z',
  group: 'team',
  time_zone: 'UTC',
  all: { key: '', name: '', kinds: [cell] },
  rows: [{ key: '7', name: '=Night "shift"', kinds: [cell] }],
};

it('writes a line for each row and kind, and no name that is a formula', () => {
  const text = csvOf(report, (_, found) => found.rows[0]?.name ?? '', ((key: string) => key) as T);
  expect(text.split('\r\n')).toEqual([
    'team,kind,due,kept,broken,late,owed,kept_percent,late_median_seconds,late_max_seconds',
    `"'=Night ""shift""",cap,3,2,1,1,0,66.7,60,60`,
    '"desk.report.all",cap,3,2,1,1,0,66.7,60,60',
    '',
  ]);
});
