import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import { useSession } from '../../../platform/session.tsx';
import { TimeText } from '../../../platform/time_text.tsx';

interface ConflictProps {
  ticket: Ticket;
  base: number;
  empty: boolean;
  /** The server refused to send because of it. */
  refused: boolean;
  onSeen: () => void;
  onSendAnyway: () => void;
}

/** Somebody wrote on the ticket since this person began to write: shows what they said before anything is sent. */
export function Conflict({ ticket, base, empty, refused, onSeen, onSendAnyway }: ConflictProps) {
  const t = useT();
  const me = useSession().agent.id;
  const newer = newerMessages(ticket.messages, ticket.message_count - base, me);
  if (!refused && (empty || newer.length === 0)) return null;
  const names = [...new Set(newer.map((one) => one.by.name))].join(', ');
  return (
    <Alert
      m="xs"
      mb={0}
      p="xs"
      color="orange"
      icon={<IconMessages size={18} aria-hidden />}
      title={t('desk.conflict.title', { names: names || t('desk.conflict.somebody') })}
    >
      {newer.slice(-3).map((one) => (
        <Text key={one.id} size="sm" lineClamp={3}>
          <b>{one.by.name}</b> <TimeText at={one.created_at} />: {one.body_text}
        </Text>
      ))}
      <Group gap="xs" mt={6}>
        {refused ? (
          <Button size="compact-sm" color="orange" onClick={onSendAnyway}>
            {t('desk.conflict.send_anyway')}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="default" onClick={onSeen}>
          {t('desk.conflict.seen')}
        </Button>
      </Group>
    </Alert>
  );
}

export function newerMessages(messages: Message[], count: number, me: number): Message[] {
  if (count <= 0) return [];
  return messages.slice(-count).filter((one) => !(one.by.kind === 'agent' && one.by.id === me) && one.state === 'sent');
}
