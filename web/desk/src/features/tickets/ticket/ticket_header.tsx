import type { Ticket } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, CopyButton, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconLayoutSidebarRight, IconRotate } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { TicketCall } from '../../escalation/ticket_call.tsx';
import { WhyMe } from '../../routing/why_me.tsx';
import { WhySeverity } from '../../severity/why_severity.tsx';
import { type TicketActions, useTicketActions } from '../actions.ts';
import { OwedText } from '../words.tsx';
import { AssignMenu } from './assign_menu.tsx';
import { Dialogs } from './dialogs.tsx';
import { useOpenMenu } from './menu_bus.ts';
import { MoreMenu } from './more_menu.tsx';
import { Promises } from './promises.tsx';
import { CategoryMenu, SeverityMenu, StatusMenu } from './property_menus.tsx';
import { SnoozeMenu } from './snooze_menu.tsx';
import { TagsMenu } from './tags_menu.tsx';
import classes from './ticket.module.css';

export function TicketHeader({ ticket, onContext }: { ticket: Ticket; onContext?: () => void }) {
  const t = useT();
  const { view } = useSearch({ from: '/inbox' });
  const actions = useTicketActions(ticket);
  const [menu, setMenu] = useOpenMenu();
  const shared = { ticket, actions, menu, setMenu };
  return (
    <header className={classes.header}>
      <div className={classes.headerLine}>
        <ActionIcon
          className={classes.back}
          aria-label={t('desk.ticket.back')}
          renderRoot={(props) => <Link to="/inbox" search={{ view }} {...props} />}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <CopyButton value={`${window.location.origin}${import.meta.env.BASE_URL}tickets/${ticket.id}`}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('desk.action.copied') : t('desk.ticket.copy_link')}>
              <UnstyledButton className={classes.number} onClick={copy}>
                #{ticket.number}
              </UnstyledButton>
            </Tooltip>
          )}
        </CopyButton>
        <Subject ticket={ticket} actions={actions} />
        <ResolveButton ticket={ticket} actions={actions} />
        <MoreMenu {...shared} />
        {onContext && (
          <Tooltip label={t('desk.context.open')}>
            <ActionIcon aria-label={t('desk.context.open')} onClick={onContext}>
              <IconLayoutSidebarRight size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <div className={classes.properties}>
        <StatusMenu {...shared} />
        <SeverityMenu {...shared} />
        <CategoryMenu {...shared} />
        <AssignMenu {...shared} />
        <SnoozeMenu {...shared} />
        <TagsMenu {...shared} />
      </div>
      <div className={classes.promise}>
        <OwedText row={ticket} long />
        <Promises ticket={ticket} />
        <WhyMe ticket={ticket} />
        <WhySeverity ticket={ticket} />
        {ticket.reason && ticket.status === 'on_hold' && (
          <span className={classes.reason}>{t('desk.ticket.reason', { reason: ticket.reason })}</span>
        )}
      </div>
      <TicketCall ticket={ticket} />
      <Dialogs {...shared} />
    </header>
  );
}

function ResolveButton({ ticket, actions }: { ticket: Ticket; actions: TicketActions }) {
  const t = useT();
  const ended = ticket.status === 'resolved' || ticket.status === 'closed';
  if (ended) {
    return (
      <Button variant="default" leftSection={<IconRotate size={14} aria-hidden />} onClick={() => actions.setStatus('open')}>
        {t('desk.ticket.reopen')}
      </Button>
    );
  }
  return (
    <Tooltip label={`${t('desk.ticket.resolve')} (e)`}>
      <Button variant="default" leftSection={<IconCheck size={14} aria-hidden />} onClick={() => actions.setStatus('resolved')}>
        {t('desk.ticket.resolve')}
      </Button>
    </Tooltip>
  );
}

function Subject({ ticket, actions }: { ticket: Ticket; actions: TicketActions }) {
  const t = useT();
  const [editing, setEditing] = useState<string | null>(null);
  if (editing === null) {
    return (
      <h1 className={classes.subject}>
        <Tooltip label={t('desk.ticket.edit_subject')}>
          <UnstyledButton className={classes.subjectButton} onClick={() => setEditing(ticket.subject)}>
            {ticket.subject}
          </UnstyledButton>
        </Tooltip>
      </h1>
    );
  }
  const save = () => {
    const subject = editing.trim();
    if (subject && subject !== ticket.subject) void actions.setSubject(subject);
    setEditing(null);
  };
  return (
    <TextInput
      className={classes.subject}
      size="xs"
      autoFocus
      aria-label={t('desk.ticket.subject')}
      value={editing}
      maxLength={300}
      onChange={(event) => setEditing(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setEditing(null);
      }}
    />
  );
}
