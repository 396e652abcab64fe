import type { OutboxMail } from '@goodhost/shared/api.ts';
import { Badge, Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { isBad, stateOf } from '../deliveries/deliveries.ts';

/** What was sent, or, where nothing is sent, what would have been. */
export function OutboxAdmin() {
  const spec: ResourceSpec<OutboxMail> = {
    path: '/outbox',
    queryKey: ['outbox'],
    title: 'desk.admin.outbox',
    description: 'desk.admin.outbox_hint',
    mayCreate: false,
    mayDelete: false,
    idOf: (row) => row.id,
    nameOf: (row) => row.subject,
    columns: [
      { name: 'subject', value: (row) => row.subject },
      { name: 'to', value: (row) => row.to_address },
      {
        name: 'state',
        value: (row) => <State mail={row} />,
      },
      { name: 'at', value: (row) => <TimeText at={row.sent_at ?? row.created_at} /> },
    ],
    fields: [],
    extra: (row) => <Mail id={row.id} />,
  };
  return <ResourcePage spec={spec} />;
}

function State({ mail }: { mail: OutboxMail }) {
  const t = useT();
  const state = stateOf(mail);
  return (
    <Badge variant="light" title={mail.answer} color={isBad(state) ? 'red' : state === 'delayed' ? 'orange' : 'gray'}>
      {t(`desk.delivery.${state}`)}
    </Badge>
  );
}

function Mail({ id }: { id: number }) {
  const mail = useQuery({ queryKey: ['outbox', 'one', id], queryFn: () => client.get<OutboxMail>(`/outbox/${id}`) });
  if (mail.isPending) return <SkeletonRows rows={2} />;
  if (!mail.data) return <ErrorView error={mail.error} />;
  const { html, text, answer } = mail.data;
  return (
    <Stack gap="sm">
      {answer && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {answer}
        </Text>
      )}
      {html ? <Page html={html} /> : <Code block>{text}</Code>}
    </Stack>
  );
}

function Page({ html }: { html: string }) {
  const t = useT();
  return (
    <iframe
      title={t('desk.ticket.mail_content')}
      sandbox=""
      srcDoc={html}
      style={{ width: '100%', height: 460, border: '1px solid var(--desk-line)', borderRadius: 6, background: '#fff' }}
    />
  );
}
