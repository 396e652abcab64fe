import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import { useDeliveries } from './deliveries.ts';
import classes from './delivery_mark.module.css';

/** That a mail is not from whom it names, or had a file in it that is held. */
export function OriginMark({ ticket, message }: { ticket: Ticket; message: Message }) {
  const t = useT();
  const data = useDeliveries(ticket).data;
  const origin = message.channel === 'email' ? data?.received.find((one) => one.message_id === message.id) : undefined;
  const files = origin ? (data?.held_files.filter((one) => one.mail_id === origin.mail_id) ?? []) : [];
  // What is proven in one way may fail in another: a forwarder breaks SPF, a mailing list DKIM.
  const checks = origin?.authenticity === 'unknown' ? origin.failed_checks : [];
  if (origin?.authenticity !== 'failed' && checks.length === 0 && files.length === 0) return null;
  return (
    <p className={classes.origin}>
      <IconAlertTriangle size={14} aria-hidden />{' '}
      {origin?.authenticity === 'failed' && t('desk.ticket.sender_failed', { address: origin.from_address })}{' '}
      {origin &&
        checks.length > 0 &&
        t('desk.ticket.checks_failed', { checks: checks.join(', ').toUpperCase(), address: origin.from_address })}{' '}
      {files.map((one) => t('desk.ticket.file_held', { name: one.name, virus: one.virus })).join(' ')}
    </p>
  );
}
