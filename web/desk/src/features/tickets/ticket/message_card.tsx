import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { ActionIcon, Badge, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClockHour4,
  IconDots,
  IconFileText,
  IconNote,
  IconPhotoOff,
  IconReport,
} from '@tabler/icons-react';
import { memo, useState } from 'react';
import { Face } from '../../../platform/avatar.tsx';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { mediumTime } from '../../../platform/time.ts';
import { TimeText, useZone } from '../../../platform/time_text.tsx';
import { ticketKeys } from '../queries.ts';
import { ChannelIcon } from '../words.tsx';
import { Attachments } from './attachments.tsx';
import { HtmlView } from './html_view.tsx';
import type { LightboxImage } from './lightbox.tsx';
import classes from './trail.module.css';

interface CardProps {
  ticket: Ticket;
  message: Message;
  onImage: (image: LightboxImage) => void;
}

export const MessageCard = memo(Card, (a, b) => a.message === b.message && a.ticket.id === b.ticket.id);

function Card({ ticket, message, onImage }: CardProps) {
  const t = useT();
  const side = message.kind === 'note' ? 'note' : message.by.kind === 'agent' ? 'mine' : 'theirs';
  const [quoted, setQuoted] = useState(false);
  const hasQuote = Boolean(message.quoted_html || message.quoted_text);
  return (
    <article className={classes.card} data-side={side} aria-label={t('desk.ticket.message_by', { name: message.by.name })}>
      <header className={classes.cardHead}>
        <Face id={message.by.id} name={message.by.name} size={26} color={side === 'theirs' ? 'gray' : undefined} />
        <b>{message.by.name}</b>
        <Kind message={message} />
        <span className={classes.spring} />
        <Delivery message={message} />
        <ChannelIcon channel={message.channel} />
        <TimeText at={message.created_at} />
        <MessageMenu ticket={ticket} message={message} />
      </header>
      <div className={classes.cardBody}>
        <Scheduled message={message} ticket={ticket} />
        <HtmlView html={message.body_html} text={message.body_text} attachments={message.attachments} onImage={onImage} />
        {message.remote_images > 0 && (
          <p className={classes.remote}>
            <IconPhotoOff size={14} aria-hidden /> {t('desk.ticket.remote_images', { count: message.remote_images })}
          </p>
        )}
        {hasQuote && (
          <>
            <Tooltip label={t(quoted ? 'desk.ticket.hide_quote' : 'desk.ticket.show_quote')}>
              <button
                type="button"
                className={classes.quoteButton}
                aria-expanded={quoted}
                aria-label={t(quoted ? 'desk.ticket.hide_quote' : 'desk.ticket.show_quote')}
                onClick={() => setQuoted(!quoted)}
              >
                •••
              </button>
            </Tooltip>
            {quoted && (
              <div className={classes.quote}>
                <HtmlView
                  html={message.quoted_html ?? ''}
                  text={message.quoted_text ?? ''}
                  attachments={message.attachments}
                  onImage={onImage}
                />
              </div>
            )}
          </>
        )}
        <Attachments message={message} onImage={onImage} />
      </div>
    </article>
  );
}

function Kind({ message }: { message: Message }) {
  const t = useT();
  if (message.kind === 'note') {
    return (
      <Badge size="sm" variant="transparent" color="orange" leftSection={<IconNote size={12} aria-hidden />}>
        {t('desk.ticket.note_private')}
      </Badge>
    );
  }
  if (message.kind === 'report') {
    return (
      <Badge size="sm" variant="light" color="gray" leftSection={<IconReport size={12} aria-hidden />}>
        {t('desk.ticket.report_badge')}
      </Badge>
    );
  }
  return message.by.email ? <span className={classes.address}>{message.by.email}</span> : null;
}

/** Only what somebody has to know: that it failed, bounced or is still on its way. */
function Delivery({ message }: { message: Message }) {
  const t = useT();
  if (!message.delivery || message.by.kind !== 'agent') return null;
  const { state, detail } = typeof message.delivery === 'string' ? { state: message.delivery, detail: null } : message.delivery;
  const bad = state === 'failed' || state === 'bounced' || state === 'refused';
  const Icon = bad ? IconAlertTriangle : state === 'sent' || state === 'delivered' ? IconCheck : IconClockHour4;
  return (
    <Tooltip label={detail || t('desk.ticket.delivery', { state })}>
      <span className={classes.delivery} data-bad={bad || undefined}>
        <Icon size={14} aria-hidden />
        {bad ? t('desk.ticket.not_delivered') : <span className="visually-hidden">{t('desk.ticket.delivery', { state })}</span>}
      </span>
    </Tooltip>
  );
}

function Scheduled({ message, ticket }: { message: Message; ticket: Ticket }) {
  const t = useT();
  const zone = useZone();
  if (message.state !== 'scheduled' || !message.send_at) return null;
  const cancel = () =>
    client
      .delete(`/tickets/${ticket.id}/messages/${message.id}`)
      .then(() => queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id) }))
      .catch((error: unknown) => notifyProblem(error, t));
  return (
    <div className={classes.scheduled}>
      <IconClockHour4 size={14} aria-hidden />
      {t('desk.ticket.scheduled', { time: mediumTime(message.send_at, zone) })}
      <Button size="compact-xs" variant="subtle" onClick={cancel}>
        {t('desk.ticket.cancel_scheduled')}
      </Button>
    </div>
  );
}

function MessageMenu({ ticket, message }: { ticket: Ticket; message: Message }) {
  const t = useT();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('desk.ticket.message_menu')}>
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileText size={14} aria-hidden />}
          onClick={() => void navigator.clipboard.writeText(message.body_text)}
        >
          {t('desk.ticket.copy_text')}
        </Menu.Item>
        {(message.raw ?? message.channel === 'email') && (
          <Menu.Item
            leftSection={<IconFileText size={14} aria-hidden />}
            component="a"
            target="_blank"
            href={`/api/v1/tickets/${ticket.id}/messages/${message.id}/raw`}
          >
            {t('desk.ticket.mail_source')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
