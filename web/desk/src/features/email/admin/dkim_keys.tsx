import type { DkimKey, Sender } from '@goodhost/shared/api.ts';
import { Button, Code, CopyButton, Group, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';

/** Keys that sign a brand's mails, with the record that the DNS needs for each. */
export function DkimKeys({ sender }: { sender: Sender }) {
  const t = useT();
  const [keys, setKeys] = useState(sender.dkim_keys);
  const path = `/senders/${sender.brand_id}/dkim_keys`;
  const act = async (change: () => Promise<unknown>) => {
    try {
      await change();
      setKeys((await client.get<Sender>(`/senders/${sender.brand_id}`)).dkim_keys);
      notifyDone(t('desk.done.saved'));
      await queryClient.invalidateQueries({ queryKey: ['senders'] });
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  const make = (algorithm: DkimKey['algorithm']) => act(() => client.post(path, { algorithm }));
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        {t('desk.admin.dkim_keys')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('desk.admin.dkim_hint')}
      </Text>
      {keys.map((key) => (
        <Key
          key={key.id}
          dkim={key}
          onActive={(active) => void act(() => client.patch(`${path}/${key.id}`, { active }))}
          onRemove={() => void act(() => client.delete(`${path}/${key.id}`))}
        />
      ))}
      <Group gap="xs">
        <Button variant="default" size="compact-sm" onClick={() => void make('rsa_sha256')}>
          {t('desk.admin.new_key', { kind: 'RSA' })}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => void make('ed25519_sha256')}>
          {t('desk.admin.new_key', { kind: 'Ed25519' })}
        </Button>
      </Group>
    </Stack>
  );
}

function Key({ dkim, onActive, onRemove }: { dkim: DkimKey; onActive: (active: boolean) => void; onRemove: () => void }) {
  const t = useT();
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm">TXT {dkim.record_name}</Text>
        <Switch
          size="sm"
          label={t('desk.admin.dkim_active')}
          checked={dkim.active}
          onChange={(event) => onActive(event.currentTarget.checked)}
        />
      </Group>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {dkim.record}
      </Code>
      <Group gap="xs">
        <CopyButton value={dkim.record}>
          {({ copied, copy }) => (
            <Button variant="subtle" size="compact-xs" onClick={copy}>
              {t(copied ? 'desk.action.copied' : 'desk.action.copy')}
            </Button>
          )}
        </CopyButton>
        {!dkim.active && (
          <Button variant="subtle" size="compact-xs" color="red" onClick={onRemove}>
            {t('desk.action.delete')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
