import { Button } from '@mantine/core';
import { IconCompass, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type MessageKey, useT } from '../platform/i18n.tsx';
import { EmptyView } from '../platform/states.tsx';

export function NotFound() {
  return (
    <DeadEnd icon={<IconCompass size={28} stroke={1.5} aria-hidden />} title="desk.shell.not_found" hint="desk.shell.not_found_hint" />
  );
}

/** The place is there, and the person's role does not open it. */
export function Forbidden() {
  return <DeadEnd icon={<IconLock size={28} stroke={1.5} aria-hidden />} title="desk.problem.forbidden" hint="desk.shell.forbidden_hint" />;
}

function DeadEnd({ icon, title, hint }: { icon: ReactNode; title: MessageKey; hint: MessageKey }) {
  const t = useT();
  return (
    <EmptyView
      page
      icon={icon}
      title={t(title)}
      action={
        <Button mt="xs" variant="default" renderRoot={(props) => <Link to="/inbox" search={{}} {...props} />}>
          {t('desk.shell.to_inbox')}
        </Button>
      }
    >
      {t(hint)}
    </EmptyView>
  );
}
