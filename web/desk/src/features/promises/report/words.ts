import { type MessageKey, useWords } from '../../../platform/i18n.tsx';
import type { Group, Kind, PromiseReport } from '../queries.ts';

export const groupings = ['severity', 'tier', 'team', 'hour', 'brand', 'channel', 'agent'] as const satisfies readonly Group[];
export const kinds = ['first_response', 'next_response', 'report', 'resolution', 'cap'] as const satisfies readonly Kind[];

const without: Partial<Record<Group, MessageKey>> = {
  tier: 'desk.report.no_service',
  team: 'desk.board.no_team',
  agent: 'desk.board.unassigned',
};

export type RowName = (row: string, report: PromiseReport) => string;

/** A row by its key: words that the desk knows, hours as times, names as the report has them. */
export function useRowName(group: Group): RowName {
  const { t, tOr } = useWords();
  return (row, report) => {
    const none = without[group];
    if (row === 'none') return none ? t(none) : '';
    if (group === 'hour') return `${row}:00`;
    if (group === 'severity' || group === 'tier' || group === 'channel') return tOr(`desk.${group}.${row}`, row);
    return report.rows.find((one) => one.key === row)?.name ?? row;
  };
}
