import { Button, CopyButton, Stack, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useT } from '../i18n.tsx';
import classes from './resource.module.css';

/** Something that is shown once and never again. */
export function Secret({ value }: { value: string }) {
  const t = useT();
  return (
    <Stack gap="sm">
      <Text size="sm">{t('desk.admin.shown_once')}</Text>
      <div className={classes.secret}>{value}</div>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
            {t(copied ? 'desk.action.copied' : 'desk.action.copy')}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
