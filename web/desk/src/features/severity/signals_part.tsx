import type { Signal, Ticket } from '@goodhost/shared/api.ts';
import { IconCircleCheck, IconUrgent } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import { shortTime } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import { Part } from '../tickets/context/part.tsx';
import { useTicketSeverity } from './queries.ts';
import classes from './severity.module.css';

/** What monitors and incidents say of what the ticket's service stands on; what is over stays in view for a day. */
export function SignalsPart({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const { data } = useTicketSeverity(ticket);
  if (!data || data.signals.length === 0) return null;
  return (
    <Part title={t('desk.signal.title')}>
      <ul className={classes.signals}>
        {data.signals.map((signal) => (
          <li key={signal.id}>
            <SignalText signal={signal} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function SignalText({ signal }: { signal: Signal }) {
  const t = useT();
  const zone = useZone();
  const down = signal.state === 'down';
  const time = shortTime(down ? signal.since : signal.changed_at, Date.now(), zone);
  const Icon = down ? IconUrgent : IconCircleCheck;
  return (
    <span className={down ? classes.down : undefined}>
      <Icon size={14} aria-hidden />{' '}
      {t(down ? 'desk.signal.down' : 'desk.signal.over', { place: signal.place, time, kind: t(`desk.signal.kind.${signal.kind}`) })}
      {signal.summary ? `: ${signal.summary}` : ''}
    </span>
  );
}
