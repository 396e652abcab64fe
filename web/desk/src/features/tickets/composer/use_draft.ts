import type { Ticket } from '@goodhost/shared/api.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useSession } from '../../../platform/session.tsx';
import { ticketKeys } from '../queries.ts';
import { firstWriting, forgetLocally, isEmptyHtml, keepLocally, keptLocally, type Writing } from './draft_store.ts';

const pause = 1_200;
export type DraftState = 'none' | 'saving' | 'saved' | 'local';

export function useDraft(ticket: Ticket) {
  const agent = useSession().agent.id;
  const [writing, setWriting] = useState<Writing>(() =>
    firstWriting(keptLocally(localStorage, agent, ticket.id), ticket.draft, ticket.message_count),
  );
  const [state, setState] = useState<DraftState>(isEmptyHtml(writing.html) ? 'none' : 'saved');
  const timer = useRef<number | undefined>(undefined);
  const latest = useRef(writing);
  const path = `/tickets/${ticket.id}/draft`;
  const save = useCallback(async () => {
    const now = latest.current;
    timer.current = undefined;
    try {
      if (isEmptyHtml(now.html) && now.attachments.length === 0) await client.delete(path);
      else
        await client.put(path, {
          kind: now.kind,
          body_html: now.html,
          attachment_ids: now.attachments.map((one) => one.id),
          base_message_count: now.base,
        });
      if (latest.current === now) {
        forgetLocally(localStorage, agent, ticket.id);
        setState(isEmptyHtml(now.html) ? 'none' : 'saved');
      }
    } catch {
      setState('local');
    }
  }, [path, agent, ticket.id]);

  const change = useCallback(
    (part: Partial<Writing>) => {
      latest.current = { ...latest.current, ...part };
      setWriting(latest.current);
      keepLocally(localStorage, agent, ticket.id, latest.current, Date.now());
      setState('saving');
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), pause);
    },
    [agent, ticket.id, save],
  );

  /** After sending: nothing is left to keep. The server dropped its draft with the message. */
  const clear = useCallback(
    (base: number) => {
      window.clearTimeout(timer.current);
      timer.current = undefined;
      forgetLocally(localStorage, agent, ticket.id);
      latest.current = { kind: 'reply', html: '', attachments: [], base };
      setWriting(latest.current);
      setState('none');
    },
    [agent, ticket.id],
  );

  useEffect(
    () => () => {
      if (timer.current === undefined) return;
      window.clearTimeout(timer.current);
      void save().then(() => queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id), refetchType: 'none' }));
    },
    [save, ticket.id],
  );
  return { writing, change, clear, state };
}
