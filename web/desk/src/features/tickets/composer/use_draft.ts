import type { Ticket } from '@goodhost/shared/api.ts';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useSession } from '../../../platform/session.tsx';
import { ticketKeys } from '../queries.ts';
import { DraftKeeper, type DraftServer } from './draft_keeper.ts';
import { firstWriting, keptLocally, type Place, type Writing } from './draft_store.ts';

const pathOf = (place: Place) => `/tickets/${place.ticket}/draft`;

const server: DraftServer = {
  put: (place, writing) =>
    client.put(pathOf(place), {
      kind: writing.kind === 'reply' ? 'message' : writing.kind,
      body_html: writing.html,
      attachment_ids: writing.attachments.map((one) => one.id),
      base_message_count: writing.base,
    }),
  delete: (place) => client.delete(pathOf(place)),
};

/** The ticket that was read knows nothing of what is saved now. */
async function leave(keeper: DraftKeeper, ticket: number) {
  const saved = await keeper.flush();
  if (saved) await queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket), refetchType: 'none' });
}

export function useDraft(ticket: Ticket) {
  const agent = useSession().agent.id;
  const [keeper] = useState(() => {
    const place = { agent, ticket: ticket.id };
    const local = keptLocally(localStorage, place);
    return new DraftKeeper(place, firstWriting(local, ticket.draft, ticket.message_count), server, local !== null);
  });
  const writing = useSyncExternalStore(keeper.subscribe, () => keeper.writing);
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state);
  const count = useRef(ticket.message_count);
  count.current = ticket.message_count;
  useEffect(() => {
    keeper.resume();
    return () => void leave(keeper, ticket.id);
  }, [keeper, ticket.id]);
  return useMemo(
    () => ({
      writing,
      state,
      change: (part: Partial<Writing>) => keeper.change(part, count.current),
      clear: keeper.clear,
      current: () => keeper.writing,
    }),
    [keeper, writing, state],
  );
}
