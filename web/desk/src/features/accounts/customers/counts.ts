import type { Customer, CustomerCounts, Id, List } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useCan } from '../../../platform/session.tsx';

export type CountedCustomer = Customer & CustomerCounts;

type May = (permission: string) => boolean;

/** What slices above the customers count for each of them; what one may not see is left out. */
export async function countsOf(ids: Id[], may: May, signal?: AbortSignal): Promise<Map<Id, CustomerCounts>> {
  const counts = new Map<Id, CustomerCounts>(ids.map((id) => [id, {}]));
  const add = async (permission: string, path: string, name: keyof CustomerCounts, counted: string) => {
    if (!may(permission) || ids.length === 0) return;
    for (const id of ids) Object.assign(counts.get(id) ?? {}, { [name]: 0 });
    const answer = await client.get<List<Record<string, number>>>(path, { customer_ids: ids }, signal);
    for (const line of answer.items) Object.assign(counts.get(line.customer_id ?? 0) ?? {}, { [name]: line[counted] });
  };
  await Promise.all([
    add('hosting.view', '/services/counts', 'service_count', 'services'),
    add('tickets.view', '/tickets/counts', 'open_tickets', 'open_tickets'),
  ]);
  return counts;
}

export async function withCounts(customers: Customer[], may: May, signal?: AbortSignal): Promise<CountedCustomer[]> {
  const counts = await countsOf(
    customers.map((one) => one.id),
    may,
    signal,
  );
  return customers.map((one) => ({ ...one, ...counts.get(one.id) }));
}

export function useCustomerCounts(id: Id | undefined): CustomerCounts | undefined {
  const may = useCan();
  return useQuery({
    queryKey: ['customers', 'counts', id],
    queryFn: async ({ signal }) => (await countsOf([id as Id], may, signal)).get(id as Id) ?? {},
    enabled: id !== undefined,
    staleTime: 60_000,
  }).data;
}
