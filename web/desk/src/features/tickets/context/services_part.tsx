import type { Server, ServiceBrief, Site, Ticket, TicketContext } from '@goodhost/shared/api.ts';
import { ActionIcon, Badge, Menu, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle, IconServer, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNow } from '../../../platform/clock.ts';
import { useT } from '../../../platform/i18n.tsx';
import { shortDuration } from '../../../platform/time.ts';
import { TimeText } from '../../../platform/time_text.tsx';
import { useTicketActions } from '../actions.ts';
import classes from './context.module.css';
import { Part } from './part.tsx';

const icons = { up: IconCircleCheck, down: IconCircleX, degraded: IconAlertTriangle, unknown: IconHelpCircle };
const shown = 4;
const month = 30 * 86_400_000;

export function State({ status }: { status: Site['status'] | Server['status'] }) {
  const t = useT();
  const Icon = icons[status];
  return (
    <span className={classes.state} data-status={status}>
      <Icon size={14} aria-hidden /> {t(`desk.state.${status}`)}
    </span>
  );
}

/** The service that the ticket is about first, then the others; each with its sites and its server. */
export function ServicesPart({ ticket, context }: { ticket: Ticket; context: TicketContext }) {
  const t = useT();
  const sorted = [...context.services].sort(
    (a, b) =>
      Number(b.id === ticket.service?.id) - Number(a.id === ticket.service?.id) ||
      Number(b.status === 'active') - Number(a.status === 'active'),
  );
  if (sorted.length === 0) return null;
  return (
    <Part title={t('desk.context.services')} action={<ChooseService ticket={ticket} services={sorted} />}>
      {sorted.slice(0, shown).map((service) => (
        <ServiceCard
          key={service.id}
          service={service}
          about={service.id === ticket.service?.id}
          sites={context.sites.filter((one) => one.service_id === service.id)}
          server={context.servers.find((one) => one.id === service.server_id)}
        />
      ))}
      {sorted.length > shown && <p className={classes.quiet}>{t('desk.context.more_services', { count: sorted.length - shown })}</p>}
    </Part>
  );
}

function ChooseService({ ticket, services }: { ticket: Ticket; services: ServiceBrief[] }) {
  const t = useT();
  const actions = useTicketActions(ticket);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('desk.context.choose_service')}>
          <ActionIcon size="sm" aria-label={t('desk.context.choose_service')}>
            <IconSwitchHorizontal size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => void actions.setService(null)}>{t('desk.context.no_service')}</Menu.Item>
        {services.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => void actions.setService({ id: one.id, name: one.product_name, domain: one.primary_domain })}
          >
            {one.product_name} · {one.primary_domain}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ServiceCard({
  service,
  about,
  sites,
  server,
}: {
  service: ServiceBrief;
  about: boolean;
  sites: Site[];
  server: Pick<Server, 'name' | 'status'> | undefined;
}) {
  const t = useT();
  return (
    <div className={classes.service} data-about={about || undefined}>
      <div className={classes.serviceHead}>
        <b>{service.product_name}</b>
        {service.status !== 'active' && (
          <Badge size="xs" color={service.status === 'suspended' ? 'red' : 'gray'} variant="light">
            {t(`desk.service.${service.status}`)}
          </Badge>
        )}
        {about && (
          <Badge size="xs" color="gray" variant="light">
            {t('desk.context.about_this')}
          </Badge>
        )}
      </div>
      <div className={classes.quiet}>{service.primary_domain}</div>
      <div className={classes.quiet}>
        <Renewal at={service.renews_at} />
      </div>
      {sites.slice(0, shown).map((site) => (
        <div key={site.id} className={classes.line}>
          <span className={classes.clip}>{site.url.replace(/^https?:\/\//, '')}</span>
          <State status={site.status} />
        </div>
      ))}
      {(server || service.server_name) && (
        <div className={classes.line}>
          <span className={classes.clip}>
            <IconServer size={13} stroke={1.6} aria-hidden /> {server?.name ?? service.server_name}
          </span>
          {server && <State status={server.status} />}
        </div>
      )}
    </div>
  );
}

function Renewal({ at }: { at: string | null }) {
  const t = useT();
  const now = useNow(60_000);
  if (!at) return <span>{t('desk.context.no_renewal')}</span>;
  const left = Date.parse(at) - now;
  if (left < 0) return <span className={classes.late}>{t('desk.context.renewal_late', { time: shortDuration(left, t) })}</span>;
  if (left < month) return <span className={classes.soon}>{t('desk.context.renews_in', { time: shortDuration(left, t) })}</span>;
  return (
    <span>
      {t('desk.context.renews')} <TimeText at={at} dateOnly />
    </span>
  );
}
