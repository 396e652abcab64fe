import type { List, SeverityCrowd, Ticket, TicketSeverity } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../platform/client.ts';
import { itemsOf } from '../tickets/queries.ts';

/** Why a ticket is as grave as it is; what happened on it since is another answer. */
export function useTicketSeverity(ticket: Ticket) {
  return useQuery({
    queryKey: ['severity', 'ticket', ticket.id, ticket.severity, ticket.service?.id, ticket.events.length],
    queryFn: ({ signal }) => client.get<TicketSeverity>(`/tickets/${ticket.id}/severity`, undefined, signal),
    staleTime: 10_000,
    refetchInterval: 60_000,
  });
}

export function useCrowds() {
  return useQuery({
    queryKey: ['severity', 'crowds'],
    queryFn: async ({ signal }) => itemsOf(await client.get<List<SeverityCrowd>>('/severity_crowds', undefined, signal)),
    staleTime: 10_000,
    refetchInterval: 30_000,
  });
}
