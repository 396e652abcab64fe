import { Kbd } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import { EmptyView } from '../../../platform/states.tsx';
import classes from '../ticket/ticket.module.css';

export function NothingChosen() {
  const t = useT();
  return (
    <div className={classes.nothing}>
      <EmptyView icon={<IconInbox size={32} stroke={1.4} aria-hidden />} title={t('desk.inbox.nothing_chosen')}>
        <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> {t('desk.inbox.hint_move')} · <Kbd size="xs">Enter</Kbd> {t('desk.inbox.hint_open')} ·{' '}
        <Kbd size="xs">?</Kbd> {t('desk.inbox.hint_help')}
      </EmptyView>
    </div>
  );
}
