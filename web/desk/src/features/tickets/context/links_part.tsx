import type { Ticket } from '@goodhost/shared/api.ts';
import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../platform/i18n.tsx';
import { useTicketActions } from '../actions.ts';
import classes from './context.module.css';
import { Part } from './part.tsx';

export function LinksPart({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const actions = useTicketActions(ticket);
  const people = ticket.followers.map((one) => one.name).join(', ');
  if (ticket.links.length + ticket.merged.length + ticket.followers.length + ticket.cc.length === 0) return null;
  return (
    <Part title={t('desk.context.connections')}>
      <ul className={classes.lines}>
        {ticket.links.map((one) => (
          <li key={one.ticket.id}>
            <small>{t(`desk.link.${one.kind}`)}</small>
            <Link className={classes.clip} to="/inbox/$ticketId" params={{ ticketId: String(one.ticket.id) }} search={(before) => before}>
              #{one.ticket.id} {one.ticket.subject}
            </Link>
            <CloseButton
              size="xs"
              aria-label={t('desk.context.unlink', { number: one.ticket.id })}
              onClick={() => void actions.unlink(one.ticket.id)}
            />
          </li>
        ))}
        {ticket.merged.length > 0 && <li>{t('desk.context.merged', { numbers: ticket.merged.map((one) => `#${one.id}`).join(', ') })}</li>}
        {people && <li>{t('desk.context.followers', { names: people })}</li>}
        {ticket.cc.length > 0 && <li>{t('desk.context.cc', { names: ticket.cc.map((one) => one.name || one.email).join(', ') })}</li>}
      </ul>
    </Part>
  );
}
