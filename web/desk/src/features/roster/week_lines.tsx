import { MultiSelect } from '@mantine/core';
import { useT } from '../../platform/i18n.tsx';
import { lineAfter, WeekLines } from '../../platform/week_lines.tsx';
import { useAgentOptions } from '../accounts/admin/options.ts';
import type { Shift, WeekHours } from './queries.ts';

export function HoursField({ value, onChange }: { value: WeekHours[]; onChange: (value: WeekHours[]) => void }) {
  const t = useT();
  return <WeekLines value={value} onChange={onChange} label={t('desk.roster.add_hours')} fresh={(last) => lineAfter(last, 'next')} />;
}

/** Hours with the people who are on duty then. */
export function ShiftsField({ value, onChange }: { value: Shift[]; onChange: (value: Shift[]) => void }) {
  const t = useT();
  const agents = useAgentOptions();
  return (
    <WeekLines
      value={value}
      onChange={onChange}
      label={t('desk.roster.add_shift')}
      fresh={(last): Shift => ({ ...lineAfter(last, 'next'), agents: last?.agents ?? [] })}
      more={(shift, set) => (
        <MultiSelect
          size="xs"
          w="100%"
          searchable
          aria-label={t('desk.roster.people')}
          placeholder={t('desk.roster.people')}
          data={agents}
          value={shift.agents.map(String)}
          onChange={(chosen) => set({ agents: chosen.map(Number) })}
        />
      )}
    />
  );
}
