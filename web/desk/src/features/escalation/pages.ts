import type { EscalationPage, EscalationPageList, Ticket } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../platform/client.ts';
import { useSignalled } from '../../platform/live.tsx';

const mine = ['pages', 'mine'] as const;

/** What I am called to; a signal says when to look again. */
export function useMyPages() {
  useSignalled('pages', mine);
  return useQuery({
    queryKey: mine,
    queryFn: ({ signal }) => client.get<EscalationPageList>('/me/pages', undefined, signal),
    staleTime: 10_000,
    // A signal that was lost must not cost a night.
    refetchInterval: 60_000,
  });
}

/** The call that runs on a ticket. Tickets to which nobody was ever called are not asked for. */
export function useRunningPage(ticket: Ticket): EscalationPage | undefined {
  const entries = ticket.events.filter((event) => event.type.startsWith('escalation.')).length;
  const found = useQuery({
    // What has happened since is another answer.
    queryKey: ['pages', 'ticket', ticket.id, entries, ticket.assignee?.id, ticket.team?.id],
    queryFn: ({ signal }) => client.get<EscalationPageList>(`/tickets/${ticket.id}/pages`, undefined, signal),
    enabled: entries > 0,
  });
  return found.data?.items.find((page) => page.ended_at === null);
}

export async function acknowledge(pages: EscalationPage[]): Promise<void> {
  await client.post('/me/pages/acknowledgement', { page_ids: pages.map((page) => page.id) });
  await queryClient.invalidateQueries({ queryKey: ['pages'] });
}
