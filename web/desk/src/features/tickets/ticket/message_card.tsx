import type { Message, Ticket } from '@goodhost/shared/api.ts';
import { ActionIcon, Badge, Button, Menu, Tooltip } from '@mantine/core';
import { IconClockHour4, IconDots, IconFileText, IconNote, IconReport } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { Face } from '../../../platform/avatar.tsx';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { useCan } from '../../../platform/session.tsx';
import { mediumTime } from '../../../platform/time.ts';
import { TimeText, useZone } from '../../../platform/time_text.tsx';
import { DeliveryMark } from '../../email/deliveries/delivery_mark.tsx';
import { OriginMark } from '../../email/deliveries/origin_mark.tsx';
import { ticketKeys } from '../queries.ts';
import { ChannelIcon } from '../words.tsx';
import { Attachments } from './attachments.tsx';
import { HtmlView } from './html_view.tsx';
import type { LightboxImage } from './lightbox.tsx';
import { RemoteImagesLine, useRemoteImages } from './remote_images.tsx';
import { SecretsLine, useRevealed } from './secrets.tsx';
import classes from './trail.module.css';

interface CardProps {
  ticket: Ticket;
  message: Message;
  onImage: (image: LightboxImage) => void;
}

export const MessageCard = memo(
  Card,
  (a, b) => a.message === b.message && a.ticket.id === b.ticket.id && a.ticket.events.length === b.ticket.events.length,
);

function Card({ ticket, message, onImage }: CardProps) {
  const t = useT();
  const side = message.kind === 'note' ? 'note' : message.by.kind === 'agent' ? 'mine' : 'theirs';
  const { shown: words, isRevealed, reveal, hide } = useRevealed(ticket, message);
  const { shown, asked, ask } = useRemoteImages(words);
  return (
    <article className={classes.card} data-side={side} aria-label={t('desk.ticket.message_by', { name: message.by.name })}>
      <header className={classes.cardHead}>
        <Face id={message.by.id} name={message.by.name} size={26} color={side === 'theirs' ? 'gray' : undefined} />
        <b>{message.by.name}</b>
        <Kind message={message} />
        <span className={classes.spring} />
        <DeliveryMark ticket={ticket} message={message} />
        <ChannelIcon channel={message.channel} />
        <TimeText at={message.created_at} />
        <MessageMenu ticket={ticket} message={message} />
      </header>
      <div className={classes.cardBody}>
        <Scheduled message={message} ticket={ticket} />
        <HtmlView html={shown.body_html} text={shown.body_text} attachments={message.attachments} onImage={onImage} />
        <SecretsLine count={message.secrets ?? 0} isRevealed={isRevealed} onReveal={() => void reveal()} onHide={hide} />
        <OriginMark ticket={ticket} message={message} />
        <RemoteImagesLine message={message} asked={asked} onAsk={ask} />
        <Quote message={shown} onImage={onImage} />
        <Attachments message={message} onImage={onImage} />
      </div>
    </article>
  );
}

/** What the mail repeats, folded. */
function Quote({ message, onImage }: Pick<CardProps, 'message' | 'onImage'>) {
  const t = useT();
  const [shown, setShown] = useState(false);
  if (!message.quoted_html && !message.quoted_text) return null;
  const label = t(shown ? 'desk.ticket.hide_quote' : 'desk.ticket.show_quote');
  return (
    <>
      <Tooltip label={label}>
        <button type="button" className={classes.quoteButton} aria-expanded={shown} aria-label={label} onClick={() => setShown(!shown)}>
          •••
        </button>
      </Tooltip>
      {shown && (
        <div className={classes.quote}>
          <HtmlView html={message.quoted_html ?? ''} text={message.quoted_text ?? ''} attachments={message.attachments} onImage={onImage} />
        </div>
      )}
    </>
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
  const may = useCan();
  // The source shows what is hidden in the words.
  const sourceShown = (message.raw ?? message.channel === 'email') && (!message.secrets || may('tickets.reveal'));
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
        {sourceShown && (
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
