import { Anchor } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type MessageKey, useT } from '../../platform/i18n.tsx';
import { useCan } from '../../platform/session.tsx';
import classes from './alarm.module.css';
import { useMailboxHealth, useMailboxNames } from './health.tsx';

/** Mail that does not arrive is seen by nobody: everybody is told of a mailbox that has stopped. */
export function MailboxAlarm() {
  const t = useT();
  const may = useCan();
  const stopped = (useMailboxHealth().data ?? []).filter((health) => health.alarm);
  const names = useMailboxNames(stopped.length > 0).data ?? [];
  const first = stopped[0];
  if (!first) return null;
  const name = names.find((mailbox) => mailbox.id === first.mailbox_id)?.address ?? '';
  const what = first.fault ? (`desk.mailbox.fault.${first.fault}` as MessageKey) : (`desk.mailbox.state.${first.state}` as MessageKey);
  return (
    <div role="alert" className={classes.alarm}>
      <IconMailOff size={16} aria-hidden />
      <span>
        {t('desk.mailbox.alarm', { name, count: stopped.length - 1 })} {t(what)}
      </span>
      {may('email.configure') && (
        <Anchor component={Link} to="/admin/mailboxes" size="sm" c="inherit" underline="always" className={classes.link}>
          {t('desk.mailbox.look')}
        </Anchor>
      )}
    </div>
  );
}
