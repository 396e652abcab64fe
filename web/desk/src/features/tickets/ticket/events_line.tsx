import type { TicketEvent } from '@goodhost/shared/api.ts';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../../platform/i18n.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { eventText, useEventNames } from './event_text.ts';
import classes from './trail.module.css';

/** Events between two messages, folded into one line; a click shows each with its time. */
export function EventsLine({ events }: { events: TicketEvent[] }) {
  const words = useWords();
  const names = useEventNames();
  const [open, setOpen] = useState(false);
  const first = events[0];
  if (!first) return null;
  if (events.length === 1) return <One event={first} />;
  const summary = [...new Set(events.map((event) => eventText(event, words, names)))];
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
  const names = useEventNames();
  return (
    <div className={classes.event}>
      <span className={classes.eventText}>{eventText(event, words, names)}</span>
      <TimeText at={event.at} />
    </div>
  );
}
