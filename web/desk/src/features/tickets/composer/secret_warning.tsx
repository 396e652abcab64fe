import { Alert, Button, Group } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';

interface SecretWarningProps {
  /** The server's question; null: it has none. */
  words: string | null;
  onSend: () => void;
  onKeep: () => void;
}

/** Before a card number, key or password goes out to a customer, the person is asked. */
export function SecretWarning({ words, onSend, onKeep }: SecretWarningProps) {
  const t = useT();
  if (!words) return null;
  return (
    <Alert m="xs" mb={0} p="xs" color="orange" icon={<IconKey size={18} aria-hidden />} title={words}>
      <Group gap="xs">
        <Button size="compact-sm" color="orange" onClick={onSend}>
          {t('desk.secret.send')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {t('desk.secret.keep')}
        </Button>
      </Group>
    </Alert>
  );
}
