import { builtInCategories, type Severity, type Status, severities, type Ticket } from '@goodhost/shared/api.ts';
import { Badge, Button, Menu } from '@mantine/core';
import { IconCategory, IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import type { TicketActions } from '../actions.ts';
import { useCategories } from '../queries.ts';
import { severityColors, severityIcons, statusIcons, useCategoryName } from '../words.tsx';
import type { TicketMenu } from './menu_bus.ts';
import classes from './ticket.module.css';

export interface HeaderProps {
  ticket: Ticket;
  actions: TicketActions;
  menu: TicketMenu | null;
  setMenu: (menu: TicketMenu | null) => void;
}

interface PropertyProps {
  label: string;
  value: string;
  icon: ReactNode;
  color?: string;
  opened?: boolean;
  onOpened?: (opened: boolean) => void;
  children: ReactNode;
}

/** One property of the ticket: what it is, and on a click what it could be. */
export function Property({ label, value, icon, color, opened, onOpened, children }: PropertyProps) {
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-start">
      <Menu.Target>
        <Button
          className={classes.property}
          variant={color ? 'light' : 'default'}
          color={color}
          size="compact-sm"
          leftSection={icon}
          rightSection={<IconChevronDown size={12} aria-hidden />}
          aria-label={`${label}: ${value}`}
        >
          {value}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Label>{label}</Menu.Label>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Choice({
  chosen,
  icon,
  onChoose,
  children,
}: {
  chosen: boolean;
  icon?: ReactNode;
  onChoose: () => void;
  children: ReactNode;
}) {
  return (
    <Menu.Item
      leftSection={icon}
      rightSection={chosen ? <IconCheck size={14} aria-hidden /> : null}
      aria-current={chosen || undefined}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}

const offered: Status[] = ['open', 'waiting', 'on_hold', 'resolved', 'closed'];

export function StatusMenu({ ticket, actions, menu, setMenu }: HeaderProps) {
  const t = useT();
  const Icon = statusIcons[ticket.status];
  return (
    <>
      <Property
        label={t('desk.ticket.status')}
        value={t(`desk.status.${ticket.status}`)}
        icon={<Icon size={14} aria-hidden />}
        color={ticket.status === 'resolved' ? 'green' : undefined}
        opened={menu === 'status'}
        onOpened={(opened) => setMenu(opened ? 'status' : null)}
      >
        {offered.map((status) => {
          const One = statusIcons[status];
          return (
            <Choice
              key={status}
              chosen={status === ticket.status}
              icon={<One size={14} aria-hidden />}
              onChoose={() => (status === 'on_hold' ? setTimeout(() => setMenu('hold'), 0) : void actions.setStatus(status))}
            >
              {t(`desk.status.${status}`)}
            </Choice>
          );
        })}
      </Property>
      {ticket.merged_into !== null && (
        <Badge color="gray" variant="light">
          {t('desk.ticket.merged_into', { number: ticket.merged_into })}
        </Badge>
      )}
    </>
  );
}

export function SeverityMenu({ ticket, actions, menu, setMenu }: HeaderProps) {
  const t = useT();
  const Icon = severityIcons[ticket.severity];
  const color = severityColors[ticket.severity];
  return (
    <Property
      label={t('desk.ticket.severity')}
      value={t(`desk.severity.${ticket.severity}`)}
      icon={<Icon size={14} aria-hidden />}
      color={color === 'gray' ? undefined : color}
      opened={menu === 'severity'}
      onOpened={(opened) => setMenu(opened ? 'severity' : null)}
    >
      {severities.map((severity: Severity) => {
        const One = severityIcons[severity];
        return (
          <Choice
            key={severity}
            chosen={severity === ticket.severity}
            icon={<One size={14} aria-hidden />}
            onChoose={() =>
              // What was critical is not calmed without a word.
              ticket.severity === 'critical' && severity !== 'critical'
                ? setTimeout(() => setMenu(`calm_${severity}`), 0)
                : void actions.setSeverity(severity)
            }
          >
            {t(`desk.severity.${severity}`)}
          </Choice>
        );
      })}
    </Property>
  );
}

export function CategoryMenu({ ticket, actions }: HeaderProps) {
  const t = useT();
  const nameOf = useCategoryName();
  const { data } = useCategories();
  const keys = data && data.length > 0 ? data.map((one) => one.key) : builtInCategories;
  return (
    <Property label={t('desk.ticket.category')} value={nameOf(ticket.category)} icon={<IconCategory size={14} aria-hidden />}>
      {keys.map((key) => (
        <Choice key={key} chosen={key === ticket.category} onChoose={() => void actions.setCategory(key)}>
          {nameOf(key)}
        </Choice>
      ))}
    </Property>
  );
}
