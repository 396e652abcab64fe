import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useT } from '../platform/i18n.tsx';
import { EmptyView } from '../platform/states.tsx';

export function NotFound() {
  const t = useT();
  return (
    <EmptyView
      page
      icon={<IconCompass size={28} stroke={1.5} aria-hidden />}
      title={t('desk.shell.not_found')}
      action={
        <Button mt="xs" variant="default" renderRoot={(props) => <Link to="/inbox" search={{}} {...props} />}>
          {t('desk.shell.to_inbox')}
        </Button>
      }
    >
      {t('desk.shell.not_found_hint')}
    </EmptyView>
  );
}
