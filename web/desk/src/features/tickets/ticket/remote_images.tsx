import type { Message } from '@goodhost/shared/api.ts';
import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import classes from './trail.module.css';

const left = /data-src="[^"]*"/g;

/** Addresses of pictures that were left out become the host's own, which fetches them; counted on from `first`. */
export function withRemoteImages(html: string, place: string, first: number): string {
  let index = first;
  return html.replace(left, () => `src="${place}/${index++}"`);
}

/** The message as it is, or with the pictures of others once this person asked for them. */
export function useRemoteImages(message: Message) {
  const [asked, setAsked] = useState(false);
  const shown = useMemo(() => {
    if (!asked) return message;
    const place = `/api/v1/tickets/${message.ticket_id}/messages/${message.id}/remote_images`;
    const inWords = message.body_html.match(left)?.length ?? 0;
    return {
      ...message,
      body_html: withRemoteImages(message.body_html, place, 0),
      quoted_html: message.quoted_html && withRemoteImages(message.quoted_html, place, inWords),
    };
  }, [asked, message]);
  return { shown, asked, ask: () => setAsked(true) };
}

interface LineProps {
  message: Message;
  asked: boolean;
  onAsk: () => void;
}

export function RemoteImagesLine({ message, asked, onAsk }: LineProps) {
  const t = useT();
  if (asked || message.remote_images === 0) return null;
  const some = message.body_html.includes('data-src="') || message.quoted_html?.includes('data-src="');
  return (
    <p className={classes.remote}>
      <IconPhotoOff size={14} aria-hidden /> {t('desk.ticket.remote_images', { count: message.remote_images })}
      {some && (
        <Button size="compact-xs" variant="subtle" onClick={onAsk}>
          {t('desk.ticket.remote_images_show')}
        </Button>
      )}
    </p>
  );
}
