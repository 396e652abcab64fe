import type { List, Mailbox, MailboxHealth } from '@goodhost/shared/api.ts';
import { Badge, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '../../platform/client.ts';
import { type MessageKey, useT, useWords } from '../../platform/i18n.tsx';
import { TimeText } from '../../platform/time_text.tsx';
import { itemsOf } from '../tickets/queries.ts';

const watchInterval = 30_000;

export const healthKey = ['mailboxes', 'health'] as const;

/** How the mailboxes are, looked at again and again. */
export function useMailboxHealth() {
  return useQuery({
    queryKey: healthKey,
    queryFn: async () => itemsOf(await client.get<List<MailboxHealth>>('/mailbox_health')),
    refetchInterval: watchInterval,
  });
}

export function useMailboxNames(wanted: boolean) {
  return useQuery({
    queryKey: ['mailboxes', 'names'],
    queryFn: async () => itemsOf(await client.get<List<Mailbox>>('/mailboxes')),
    enabled: wanted,
  });
}

const colors = { off: 'gray', passive: 'gray', starting: 'gray', working: 'green', failing: 'red', silent: 'orange', unanswered: 'orange' };

export function HealthBadge({ health }: { health: MailboxHealth | undefined }) {
  const t = useT();
  if (!health) return null;
  return (
    <Badge variant="light" color={health.alarm ? 'red' : colors[health.state]}>
      {t(`desk.mailbox.state.${health.state}`)}
    </Badge>
  );
}

/** What is wrong, in words; the server's own behind ours. */
export function FaultText({ fault, words }: { fault: MailboxHealth['fault']; words: string }) {
  const t = useT();
  if (!fault) return null;
  return (
    <>
      <Text size="sm">{t(`desk.mailbox.fault.${fault}` as MessageKey)}</Text>
      {words && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {words}
        </Text>
      )}
    </>
  );
}

function Fact({ label, children }: { label: MessageKey; children: ReactNode }) {
  const t = useT();
  return (
    <Text size="sm">
      <Text span c="dimmed" size="sm">
        {t(label)}:{' '}
      </Text>
      {children}
    </Text>
  );
}

export function HealthFacts({ health }: { health: MailboxHealth }) {
  const t = useT();
  const { language } = useWords();
  const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
  return (
    <Stack gap={4}>
      <div>
        <HealthBadge health={health} />
      </div>
      <FaultText fault={health.fault} words={health.words} />
      {health.folder && <Fact label="desk.field.folders">{health.folder}</Fact>}
      {health.since && (
        <Fact label="desk.mailbox.since">
          <TimeText at={health.since} />
        </Fact>
      )}
      <Fact label="desk.mailbox.last_mail">{health.arrived_at ? <TimeText at={health.arrived_at} /> : t('desk.mailbox.never')}</Fact>
      {health.delay_ms !== null && <Fact label="desk.mailbox.delay">{seconds.format(health.delay_ms / 1000)}</Fact>}
      {health.checked_at && (
        <Fact label="desk.mailbox.checked">
          <TimeText at={health.checked_at} />
        </Fact>
      )}
      {health.heartbeat_sent_at && (
        <Fact label="desk.mailbox.heartbeat">
          {health.heartbeat_seen_at ? <TimeText at={health.heartbeat_seen_at} /> : t('desk.mailbox.never')}
        </Fact>
      )}
      {health.left_behind > 0 && <Fact label="desk.mailbox.left_behind">{health.left_behind}</Fact>}
    </Stack>
  );
}
