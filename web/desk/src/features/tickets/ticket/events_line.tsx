import type { TicketEvent } from '@goodhost/shared/api.ts';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords, type Words } from '../../../platform/i18n.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import classes from './trail.module.css';

/** Events between two messages, folded into one line; a click shows each with its time. */
export function EventsLine({ events }: { events: TicketEvent[] }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const first = events[0];
  if (!first) return null;
  if (events.length === 1) return <One event={first} />;
  const summary = [...new Set(events.map((event) => eventText(event, words)))];
  return (
    <div className={classes.events}>
      <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <IconChevronDown size={13} aria-hidden /> : <IconChevronRight size={13} aria-hidden />}
        <span className={classes.eventText}>{summary.slice(0, 2).join(' · ')}</span>
        {summary.length > 2 && <span>{words.t('desk.event.more', { count: summary.length - 2 })}</span>}
      </button>
      {open && events.map((event) => <One key={event.sequence} event={event} />)}
    </div>
  );
}

function One({ event }: { event: TicketEvent }) {
  const words = useWords();
  return (
    <div className={classes.event}>
      <span className={classes.eventText}>{eventText(event, words)}</span>
      <TimeText at={event.at} />
    </div>
  );
}

/** One sentence for an entry: its own message where there is one, else who and the entry's type in plain letters. */
export function eventText(event: TicketEvent, { t, tOr }: Words): string {
  const name = event.actor.kind === 'system' ? t('desk.event.system') : event.actor.name;
  const sentence = tOr(`desk.event.${event.type.replace('ticket.', '')}`, '');
  if (!sentence) return `${name}: ${event.type.replace(/^ticket\./, '').replaceAll('_', ' ')}`;
  const detail = detailOf(event.payload, { t, tOr });
  return detail ? `${name}: ${sentence} (${detail})` : `${name}: ${sentence}`;
}

const enumerations = ['status', 'severity', 'category'];
const plain = ['assignee_name', 'team_name', 'reason', 'into_ticket_id', 'subject', 'until', 'name', 'kind'];

function detailOf(payload: Record<string, unknown>, { tOr }: Pick<Words, 't' | 'tOr'>): string {
  const parts: string[] = [];
  for (const key of enumerations) {
    const value = payload?.[key] ?? payload?.[`to_${key}`];
    if (typeof value === 'string') parts.push(tOr(`desk.${key}.${value}`, value));
  }
  for (const key of plain) {
    const value = payload?.[key];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') parts.push(String(value));
  }
  if (Array.isArray(payload?.tags)) parts.push(payload.tags.join(', '));
  return parts.join(', ');
}
