import { Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Face } from '../../../platform/avatar.tsx';
import { useNow } from '../../../platform/clock.ts';
import { HoverTip } from '../../../platform/hover_tip.tsx';
import { useT } from '../../../platform/i18n.tsx';
import { exactTime, shortDuration } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import { ChannelIcon, SeverityBadge } from '../../tickets/words.tsx';
import type { BoardNumber, BoardTicket } from '../queries.ts';
import classes from './board.module.css';

interface TicketsProps {
  title: string;
  number: BoardNumber;
  rows: BoardTicket[];
  /** Which of the two times stands beside each. */
  show: 'late' | 'wait';
}

/** The first of them; the heading counts all, and leads to all. */
export function Tickets({ title, number, rows, show }: TicketsProps) {
  const t = useT();
  return (
    <section className={classes.list} aria-label={title}>
      <Group justify="space-between" gap="xs" px="sm" py={8} className={classes.listHead}>
        <Title order={2} size="h3">
          {title}
        </Title>
        {number.tickets > 0 && (
          <Link to="/search" search={{ q: number.q }} className={classes.all}>
            {t('desk.board.show_all', { count: number.tickets })}
          </Link>
        )}
      </Group>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed" px="sm" pb="sm">
          {t('desk.board.none')}
        </Text>
      ) : (
        <ol className={classes.tickets}>
          {rows.map((row) => (
            <Ticket key={row.id} row={row} show={show} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Ticket({ row, show }: { row: BoardTicket; show: 'late' | 'wait' }) {
  return (
    <li>
      <Link className={classes.ticket} to="/inbox/$ticketId" params={{ ticketId: String(row.id) }} search={{ view: 'all' }}>
        <span className={classes.line}>
          <span className={classes.subject}>{row.subject}</span>
          <span className={classes.spring} />
          {show === 'wait' && row.owed_since ? <Waited since={row.owed_since} /> : <Due at={row.promise_late_at} />}
        </span>
        <span className={classes.line}>
          <span className={classes.who}>{[`#${row.id}`, row.contact, row.team].filter(Boolean).join(' · ')}</span>
          <span className={classes.spring} />
          {(row.severity === 'critical' || row.severity === 'high') && <SeverityBadge severity={row.severity} size="xs" />}
          <ChannelIcon channel={row.channel} size={13} />
          {row.assignee_id != null && <Face id={row.assignee_id} name={row.assignee} size={18} />}
        </span>
      </Link>
    </li>
  );
}

/** Counting live: how much is left, or how late it is. */
export function Due({ at }: { at: string | null | undefined }) {
  const t = useT();
  const zone = useZone();
  const now = useNow(10_000);
  if (!at) return null;
  const left = Date.parse(at) - now;
  const time = shortDuration(left, t);
  return (
    <HoverTip label={exactTime(at, zone)}>
      <span className={classes.time} data-tone={left < 0 ? 'late' : undefined}>
        {left < 0 ? t('desk.owed.late', { time }) : t('desk.owed.word_due_short', { time })}
      </span>
    </HoverTip>
  );
}

function Waited({ since }: { since: string }) {
  const t = useT();
  const zone = useZone();
  const now = useNow(10_000);
  return (
    <HoverTip label={exactTime(since, zone)}>
      <span className={classes.time}>{t('desk.board.waits', { time: shortDuration(now - Date.parse(since), t) })}</span>
    </HoverTip>
  );
}
