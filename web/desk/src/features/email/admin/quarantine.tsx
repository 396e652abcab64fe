import type { Quarantined } from '@goodhost/shared/api.ts';
import { Anchor, Button, Group, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { type MessageKey, useWords } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { fileSize } from '../../../platform/time.ts';
import { TimeText } from '../../../platform/time_text.tsx';

/** Mail that was taken in and not put on a ticket: nothing is lost, somebody looks. */
export function QuarantineAdmin() {
  const { language, tOr } = useWords();
  const spec: ResourceSpec<Quarantined> = {
    path: '/quarantine',
    queryKey: ['quarantine'],
    title: 'desk.admin.quarantine',
    description: 'desk.admin.quarantine_hint',
    mayCreate: false,
    idOf: (row) => row.id,
    nameOf: (row) => row.subject || row.from_address,
    columns: [
      { name: 'subject', value: (row) => row.subject || '–' },
      { name: 'from', value: (row) => row.from_address },
      { name: 'mailbox', value: (row) => row.mailbox },
      { name: 'cause', value: (row) => tOr(`desk.cause.${row.cause}`, row.cause) },
      { name: 'received_at', value: (row) => <TimeText at={row.received_at} /> },
      { name: 'size', value: (row) => fileSize(row.size, language), numeric: true },
    ],
    fields: [],
    extra: (row, refresh) => <Release mail={row} refresh={refresh} />,
  };
  return <ResourcePage spec={spec} />;
}

function Release({ mail, refresh }: { mail: Quarantined; refresh: () => void }) {
  const { t, tOr } = useWords();
  const [ticket, setTicket] = useState<number | null>(mail.ticket_id);
  const attempt = async (done: MessageKey, act: () => Promise<unknown>) => {
    try {
      await act();
      notifyDone(t(done));
      refresh();
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  const release = () =>
    attempt('desk.done.released', () => client.post(`/quarantine/${mail.id}/release`, ticket ? { ticket_id: ticket } : {}));
  const isSpam = () => attempt('desk.done.judged', () => client.put(`/mails/${mail.id}/judgement`, { spam: true }));
  const block = () => attempt('desk.done.blocked', () => client.post('/blocked_senders', { sender: mail.from_address }));
  return (
    <Stack gap="sm">
      <div>
        {tOr(`desk.cause.${mail.cause}`, mail.cause)}
        {mail.spam_score !== null && ` (${mail.spam_score})`}
      </div>
      <Anchor href={`/api/v1/quarantine/${mail.id}/raw`} target="_blank" size="sm">
        {t('desk.ticket.mail_source')}
      </Anchor>
      <NumberInput
        label={t('desk.admin.release_to')}
        description={t('desk.admin.release_to_hint')}
        value={ticket ?? ''}
        onChange={(value) => setTicket(value === '' ? null : Number(value))}
        hideControls
      />
      <Group>
        <Button onClick={() => void release()}>{t('desk.admin.release')}</Button>
        <Button variant="default" onClick={() => void isSpam()}>
          {t('desk.admin.is_spam')}
        </Button>
        {mail.from_address && (
          <Button variant="default" onClick={() => void block()}>
            {t('desk.admin.block_sender')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
