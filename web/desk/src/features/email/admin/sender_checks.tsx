import type { DomainCheck, Sender, SenderProbe } from '@goodhost/shared/api.ts';
import { Alert, Button, Code, Group, List, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';

const marks = {
  good: { icon: IconCheck, color: 'green' },
  warning: { icon: IconAlertTriangle, color: 'orange' },
  wrong: { icon: IconX, color: 'red' },
  unknown: { icon: IconQuestionMark, color: 'gray' },
};

/** Whether the mail server takes us, and whether the DNS vouches for us. */
export function SenderChecks({ sender }: { sender: Sender }) {
  const t = useT();
  const [probe, setProbe] = useState<SenderProbe | null>(null);
  const [check, setCheck] = useState<DomainCheck | null>(null);
  const [busy, setBusy] = useState('');
  const ask = async <T,>(what: string, then: (answer: T) => void) => {
    setBusy(what);
    try {
      then(await client.post<T>(`/senders/${sender.brand_id}/${what}`));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy('');
  };
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button variant="default" size="compact-sm" loading={busy === 'probes'} onClick={() => void ask<SenderProbe>('probes', setProbe)}>
          {t('desk.admin.test_relay')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          loading={busy === 'dns_checks'}
          onClick={() => void ask<DomainCheck>('dns_checks', setCheck)}
        >
          {t('desk.admin.check_dns')}
        </Button>
      </Group>
      {probe && (
        <Alert color={probe.outcome === 'accepted' ? 'green' : 'red'} role="status">
          {t(`desk.probe.${probe.outcome}`)}
          <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
            {probe.words}
          </Text>
        </Alert>
      )}
      {check && <Findings check={check} />}
    </Stack>
  );
}

function Findings({ check }: { check: DomainCheck }) {
  const t = useT();
  return (
    <List spacing="sm" size="sm" center={false} aria-label={t('desk.admin.check_dns')}>
      {check.items.map((one) => {
        const { icon: Icon, color } = marks[one.verdict];
        return (
          <List.Item
            key={`${one.subject} ${one.code} ${one.found}`}
            icon={
              <ThemeIcon color={color} size={20} radius="xl" variant="light" aria-label={t(`desk.verdict.${one.verdict}`)}>
                <Icon size={13} aria-hidden />
              </ThemeIcon>
            }
          >
            <span style={{ overflowWrap: 'anywhere' }}>{one.words}</span>
            {one.expected && (
              <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {one.expected}
              </Code>
            )}
          </List.Item>
        );
      })}
    </List>
  );
}
