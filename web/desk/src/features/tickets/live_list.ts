import type { Id, TicketRow } from '@goodhost/shared/api.ts';
import { applyToRows, belongsInView, type TicketUpdate } from '@goodhost/shared/live_store.ts';
import { useEffect, useState } from 'react';
import { queryClient } from '../../platform/client.ts';
import { useFollow } from '../../platform/live.tsx';
import { useSession } from '../../platform/session.tsx';
import { refreshCountsSoon, replaceRow } from './cache.ts';
import { ticketKeys } from './queries.ts';

/** Keeps the rows on screen fresh in place; what would move or enter waits until the person asks for it. */
export function useLiveList(view: string, rows: TicketRow[], position: string | undefined) {
  const me = useSession().agent;
  const [waiting, setWaiting] = useState<Id[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view starts with nothing waiting
  useEffect(() => setWaiting([]), [view]);
  useFollow('tickets', position, {
    entry: ({ data }) => {
      refreshCountsSoon();
      const { ticket } = data as TicketUpdate;
      if (!ticket) return;
      replaceRow(ticket);
      setWaiting((before) => applyToRows({ rows, waiting: before }, ticket, belongsInView(view, ticket, me, Date.now())).waiting);
    },
    reset: () => void queryClient.invalidateQueries({ queryKey: ticketKeys.lists }),
  });
  const show = async () => {
    setWaiting([]);
    await queryClient.resetQueries({ queryKey: ticketKeys.lists });
  };
  // In an empty list nothing jumps under the pointer.
  const nothingToMove = rows.length === 0 && waiting.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only that there is something to show matters
  useEffect(() => {
    if (nothingToMove) void show();
  }, [nothingToMove]);
  return { waiting: waiting.length, show };
}
