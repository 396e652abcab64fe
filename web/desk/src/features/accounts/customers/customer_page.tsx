import type { Customer, List, TicketRow } from '@goodhost/shared/api.ts';
import { Anchor, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { ServicesAdmin } from '../../hosting/admin/services.tsx';
import { OtherTickets } from '../../tickets/context/other_tickets.tsx';
import { ContactsAdmin } from '../admin/contacts.tsx';
import classes from './customers.module.css';

export function CustomerPage() {
  const t = useT();
  const { customerId } = useParams({ from: '/customers/$customerId' });
  const id = Number(customerId);
  const customer = useQuery({ queryKey: ['customers', 'one', id], queryFn: () => client.get<Customer>(`/customers/${id}`) });
  if (customer.isPending) return <SkeletonRows />;
  if (!customer.data) return <ErrorView error={customer.error} retry={() => void customer.refetch()} />;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Anchor size="sm" renderRoot={(props) => <Link to="/customers" {...props} />}>
          {t('desk.shell.customers')}
        </Anchor>
        <h1>{customer.data.name}</h1>
        <p>{customer.data.notes || customer.data.external_id}</p>
      </header>
      <Tabs defaultValue="tickets" keepMounted={false}>
        <Tabs.List px="md">
          <Tabs.Tab value="tickets">{t('desk.customers.tickets')}</Tabs.Tab>
          <Tabs.Tab value="contacts">{t('desk.admin.contacts')}</Tabs.Tab>
          <Tabs.Tab value="services">{t('desk.admin.services')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tickets">
          <Tickets customer={customer.data} />
        </Tabs.Panel>
        <Tabs.Panel value="contacts">
          <ContactsAdmin customerId={id} />
        </Tabs.Panel>
        <Tabs.Panel value="services">
          <ServicesAdmin customerId={id} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Tickets({ customer }: { customer: Customer }) {
  const t = useT();
  const list = useQuery({
    queryKey: ['tickets', 'of_customer', customer.id],
    queryFn: () => client.get<List<TicketRow>>('/tickets', { view: 'all', customer_id: customer.id, sort: 'updated', limit: 50 }),
  });
  if (list.isPending) return <SkeletonRows />;
  if (!list.data) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  if (list.data.items.length === 0) return <EmptyView title={t('desk.customers.no_tickets')} />;
  return (
    <div className={classes.tickets}>
      <OtherTickets context={{ tickets: list.data.items }} ticketId={0} most={50} title={t('desk.customers.tickets')} />
    </div>
  );
}
