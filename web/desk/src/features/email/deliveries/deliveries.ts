import type { SentMail, Ticket, TicketDeliveries } from '@goodhost/shared/api.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { ticketKeys } from '../../tickets/queries.ts';

/** From bad to good: of several mails of one message, the worst is shown. */
const order = ['failed', 'bounced', 'complained', 'delayed', 'queued', 'kept', 'sent', 'delivered'] as const;
export type DeliveryState = (typeof order)[number];

type Tried = Pick<SentMail, 'state' | 'attempts'> & Partial<Pick<SentMail, 'reports'>>;

/** What the newest report says of a mail that our server took; a queued one that was tried already is delayed. */
export function stateOf(mail: Tried): DeliveryState {
  if (mail.state === 'queued' && mail.attempts > 0) return 'delayed';
  const fate = mail.state === 'sent' ? mail.reports?.[0]?.fate : undefined;
  if (fate) return fate === 'hard' || fate === 'soft' ? 'delayed' : fate;
  return order.find((one) => one === mail.state) ?? 'queued';
}

/** Of the server that said something last. */
export function wordsOf(mail: SentMail): string {
  return mail.reports[0]?.words || mail.answer;
}

export function worstOf(mails: readonly Tried[]): DeliveryState | null {
  const states = mails.map(stateOf);
  return order.find((one) => states.includes(one)) ?? null;
}

export function isBad(state: DeliveryState): boolean {
  return state === 'failed' || state === 'bounced' || state === 'complained';
}

/** What became of the mails of a ticket, and where those that came in are from; fetched anew when its trail tells of one. */
export function useDeliveries(ticket: Ticket) {
  const last = ticket.events.findLast((event) => event.type.startsWith('email.'))?.sequence ?? 0;
  return useQuery({
    queryKey: [...ticketKeys.deliveries(ticket.id), last, ticket.messages.length],
    queryFn: ({ signal }) => client.get<TicketDeliveries>(`/tickets/${ticket.id}/deliveries`, undefined, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
