import type { Contact, Customer, Ticket, TicketContext } from '@goodhost/shared/api.ts';
import { Anchor } from '@mantine/core';
import { IconBuilding, IconMail, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Face } from '../../../platform/avatar.tsx';
import { client } from '../../../platform/client.ts';
import { useNow } from '../../../platform/clock.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { useCan } from '../../../platform/session.tsx';
import { clockTime, validZone } from '../../../platform/time.ts';
import { useCustomerCounts } from '../../accounts/customers/counts.ts';
import classes from './context.module.css';
import { Part } from './part.tsx';

export function ContactPart({ ticket, context }: { ticket: Ticket; context: TicketContext }) {
  const t = useT();
  const { language } = useWords();
  const { contact } = context;
  const { person, whole } = useWhole(context);
  const now = useNow(60_000);
  const local = validZone(contact.time_zone) && clockTime(now, { language, timeZone: contact.time_zone ?? '' });
  const spoken = contact.locale ? new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(contact.locale) : null;
  return (
    <Part title={t('desk.context.contact')}>
      <div className={classes.person}>
        <Face id={ticket.contact.id} name={ticket.contact.name} size={36} color="gray" />
        <div>
          <b>{ticket.contact.name}</b>
          <span>
            {[t(`desk.role.${contact.role}`), spoken, local ? t('desk.context.local_time', { time: local }) : null]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      </div>
      <Lines context={context} person={person} />
      {whole?.notes && <p className={classes.note}>{whole.notes}</p>}
    </Part>
  );
}

/** What the context leaves out: every address and phone, and the customer's notes and numbers. */
function useWhole({ contact, customer }: TicketContext) {
  const may = useCan()('accounts.view_customers');
  const person = useQuery({
    queryKey: ['contacts', 'one', contact.id],
    queryFn: () => client.get<Contact>(`/contacts/${contact.id}`),
    enabled: may,
    staleTime: 60_000,
  }).data;
  const customerId = customer?.id ?? 0;
  const whole = useQuery({
    queryKey: ['customers', 'one', customerId],
    queryFn: () => client.get<Customer>(`/customers/${customerId}`),
    enabled: may && customerId > 0,
    staleTime: 60_000,
  }).data;
  return { person, whole };
}

interface LinesProps {
  context: TicketContext;
  person: Contact | undefined;
}

function Lines({ context, person }: LinesProps) {
  const t = useT();
  const { contact, customer } = context;
  const counts = useCustomerCounts(customer?.id);
  const addresses = person?.addresses ?? (contact.email ? [{ email: contact.email }] : []);
  return (
    <ul className={classes.lines}>
      {addresses.map((one) => (
        <li key={one.email}>
          <IconMail size={14} stroke={1.6} aria-hidden />
          <span className={classes.clip}>{one.email}</span>
        </li>
      ))}
      {(person?.phones ?? []).map((one) => (
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
          {counts?.service_count !== undefined && counts.open_tickets !== undefined && (
            <small>{t('desk.context.customer_counts', { services: counts.service_count, tickets: counts.open_tickets })}</small>
          )}
        </li>
      )}
    </ul>
  );
}
