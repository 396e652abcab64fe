import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconCalendarTime,
  IconCommand,
  IconGauge,
  IconHelp,
  IconInbox,
  IconPencilPlus,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Bell } from '../features/email/notifications/bell.tsx';
import { PresenceSwitch } from '../features/roster/presence_switch.tsx';
import { Face } from '../platform/avatar.tsx';
import { type MessageKey, useT } from '../platform/i18n.tsx';
import { useCan, useSession } from '../platform/session.tsx';
import { mayAdminister } from './admin_sections.ts';
import classes from './shell.module.css';

const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const;

export function Rail({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }) {
  const t = useT();
  const may = useCan();
  const { agent, permissions } = useSession();
  return (
    <nav className={classes.rail} aria-label={t('desk.shell.navigation')}>
      <Link to="/inbox" search={{}} className={classes.brand} aria-label="Goodhost">
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={28} height={28} />
      </Link>
      <RailLink to="/inbox" label="desk.shell.inbox" icon={<IconInbox {...icon} />} />
      <RailLink to="/search" label="desk.shell.search" icon={<IconSearch {...icon} />} />
      <RailLink to="/new" label="desk.shell.new_ticket" icon={<IconPencilPlus {...icon} />} />
      <RailLink to="/customers" label="desk.shell.customers" icon={<IconUsers {...icon} />} />
      {may('roster.view') && <RailLink to="/roster" label="desk.shell.roster" icon={<IconCalendarTime {...icon} />} />}
      {may('promises.oversee') && <RailLink to="/board" label="desk.shell.board" icon={<IconGauge {...icon} />} />}
      {mayAdminister(permissions) && <RailLink to="/admin" label="desk.shell.admin" icon={<IconSettings {...icon} />} />}
      <span className={classes.railSpace} />
      {may('roster.take_part') && <PresenceSwitch className={classes.railItem} labelClass={classes.railLabel} />}
      <Bell className={classes.railItem} labelClass={classes.railLabel} />
      <RailButton label="desk.shell.palette" hint="Ctrl+K" icon={<IconCommand {...icon} />} onClick={onPalette} />
      <RailButton label="desk.shell.help" hint="?" icon={<IconHelp {...icon} />} onClick={onHelp} />
      <Tooltip label={agent.name} position="right">
        <Link to="/profile" className={classes.railItem} activeProps={{ 'data-active': true }}>
          <Face id={agent.id} name={agent.name} size={28} color={agent.avatar_color} />
          <span className={classes.railLabel}>{t('desk.shell.profile', { name: agent.name })}</span>
        </Link>
      </Tooltip>
    </nav>
  );
}

function RailLink({
  to,
  label,
  icon,
}: {
  to: '/inbox' | '/search' | '/new' | '/customers' | '/roster' | '/board' | '/admin';
  label: MessageKey;
  icon: ReactNode;
}) {
  const t = useT();
  return (
    <Tooltip label={t(label)} position="right">
      <Link to={to} search={{}} className={classes.railItem} activeProps={{ 'data-active': true }} activeOptions={{ includeSearch: false }}>
        {icon}
        <span className={classes.railLabel}>{t(label)}</span>
      </Link>
    </Tooltip>
  );
}

function RailButton({ label, hint, icon, onClick }: { label: MessageKey; hint: string; icon: ReactNode; onClick: () => void }) {
  const t = useT();
  return (
    <Tooltip label={`${t(label)} (${hint})`} position="right">
      <UnstyledButton className={`${classes.railItem} ${classes.railSecondary}`} onClick={onClick}>
        {icon}
        <span className={classes.railLabel}>{t(label)}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
