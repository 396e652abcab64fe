import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { dayOf, shortDate } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import { ticketKeys } from '../queries.ts';
import { EventsLine } from './events_line.tsx';
import { Lightbox, type LightboxImage } from './lightbox.tsx';
import { MessageCard } from './message_card.tsx';
import classes from './trail.module.css';
import { trailLines } from './trail_lines.ts';

/** How far from the end still counts as being at the end, in pixels. */
const nearEnd = 120;

export function Trail({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const zone = useZone();
  const [image, setImage] = useState<LightboxImage | null>(null);
  const lines = useMemo(() => trailLines(ticket.messages, ticket.events, (at) => dayOf(at, zone)), [ticket.messages, ticket.events, zone]);
  const scroller = useEndScroll(ticket.messages.length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section ref={scroller} className={classes.trail} aria-label={t('desk.ticket.trail')} tabIndex={0}>
      <div className={classes.column}>
        {(ticket.earlier_messages ?? false) && <Earlier ticket={ticket} />}
        {lines.map((line) => {
          if (line.kind === 'day') return <DayLine key={`d${line.at}`} text={shortDate(new Date(line.at).toISOString(), zone)} />;
          if (line.kind === 'events') return <EventsLine key={`e${line.events[0]?.sequence}`} events={line.events} />;
          return <MessageCard key={line.message.id} ticket={ticket} message={line.message} onImage={setImage} />;
        })}
      </div>
      {image && <Lightbox image={image} onClose={() => setImage(null)} />}
    </section>
  );
}

function DayLine({ text }: { text: string }) {
  return (
    <div className={classes.day}>
      <span>{text}</span>
    </div>
  );
}

/** Starts at the newest; stays there as messages arrive, unless the person has scrolled up to read. */
function useEndScroll(count: number) {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const noted = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    };
    element.addEventListener('scroll', noted, { passive: true });
    const column = element.firstElementChild;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    if (column) observer.observe(column);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', noted);
      observer.disconnect();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of messages is the moment to move
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [count]);
  return scroller;
}

function Earlier({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  if (done) return null;
  const load = async () => {
    setBusy(true);
    try {
      const older = await client.get<Ticket>(`/tickets/${ticket.id}`, { before: ticket.messages[0]?.id });
      setDone(!older.earlier_messages);
      queryClient.setQueryData<Ticket>(
        ticketKeys.ticket(ticket.id),
        (before) => before && { ...before, messages: joined(older.messages, before.messages) },
      );
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  return (
    <Button variant="default" loading={busy} onClick={load} className={classes.earlier}>
      {t('desk.ticket.earlier')}
    </Button>
  );
}

function joined(older: Message[], newer: Message[]): Message[] {
  const known = new Set(newer.map((one) => one.id));
  return [...older.filter((one) => !known.has(one.id)), ...newer];
}
