import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { useCan } from '../../platform/session.tsx';
import { useShortcut } from '../../platform/shortcuts.tsx';

/** Gives me the ticket that is owed soonest of those that nobody has and that I can do, and opens it. */
export default function NextButton() {
  const t = useT();
  const may = useCan()('tickets.reply');
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    if (!may || busy) return;
    setBusy(true);
    try {
      const { ticket_id } = await client.post<{ ticket_id: number | null }>('/me/next_ticket');
      if (ticket_id) await navigate({ to: '/inbox/$ticketId', params: { ticketId: String(ticket_id) }, search: { view: 'mine' } });
      else notifyDone(t('desk.next.none'));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  useShortcut({ keys: 'g n', label: 'desk.next.take', group: 'list' }, () => void take());
  if (!may) return null;
  return (
    <Tooltip label={`${t('desk.next.take')} (g n)`}>
      <ActionIcon aria-label={t('desk.next.take')} loading={busy} onClick={() => void take()}>
        <IconPlayerTrackNext size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
