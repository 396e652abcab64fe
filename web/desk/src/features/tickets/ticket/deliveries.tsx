import type { Message, TicketDeliveries } from '@goodhost/shared/api.ts';
import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClockHour4 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ticketKeys } from '../queries.ts';
import classes from './trail.module.css';

export function useDeliveries(ticket: number) {
  return useQuery({
    queryKey: ticketKeys.deliveries(ticket),
    queryFn: ({ signal }) => client.get<TicketDeliveries>(`/tickets/${ticket}/deliveries`, undefined, signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}

const bad = new Set(['failed', 'hard', 'soft', 'complained']);
const arrived = new Set(['sent', 'delivered']);

/** What became of the mails for one message: the worst of them, with the server's words. */
export function DeliveryMark({ ticket, message }: { ticket: number; message: Message }) {
  const t = useT();
  const { tOr } = useWords();
  const sent = useDeliveries(ticket).data?.sent.filter((one) => one.message_id === message.id) ?? [];
  if (message.by.kind !== 'agent' || sent.length === 0) return null;
  const states = sent.map((one) => ({
    to: one.to_address,
    state: one.reports[0]?.fate ?? one.state,
    words: one.reports[0]?.words || one.answer,
  }));
  const worst = states.find((one) => bad.has(one.state)) ?? states.find((one) => !arrived.has(one.state)) ?? states[0];
  if (!worst) return null;
  const isBad = bad.has(worst.state);
  const Icon = isBad ? IconAlertTriangle : arrived.has(worst.state) ? IconCheck : IconClockHour4;
  const said = `${worst.to}: ${tOr(`desk.delivery.${worst.state}`, worst.state)}`;
  return (
    <Tooltip label={worst.words ? `${said}. ${worst.words}` : said} multiline maw={420}>
      <span className={classes.delivery} data-bad={isBad || undefined}>
        <Icon size={14} aria-hidden />
        {isBad ? t('desk.ticket.not_delivered') : <span className="visually-hidden">{said}</span>}
      </span>
    </Tooltip>
  );
}

/** That a mail is not from whom it names, or had a file in it that is held. */
export function OriginMark({ ticket, message }: { ticket: number; message: Message }) {
  const t = useT();
  const data = useDeliveries(ticket).data;
  const origin = message.channel === 'email' ? data?.received.find((one) => one.message_id === message.id) : undefined;
  const files = origin ? (data?.held_files.filter((one) => one.mail_id === origin.mail_id) ?? []) : [];
  if (origin?.authenticity !== 'failed' && files.length === 0) return null;
  return (
    <p className={classes.remote}>
      <IconAlertTriangle size={14} aria-hidden />{' '}
      {origin?.authenticity === 'failed' && t('desk.ticket.sender_failed', { address: origin.from_address })}{' '}
      {files.map((one) => t('desk.ticket.file_held', { name: one.name, virus: one.virus })).join(' ')}
    </p>
  );
}
