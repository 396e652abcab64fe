import type { List, Ticket, TicketRow } from '@goodhost/shared/api.ts';
import type { InfiniteData } from '@tanstack/react-query';
import { queryClient } from '../../platform/client.ts';
import { ticketKeys } from './queries.ts';

type Pages = InfiniteData<List<TicketRow>, string | null>;

/** Changes a ticket wherever it is on screen: open, and in every list. */
export function patchTicket(id: number, patch: Partial<Ticket>): void {
  queryClient.setQueryData<Ticket>(ticketKeys.ticket(id), (ticket) => ticket && { ...ticket, ...patch });
  patchRows([id], patch);
}

export function patchRows(ids: readonly number[], patch: Partial<TicketRow>): void {
  queryClient.setQueriesData<Pages>({ queryKey: ticketKeys.lists }, (pages) =>
    mapRows(pages, (row) => (ids.includes(row.id) ? { ...row, ...patch } : row)),
  );
}

export function replaceRow(row: TicketRow): void {
  queryClient.setQueriesData<Pages>({ queryKey: ticketKeys.lists }, (pages) => mapRows(pages, (one) => (one.id === row.id ? row : one)));
}

function mapRows(pages: Pages | undefined, change: (row: TicketRow) => TicketRow): Pages | undefined {
  if (!pages) return pages;
  let touched = false;
  const next = pages.pages.map((page) => {
    let pageTouched = false;
    const items = page.items.map((row) => {
      const changed = change(row);
      if (changed !== row) pageTouched = true;
      return changed;
    });
    touched ||= pageTouched;
    return pageTouched ? { ...page, items } : page;
  });
  return touched ? { ...pages, pages: next } : pages;
}

/** What is on screen of a ticket now, to put back when the server refuses. */
export function rememberTicket(id: number): () => void {
  const ticket = queryClient.getQueryData<Ticket>(ticketKeys.ticket(id));
  const lists = queryClient.getQueriesData<Pages>({ queryKey: ticketKeys.lists });
  const row = lists.flatMap(([, pages]) => pages?.pages.flatMap((page) => page.items) ?? []).find((one) => one.id === id);
  return () => {
    if (ticket) queryClient.setQueryData(ticketKeys.ticket(id), ticket);
    if (row) replaceRow(row);
  };
}

export function findRow(id: number): TicketRow | undefined {
  const open = queryClient.getQueryData<Ticket>(ticketKeys.ticket(id));
  if (open) return open;
  for (const [, pages] of queryClient.getQueriesData<Pages>({ queryKey: ticketKeys.lists })) {
    for (const page of pages?.pages ?? []) {
      const row = page.items.find((one) => one.id === id);
      if (row) return row;
    }
  }
  return undefined;
}

let countsDue = false;
/** The views' counts follow what happens, at most once in a few seconds. */
export function refreshCountsSoon(): void {
  if (countsDue) return;
  countsDue = true;
  window.setTimeout(() => {
    countsDue = false;
    void queryClient.invalidateQueries({ queryKey: ticketKeys.views });
  }, 3_000);
}
