import { IconAlertTriangle } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import type { Zone } from '../../platform/time.ts';
import { longDay, spanText } from './labels.ts';
import type { DutySpan, Gap } from './queries.ts';
import classes from './roster.module.css';

interface Props {
  days: number[];
  spans: DutySpan[];
  gaps: Gap[];
  zone: Zone;
  nameOf: (agent: number) => string;
  mayChange: boolean;
  onOpen: (span: DutySpan) => void;
  onGap: (gap: Gap) => void;
}

/** The same as the grid, day by day, where there is no room for one. */
export function PhoneList({ days, spans, gaps, zone, nameOf, mayChange, onOpen, onGap }: Props) {
  const t = useT();
  return (
    <section aria-label={t('desk.roster.timeline')}>
      {days.slice(0, -1).map((day, index) => {
        const within = (one: { from_at: string; to_at: string }) =>
          Date.parse(one.from_at) < (days[index + 1] ?? day) && Date.parse(one.to_at) > day;
        const [today, missing] = [spans.filter(within), gaps.filter(within)];
        if (today.length + missing.length === 0) return null;
        return (
          <div key={day}>
            <h2 className={classes.listDay}>{longDay(day, zone)}</h2>
            {missing.map((gap) => (
              <button
                key={`${gap.from_at}|${gap.name}|${gap.language}|${gap.skill_id}`}
                type="button"
                className={classes.listItem}
                data-gap
                disabled={!mayChange}
                onClick={() => onGap(gap)}
              >
                <IconAlertTriangle size={13} aria-hidden />{' '}
                {t('desk.roster.gap_label', {
                  missing: gap.needed - gap.present,
                  time: spanText(Date.parse(gap.from_at), Date.parse(gap.to_at), zone),
                  name: gap.name,
                })}
              </button>
            ))}
            {today.map((span) => (
              <button
                key={`${span.agent_id}|${span.from_at}|${span.layer}`}
                type="button"
                className={classes.listItem}
                onClick={() => onOpen(span)}
              >
                {nameOf(span.agent_id)} · {spanText(Date.parse(span.from_at), Date.parse(span.to_at), zone)}
              </button>
            ))}
          </div>
        );
      })}
    </section>
  );
}
