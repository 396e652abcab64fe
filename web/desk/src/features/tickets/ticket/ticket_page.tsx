import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { applyToTicket, type TicketUpdate } from '@goodhost/shared/live_store.ts';
import { useMediaQuery } from '@mantine/hooks';
import { IconTicketOff } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { useFollow, useViewingSignal } from '../../../platform/live.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { patchRows, refreshCountsSoon } from '../cache.ts';
import { ContextDrawer, ContextPanel } from '../context/context_panel.tsx';
import { ticketKeys, useTicket } from '../queries.ts';
import { PresenceBar } from './presence_bar.tsx';
import classes from './ticket.module.css';
import { TicketHeader } from './ticket_header.tsx';
import { useTicketShortcuts } from './ticket_shortcuts.ts';
import { Trail } from './trail.tsx';

const Composer = lazy(() => import('../composer/composer.tsx'));

export function TicketPage() {
  const t = useT();
  const { ticketId } = useParams({ from: '/inbox/$ticketId' });
  const id = Number(ticketId);
  const ticket = useTicket(id);
  if (ticket.isPending) return <SkeletonRows rows={6} height={90} />;
  if (ticket.error instanceof ProblemError && ticket.error.status === 404) {
    return (
      <EmptyView page icon={<IconTicketOff size={30} stroke={1.4} aria-hidden />} title={t('desk.ticket.missing')}>
        {t('desk.ticket.missing_hint')}
      </EmptyView>
    );
  }
  if (!ticket.data) return <ErrorView error={ticket.error} retry={() => void ticket.refetch()} />;
  return <OpenTicket key={id} ticket={ticket.data} />;
}

function OpenTicket({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const wide = useMediaQuery('(min-width: 80em)', true);
  const [drawer, setDrawer] = useState(false);
  const [news, setNews] = useState('');
  useLiveTicket(ticket, (message) => setNews(t('desk.ticket.new_message', { name: message.by.name })));
  useViewingSignal(ticket.id);
  useMarkRead(ticket);
  useTicketShortcuts(ticket);
  return (
    <>
      <article className={classes.ticket} aria-label={`#${ticket.number} ${ticket.subject}`}>
        <TicketHeader ticket={ticket} onContext={wide ? undefined : () => setDrawer(true)} />
        <PresenceBar ticketId={ticket.id} />
        <Trail ticket={ticket} />
        <Suspense fallback={<div className={classes.composerFallback} />}>
          <Composer ticket={ticket} />
        </Suspense>
        <div className="visually-hidden" role="status" aria-live="polite">
          {news}
        </div>
      </article>
      {wide ? <ContextPanel ticket={ticket} /> : <ContextDrawer ticket={ticket} opened={drawer} onClose={() => setDrawer(false)} />}
    </>
  );
}

function useLiveTicket(ticket: Ticket, onMessage: (message: Message) => void): void {
  const key = ticketKeys.ticket(ticket.id);
  useFollow(`ticket/${ticket.id}`, ticket.position, {
    entry: ({ data }) => {
      const update = data as TicketUpdate;
      const known = update.message && ticket.messages.some((one) => one.id === update.message?.id);
      queryClient.setQueryData<Ticket>(key, (before) => before && applyToTicket(before, update));
      // What is being fetched may be older than this entry.
      if (update.refetch || queryClient.isFetching({ queryKey: key }) > 0) void queryClient.invalidateQueries({ queryKey: key });
      if (update.ticket) patchRows([ticket.id], update.ticket);
      if (update.message && !known && update.message.by.kind === 'contact') onMessage(update.message);
    },
    reset: () => void queryClient.invalidateQueries({ queryKey: key }),
  });
  // Linked and merged tickets are shown by name and status, which their own entries change.
  useFollow('tickets', ticket.position, {
    entry: ({ data }) => queryClient.setQueryData<Ticket>(key, (before) => before && applyToTicket(before, data as TicketUpdate)),
  });
}

/** What was shown while the tab was in view is read. */
function useMarkRead(ticket: Ticket): void {
  const last = ticket.messages.at(-1)?.id;
  const unread = ticket.unread || (last !== undefined && (ticket.read_up_to ?? 0) < last);
  // Marking it unread by hand must not mark it read again at once: only another last message does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!unread || last === undefined || document.visibilityState !== 'visible') return;
    const timer = window.setTimeout(() => {
      client.put(`/tickets/${ticket.id}/read`, { up_to: last }).then(
        () => {
          queryClient.setQueryData<Ticket>(
            ticketKeys.ticket(ticket.id),
            (before) => before && { ...before, unread: false, read_up_to: last },
          );
          patchRows([ticket.id], { unread: false });
          refreshCountsSoon();
        },
        // Not worth a word: it is tried again when the ticket is opened again.
        () => {},
      );
    }, 800);
    return () => window.clearTimeout(timer);
  }, [ticket.id, last]);
}
