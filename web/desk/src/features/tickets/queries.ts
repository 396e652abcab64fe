import type {
  Answer,
  Category,
  CustomField,
  List,
  Macro,
  SortOrder,
  Ticket,
  TicketContext,
  TicketRow,
  View,
} from '@goodhost/shared/api.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client } from '../../platform/client.ts';

const quietly = 60_000;

export const ticketKeys = {
  lists: ['tickets', 'list'] as const,
  list: (view: string, sort: SortOrder) => ['tickets', 'list', view, sort] as const,
  ticket: (id: number) => ['tickets', 'one', id] as const,
  deliveries: (id: number) => ['tickets', 'deliveries', id] as const,
  context: (id: number) => ['tickets', 'context', id] as const,
  views: ['tickets', 'views'] as const,
};

export function useTicketList(view: string, sort: SortOrder) {
  return useInfiniteQuery({
    queryKey: ticketKeys.list(view, sort),
    queryFn: ({ pageParam, signal }) => client.get<List<TicketRow>>('/tickets', { view, sort, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useTicket(id: number) {
  return useQuery({
    queryKey: ticketKeys.ticket(id),
    queryFn: ({ signal }) => client.get<Ticket>(`/tickets/${id}`, undefined, signal),
    // Live entries keep it fresh while it is on screen; opened again later it is checked.
    staleTime: 5_000,
  });
}

export function useTicketContext(id: number) {
  return useQuery({
    queryKey: ticketKeys.context(id),
    queryFn: ({ signal }) => client.get<TicketContext>(`/tickets/${id}/context`, undefined, signal),
    staleTime: 30_000,
  });
}

export function useViews() {
  return useQuery({
    queryKey: ticketKeys.views,
    queryFn: async () => itemsOf(await client.get<List<View> | View[]>('/views')),
    staleTime: 10_000,
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });
}

export function useMacros(enabled = true) {
  return useQuery({
    queryKey: ['macros'],
    queryFn: async () => itemsOf(await client.get<List<Macro>>('/macros')),
    staleTime: quietly,
    enabled,
  });
}

export function useAnswers(enabled = true) {
  return useQuery({
    queryKey: ['answers'],
    queryFn: async () => itemsOf(await client.get<List<Answer>>('/answers')),
    staleTime: quietly,
    enabled,
  });
}

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: async () => itemsOf(await client.get<List<Category>>('/categories')),
    staleTime: 5 * quietly,
  });
}

export function useCustomFields() {
  return useQuery({
    queryKey: ['custom_fields'],
    queryFn: async () => itemsOf(await client.get<List<CustomField>>('/custom_fields')),
    staleTime: 5 * quietly,
  });
}

export function itemsOf<T>(list: List<T> | T[] | undefined): T[] {
  return Array.isArray(list) ? list : (list?.items ?? []);
}
