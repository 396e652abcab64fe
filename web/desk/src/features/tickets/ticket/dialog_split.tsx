import type { Ticket } from '@goodhost/shared/api.ts';
import { Checkbox, ScrollArea, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';

/** Moves chosen messages to a ticket of their own, for a second problem told in the same mail. */
export default function SplitDialog({ ticket, onClose }: DialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const [subject, setSubject] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const split = async () => {
    try {
      const made = await client.post<Ticket>(`/tickets/${ticket.id}/split`, { message_ids: chosen.map(Number), subject: subject.trim() });
      onClose();
      notifyDone(t('desk.done.split', { number: made.number }));
      await queryClient.invalidateQueries({ queryKey: ['tickets'] });
      await navigate({ to: '/inbox/$ticketId', params: { ticketId: String(made.id) }, search: (before) => before });
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Dialog
      title={t('desk.ticket.split')}
      action={t('desk.ticket.split_do')}
      disabled={chosen.length === 0 || subject.trim() === ''}
      onClose={onClose}
      onDone={split}
    >
      <TextInput
        data-autofocus
        label={t('desk.ticket.split_subject')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        required
        maxLength={300}
      />
      <Checkbox.Group label={t('desk.ticket.split_messages')} value={chosen} onChange={setChosen}>
        <ScrollArea.Autosize mah={320}>
          <Stack gap={8} pt={8}>
            {ticket.messages.map((message) => (
              <Checkbox key={message.id} value={String(message.id)} label={`${message.by.name}: ${message.body_text.slice(0, 110)}`} />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Checkbox.Group>
    </Dialog>
  );
}
