import type { SortOrder, TicketRow } from '@goodhost/shared/api.ts';
import { belongsInView } from '@goodhost/shared/live_store.ts';
import { Checkbox } from '@mantine/core';
import { IconEye, IconPaperclip, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { Face } from '../../../platform/avatar.tsx';
import { HoverTip } from '../../../platform/hover_tip.tsx';
import { useT } from '../../../platform/i18n.tsx';
import { usePresence } from '../../../platform/live.tsx';
import { useSession } from '../../../platform/session.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { ChannelIcon, OwedText, SeverityBadge, StatusBadge } from '../words.tsx';
import classes from './row.module.css';

interface RowProps {
  row: TicketRow;
  view: string;
  sort: SortOrder;
  open: boolean;
  cursor: boolean;
  selected: boolean;
  onSelect: (id: number, range?: boolean) => void;
}

export const Row = memo(
  RowInner,
  (a, b) =>
    a.row === b.row && a.open === b.open && a.cursor === b.cursor && a.selected === b.selected && a.view === b.view && a.sort === b.sort,
);

function RowInner({ row, view, sort, open, cursor, selected, onSelect }: RowProps) {
  const t = useT();
  const me = useSession().agent;
  const gone = belongsInView(view, row, me, Date.now()) === false;
  return (
    <div
      className={classes.row}
      data-open={open || undefined}
      data-cursor={cursor || undefined}
      data-unread={row.unread || undefined}
      data-selected={selected || undefined}
      data-gone={gone || undefined}
    >
      <span className={classes.check}>
        <Checkbox
          size="md"
          checked={selected}
          aria-label={t('desk.inbox.select', { number: row.number })}
          onChange={() => {}}
          onClick={(event) => onSelect(row.id, event.shiftKey)}
        />
      </span>
      <Link
        to="/inbox/$ticketId"
        params={{ ticketId: String(row.id) }}
        search={{ view, sort }}
        className={classes.link}
        aria-current={open ? 'true' : undefined}
      >
        <span className={classes.line}>
          {row.unread && <span className={classes.dot} role="img" aria-label={t('desk.inbox.unread')} />}
          <span className={classes.who}>{row.contact.name}</span>
          {row.customer && <span className={classes.customer}>{row.customer.name}</span>}
          <span className={classes.spring} />
          <span className={classes.when}>
            {row.promise || row.unanswered_since || row.next_report_at ? <OwedText row={row} /> : <TimeText at={row.updated_at} />}
          </span>
        </span>
        <span className={classes.line}>
          <span className={classes.subject}>{row.subject}</span>
          <span className={classes.spring} />
          <Watchers id={row.id} />
          {(row.severity === 'critical' || row.severity === 'high') && <SeverityBadge severity={row.severity} size="xs" />}
        </span>
        <span className={classes.line}>
          <span className={classes.snippet}>
            {row.last_message?.by === 'agent' && <b>{t('desk.inbox.us')} </b>}
            {row.last_message?.snippet}
          </span>
          <span className={classes.spring} />
          <Signs row={row} />
        </span>
      </Link>
    </div>
  );
}

function Signs({ row }: { row: TicketRow }) {
  const t = useT();
  return (
    <span className={classes.signs}>
      {row.attachments && <IconPaperclip size={13} stroke={1.7} role="img" aria-label={t('desk.inbox.has_attachments')} />}
      <ChannelIcon channel={row.channel} size={13} />
      {row.status !== 'open' && row.status !== 'new' && <StatusBadge status={row.status} />}
      {row.assignee && (
        <HoverTip label={t('desk.inbox.assigned_to', { name: row.assignee.name })}>
          <span role="img" aria-label={t('desk.inbox.assigned_to', { name: row.assignee.name })}>
            <Face id={row.assignee.id} name={row.assignee.name} size={18} />
          </span>
        </HoverTip>
      )}
    </span>
  );
}

function Watchers({ id }: { id: number }) {
  const t = useT();
  const others = usePresence(id);
  if (others.length === 0) return null;
  const typing = others.some((one) => one.kind === 'typing');
  const label = t(typing ? 'desk.presence.typing' : 'desk.presence.viewing', { names: others.map((one) => one.name).join(', ') });
  return (
    <HoverTip label={label}>
      <span className={classes.watchers} role="img" aria-label={label}>
        {typing ? <IconPencil size={13} aria-hidden /> : <IconEye size={13} aria-hidden />}
        {others.length > 1 && others.length}
      </span>
    </HoverTip>
  );
}
