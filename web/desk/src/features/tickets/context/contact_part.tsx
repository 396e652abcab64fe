import type { Ticket, TicketContext } from '@goodhost/shared/api.ts';
import { Anchor } from '@mantine/core';
import { IconBuilding, IconMail, IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Face } from '../../../platform/avatar.tsx';
import { useNow } from '../../../platform/clock.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { validZone } from '../../../platform/time.ts';
import classes from './context.module.css';
import { Part } from './part.tsx';

export function ContactPart({ ticket, context }: { ticket: Ticket; context: TicketContext }) {
  const t = useT();
  const { language } = useWords();
  const { contact, customer } = context;
  const now = useNow(60_000);
  const local = contact?.time_zone
    ? new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: validZone(contact.time_zone) }).format(now)
    : null;
  const spoken = contact?.locale ? new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(contact.locale) : null;
  return (
    <Part title={t('desk.context.contact')}>
      <div className={classes.person}>
        <Face id={ticket.contact.id} name={ticket.contact.name} size={36} color="gray" />
        <div>
          <b>{ticket.contact.name}</b>
          <span>
            {[contact ? t(`desk.role.${contact.role}`) : null, spoken, local ? t('desk.context.local_time', { time: local }) : null]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      </div>
      <ul className={classes.lines}>
        {(contact?.addresses ?? []).map((one) => (
          <li key={one.email}>
            <IconMail size={14} stroke={1.6} aria-hidden />
            <span className={classes.clip}>{one.email}</span>
          </li>
        ))}
        {(contact?.phones ?? []).map((one) => (
          <li key={one.number}>
            <IconPhone size={14} stroke={1.6} aria-hidden />
            <Anchor href={`tel:${one.number}`} size="sm">
              {one.number}
            </Anchor>
            <small>{one.label}</small>
          </li>
        ))}
        {customer && (
          <li>
            <IconBuilding size={14} stroke={1.6} aria-hidden />
            <Anchor
              size="sm"
              renderRoot={(props) => <Link to="/customers/$customerId" params={{ customerId: String(customer.id) }} {...props} />}
            >
              {customer.name}
            </Anchor>
            <small>{t('desk.context.customer_counts', { services: customer.service_count, tickets: customer.open_tickets })}</small>
          </li>
        )}
      </ul>
      {customer?.notes && <p className={classes.note}>{customer.notes}</p>}
    </Part>
  );
}
