import type { Ticket } from '@goodhost/shared/api.ts';
import { Drawer } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { SignalsPart } from '../../severity/signals_part.tsx';
import { useTicketContext } from '../queries.ts';
import { ContactPart } from './contact_part.tsx';
import classes from './context.module.css';
import { FieldsPart } from './fields_part.tsx';
import { LinksPart } from './links_part.tsx';
import { OtherTickets } from './other_tickets.tsx';
import { ServicesPart } from './services_part.tsx';

export function ContextPanel({ ticket }: { ticket: Ticket }) {
  const t = useT();
  return (
    <aside className={classes.panel} aria-label={t('desk.context.title')}>
      <Content ticket={ticket} />
    </aside>
  );
}

export function ContextDrawer({ ticket, opened, onClose }: { ticket: Ticket; opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={360}
      title={t('desk.context.title')}
      padding={0}
      closeButtonProps={{ 'aria-label': t('desk.action.close'), mr: 'md' }}
      styles={{ header: { paddingLeft: 16 } }}
    >
      <Content ticket={ticket} />
    </Drawer>
  );
}

function Content({ ticket }: { ticket: Ticket }) {
  const context = useTicketContext(ticket.id);
  if (context.isPending) return <SkeletonRows rows={5} height={72} />;
  if (!context.data) return <ErrorView error={context.error} retry={() => void context.refetch()} />;
  return (
    <>
      <ContactPart ticket={ticket} context={context.data} />
      <SignalsPart ticket={ticket} />
      <ServicesPart ticket={ticket} context={context.data} />
      <FieldsPart ticket={ticket} />
      <LinksPart ticket={ticket} />
      <OtherTickets context={context.data} ticketId={ticket.id} />
    </>
  );
}
