import type { EscalationPage, Ticket } from '@goodhost/shared/api.ts';
import { IconBellRinging } from '@tabler/icons-react';
import { type T, useT } from '../../platform/i18n.tsx';
import { useCan } from '../../platform/session.tsx';
import { clockTime, type Zone } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import { AcknowledgeButton } from './acknowledge_button.tsx';
import classes from './calls.module.css';
import { useRunningPage } from './pages.ts';

/** Who was called to the ticket, when, and who is next if nobody answers. */
export function TicketCall({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const zone = useZone();
  const may = useCan();
  const page = useRunningPage(ticket);
  if (!page) return null;
  return (
    <div className={classes.line}>
      <IconBellRinging size={16} aria-hidden />
      <span>{[toldText(page, zone, t), t('desk.page.not_acknowledged'), nextText(page, zone, t)].join(' · ')}</span>
      {may('tickets.note') && <AcknowledgeButton pages={[page]} />}
    </div>
  );
}

function toldText(page: EscalationPage, zone: Zone, t: T): string {
  const who = page.told.map((one) => t('desk.page.told_one', { name: one.name, time: clockTime(Date.parse(one.told_at), zone) }));
  return t('desk.page.told', { who: who.join(', ') });
}

function nextText(page: EscalationPage, zone: Zone, t: T): string {
  if (!page.next_at) return t('desk.page.last');
  const time = clockTime(Date.parse(page.next_at), zone);
  return page.next_told.length > 0 ? t('desk.page.next', { who: page.next_told.join(', '), time }) : t('desk.page.next_nobody', { time });
}
