import type { Attachment } from '@goodhost/shared/api.ts';
import { IconCalendarEvent, IconCalendarOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../platform/i18n.tsx';
import { clockTime, dayOf, mediumTime, shortDate, type Zone } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import { type EventTime, type Invitation, readInvitation } from './calendar.ts';
import classes from './trail.module.css';

const largest = 200_000;

export const isInvitation = (attachment: Attachment) => attachment.media_type === 'text/calendar' && attachment.size <= largest;

/** What somebody is invited to, told before the file is opened. */
export function InvitationCard({ attachment }: { attachment: Attachment }) {
  const t = useT();
  const zone = useZone();
  const { data } = useQuery({
    queryKey: ['attachment', attachment.id, 'calendar'],
    queryFn: async () => readInvitation(await (await fetch(attachment.url)).text()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  const Icon = data.cancelled ? IconCalendarOff : IconCalendarEvent;
  return (
    <section className={classes.invitation} aria-label={t('desk.ticket.invitation')}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <div>
        <b>{data.title || t('desk.ticket.invitation')}</b>
        {data.cancelled && <p>{t('desk.ticket.invitation_cancelled')}</p>}
        <p>{whenText(data, zone)}</p>
        {data.place && <p>{data.place}</p>}
        {data.organizer && <p>{t('desk.ticket.invitation_from', { name: data.organizer })}</p>}
      </div>
    </section>
  );
}

function whenText({ begin, end }: Invitation, zone: Zone): string {
  if (!begin) return '';
  const from = timeText(begin, zone);
  if (begin.kind !== 'instant' || end?.kind !== 'instant') return from;
  const sameDay = dayOf(new Date(begin.at), zone) === dayOf(new Date(end.at), zone);
  return `${from} – ${sameDay ? clockTime(Date.parse(end.at), zone) : mediumTime(end.at, zone)}`;
}

function timeText(time: EventTime, zone: Zone): string {
  if (time.kind === 'instant') return mediumTime(time.at, zone);
  // A wall's clock somewhere: shown as it was said.
  const said = { ...zone, timeZone: 'UTC' };
  if (time.kind === 'day') return shortDate(`${time.at}T00:00:00Z`, said);
  return `${mediumTime(`${time.at}Z`, said)} ${time.zone}`.trim();
}
