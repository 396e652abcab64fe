import type { Message, SentMail, Ticket } from '@goodhost/shared/api.ts';
import { Button, Popover, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChecks, IconClockExclamation, IconClockHour4 } from '@tabler/icons-react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { ticketKeys } from '../../tickets/queries.ts';
import { type DeliveryState, isBad, stateOf, useDeliveries, wordsOf, worstOf } from './deliveries.ts';
import classes from './delivery_mark.module.css';

const icons = {
  failed: IconAlertTriangle,
  bounced: IconAlertTriangle,
  complained: IconAlertTriangle,
  delayed: IconClockExclamation,
  queued: IconClockHour4,
  kept: IconClockHour4,
  sent: IconCheck,
  delivered: IconChecks,
};

/** What became of a message's mails: quiet while all is well, words when something is not. */
export function DeliveryMark({ ticket, message }: { ticket: Ticket; message: Message }) {
  const t = useT();
  const mails = (useDeliveries(ticket).data?.sent ?? []).filter((one) => one.message_id === message.id);
  const state = message.by.kind === 'agent' ? worstOf(mails) : null;
  if (!state) return null;
  const Icon = icons[state];
  const label = t(`desk.delivery.${state}`);
  const loud = isBad(state) || state === 'delayed';
  return (
    <Popover position="bottom-end" shadow="md" width={360} withinPortal>
      <Popover.Target>
        <button type="button" className={classes.mark} data-state={state} aria-label={t('desk.delivery.label', { state: label })}>
          <Icon size={14} aria-hidden />
          {loud && <span>{label}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 16px)">
        <Stack gap="sm">
          {mails.map((mail) => (
            <Mail key={mail.outbox_id} mail={mail} ticketId={ticket.id} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Mail({ mail, ticketId }: { mail: SentMail; ticketId: number }) {
  const t = useT();
  const state = stateOf(mail);
  const words = wordsOf(mail);
  return (
    <div>
      <Text size="sm" fw={600} className={classes.words}>
        {mail.to_address}
      </Text>
      <Text size="sm" className={classes.state} data-state={state}>
        {t(`desk.delivery.${state}`)} <TimeText at={mail.reports[0]?.reported_at ?? mail.sent_at ?? mail.created_at} />
      </Text>
      {words && (
        <Text size="xs" c="dimmed" className={classes.words}>
          {words}
        </Text>
      )}
      {mail.lost_answers > 0 && (
        <Text size="xs" c="dimmed">
          {t('desk.delivery.twice')}
        </Text>
      )}
      {mail.next_try_at && state === 'delayed' && (
        <Text size="xs" c="dimmed">
          {t('desk.delivery.next_try')} <TimeText at={mail.next_try_at} />
        </Text>
      )}
      {mayRetry(mail.state, state) && <Again mail={mail} ticketId={ticketId} />}
    </div>
  );
}

function Again({ mail, ticketId }: { mail: SentMail; ticketId: number }) {
  const t = useT();
  const again = async () => {
    try {
      await client.post(`/outbox/${mail.outbox_id}/attempts`);
      notifyDone(t('desk.delivery.queued_again'));
    } catch (error) {
      notifyProblem(error, t);
    }
    await queryClient.invalidateQueries({ queryKey: ticketKeys.deliveries(ticketId) });
  };
  return (
    <Button variant="default" size="compact-xs" mt={4} onClick={() => void again()}>
      {t('desk.delivery.again')}
    </Button>
  );
}

/** What a server has taken can't be called back, and what has not been tried yet is about to be. */
function mayRetry(kept: string, state: DeliveryState): boolean {
  return kept !== 'sent' && state !== 'queued';
}
