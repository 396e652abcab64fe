import { IconAlertOctagon, IconClockExclamation, IconClockHour4, IconMessageQuestion, IconUserQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import type { BoardNumber, BoardNumbers } from '../queries.ts';
import classes from './board.module.css';

const icon = { size: 18, stroke: 1.7, 'aria-hidden': true } as const;

/** Each number leads to exactly its tickets. */
export function Numbers({ numbers }: { numbers: BoardNumbers }) {
  const t = useT();
  return (
    <ul className={classes.numbers} aria-label={t('desk.board.numbers')}>
      <One label={t('desk.board.broken')} number={numbers.broken} tone="late" icon={<IconAlertOctagon {...icon} />} />
      <One label={t('desk.board.three_quarters')} number={numbers.three_quarters} tone="risk" icon={<IconClockExclamation {...icon} />} />
      <One label={t('desk.board.half')} number={numbers.half} icon={<IconClockHour4 {...icon} />} />
      <One label={t('desk.board.unattended')} number={numbers.unattended} icon={<IconMessageQuestion {...icon} />} />
      <One label={t('desk.board.unassigned')} number={numbers.unassigned} icon={<IconUserQuestion {...icon} />} />
    </ul>
  );
}

function One({ label, number, tone, icon }: { label: string; number: BoardNumber; tone?: 'late' | 'risk'; icon: ReactNode }) {
  return (
    <li>
      <Link to="/search" search={{ q: number.q }} className={classes.number} data-tone={number.tickets > 0 ? tone : undefined}>
        <span className={classes.numberLabel}>
          {icon}
          {label}
        </span>
        <b className={classes.count}>{number.tickets}</b>
      </Link>
    </li>
  );
}
