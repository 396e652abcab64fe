import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { useCan } from '../../../platform/session.tsx';
import { ticketKeys } from '../queries.ts';
import classes from './trail.module.css';

/** The message with what is hidden in it, once this person asked for it; the trail says who did. */
export function useRevealed(ticket: Ticket, message: Message) {
  const t = useT();
  const [revealed, setRevealed] = useState<Message | null>(null);
  const reveal = async () => {
    try {
      setRevealed(await client.post<Message>(`/tickets/${ticket.id}/messages/${message.id}/revelation`, {}));
      await queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id) });
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return { shown: revealed ?? message, isRevealed: revealed !== null, reveal, hide: () => setRevealed(null) };
}

export function SecretsLine({ count, isRevealed, onReveal, onHide }: SecretsLineProps) {
  const t = useT();
  const may = useCan();
  if (count === 0) return null;
  return (
    <p className={classes.remote}>
      <IconEyeOff size={14} aria-hidden /> {t('desk.ticket.secrets', { count })}
      {may('tickets.reveal') && (
        <Button size="compact-xs" variant="subtle" onClick={isRevealed ? onHide : onReveal}>
          {t(isRevealed ? 'desk.ticket.secrets_hide' : 'desk.ticket.secrets_show')}
        </Button>
      )}
    </p>
  );
}

interface SecretsLineProps {
  count: number;
  isRevealed: boolean;
  onReveal: () => void;
  onHide: () => void;
}
