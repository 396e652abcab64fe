import type { TicketRow } from '@goodhost/shared/api.ts';
import type { TicketUpdate } from '@goodhost/shared/live_store.ts';
import { Anchor, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useT } from '../../platform/i18n.tsx';
import { useFollow } from '../../platform/live.tsx';

/** Tells, wherever in the desk somebody is, that a colleague asks for them; one notice for a ticket, until it is closed. */
export function MentionNotice() {
  const t = useT();
  const navigate = useNavigate();
  const open = (ticket: TicketRow) => {
    notifications.hide(idOf(ticket));
    void navigate({ to: '/inbox/$ticketId', params: { ticketId: String(ticket.id) }, search: { view: 'all' } });
  };
  useFollow('tickets', null, {
    entry: ({ data }) => {
      const { ticket, mentioned_by } = data as TicketUpdate;
      if (!ticket || mentioned_by === undefined) return;
      notifications.hide(idOf(ticket));
      notifications.show({
        id: idOf(ticket),
        color: 'teal',
        autoClose: false,
        closeButtonProps: { 'aria-label': t('desk.action.close') },
        title: t('desk.mention.title', { name: mentioned_by }),
        message: (
          <Anchor component="button" type="button" onClick={() => open(ticket)}>
            <Text size="sm">
              #{ticket.number} {ticket.subject}
            </Text>
          </Anchor>
        ),
      });
    },
  });
  return null;
}

const idOf = (ticket: TicketRow) => `mention-${ticket.id}`;
