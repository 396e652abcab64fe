import type { Ticket } from '@goodhost/shared/api.ts';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useSession } from '../../../platform/session.tsx';
import { ticketKeys } from '../queries.ts';
import { firstWriting, forgetLocally, isEmptyHtml, keepLocally, keptLocally, type Place, type Writing } from './draft_store.ts';

const pause = 1_200;
export type DraftState = 'none' | 'saving' | 'saved' | 'local';

/** Keeps what is written: at once on this machine, and after a pause on the server. */
export class DraftKeeper {
  writing: Writing;
  state: DraftState;
  private readonly place: Place;
  private readonly listeners = new Set<() => void>();
  private timer: number | undefined;

  constructor(place: Place, first: Writing) {
    this.place = place;
    this.writing = first;
    this.state = isEmptyHtml(first.html) ? 'none' : 'saved';
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** `count` messages are on the ticket: what is begun now answers those. */
  change = (part: Partial<Writing>, count: number) => {
    const begins = isEmptyHtml(this.writing.html) && this.writing.attachments.length === 0;
    this.writing = { ...this.writing, ...(begins ? { base: count } : {}), ...part };
    keepLocally(localStorage, this.place, this.writing);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), pause);
    this.become('saving');
  };

  /** After sending: nothing is left to keep. The server dropped its draft with the message. */
  clear = () => {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    forgetLocally(localStorage, this.place);
    this.writing = { kind: 'reply', html: '', attachments: [], base: this.writing.base };
    this.become('none');
  };

  /** Saves at once what still waits for its pause. */
  flush = async () => {
    if (this.timer === undefined) return;
    window.clearTimeout(this.timer);
    await this.save();
    await queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(this.place.ticket), refetchType: 'none' });
  };

  private async save() {
    const now = this.writing;
    const path = `/tickets/${this.place.ticket}/draft`;
    const nothing = isEmptyHtml(now.html) && now.attachments.length === 0;
    const body = {
      kind: now.kind === 'reply' ? 'message' : now.kind,
      body_html: now.html,
      attachment_ids: now.attachments.map((one) => one.id),
      base_message_count: now.base,
    };
    this.timer = undefined;
    try {
      await (nothing ? client.delete(path) : client.put(path, body));
      if (this.writing !== now) return;
      forgetLocally(localStorage, this.place);
      this.become(nothing ? 'none' : 'saved');
    } catch {
      this.become('local');
    }
  }

  private become(state: DraftState) {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export function useDraft(ticket: Ticket) {
  const agent = useSession().agent.id;
  const [keeper] = useState(() => {
    const place = { agent, ticket: ticket.id };
    return new DraftKeeper(place, firstWriting(keptLocally(localStorage, place), ticket.draft, ticket.message_count));
  });
  const writing = useSyncExternalStore(keeper.subscribe, () => keeper.writing);
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state);
  const count = useRef(ticket.message_count);
  count.current = ticket.message_count;
  useEffect(() => () => void keeper.flush(), [keeper]);
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
