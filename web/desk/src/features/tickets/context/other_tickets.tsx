import type { TicketRow } from '@goodhost/shared/api.ts';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../platform/i18n.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { StatusBadge } from '../words.tsx';
import classes from './context.module.css';
import { Part } from './part.tsx';

interface OtherProps {
  context: { tickets: TicketRow[] };
  ticketId: number;
  title?: string;
  most?: number;
}

export function OtherTickets({ context, ticketId, title, most = 8 }: OtherProps) {
  const t = useT();
  const others = context.tickets.filter((one) => one.id !== ticketId);
  return (
    <Part title={title ?? t('desk.context.other_tickets')}>
      {others.length === 0 && <p className={classes.quiet}>{t('desk.context.no_others')}</p>}
      {others.slice(0, most).map((one) => (
        <Link key={one.id} className={classes.other} to="/inbox/$ticketId" params={{ ticketId: String(one.id) }} search={{ view: 'all' }}>
          <span className={classes.clip}>
            <span className={classes.number}>#{one.number}</span> {one.subject}
          </span>
          <span className={classes.otherMeta}>
            <StatusBadge status={one.status} />
            <TimeText at={one.updated_at} dateOnly />
          </span>
        </Link>
      ))}
    </Part>
  );
}
