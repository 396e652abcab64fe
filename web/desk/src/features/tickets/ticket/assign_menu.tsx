import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconCheck, IconChevronDown, IconUser, IconUserOff, IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Face } from '../../../platform/avatar.tsx';
import { useT } from '../../../platform/i18n.tsx';
import { useSession } from '../../../platform/session.tsx';
import { useAgents, useTeams } from '../../accounts/queries.ts';
import type { HeaderProps } from './property_menus.tsx';
import classes from './ticket.module.css';

export function AssignMenu({ ticket, actions, menu, setMenu }: HeaderProps) {
  const t = useT();
  const opened = menu === 'assign';
  const [search, setSearch] = useState('');
  const combobox = useCombobox({ opened, onDropdownClose: () => setMenu(null) });
  const { openDropdown, closeDropdown, focusSearchInput } = combobox;
  useEffect(() => {
    if (!opened) return closeDropdown();
    setSearch('');
    openDropdown();
    focusSearchInput();
  }, [opened, openDropdown, closeDropdown, focusSearchInput]);
  const value = [ticket.assignee?.name ?? t('desk.ticket.nobody'), ticket.team?.name].filter(Boolean).join(' · ');
  const choose = (chosen: string) => {
    setMenu(null);
    const [kind, id] = chosen.split(':');
    const name = names.get(chosen) ?? '';
    if (kind === 'nobody') void actions.assign(null);
    if (kind === 'agent') void actions.assign({ id: Number(id), name });
    if (kind === 'team') void actions.assignTeam(Number(id) ? { id: Number(id), name } : null);
  };
  const { people, groups, names } = useChoices(search);
  return (
    <Combobox store={combobox} width={280} position="bottom-start" shadow="md" onOptionSubmit={choose}>
      <Combobox.Target targetType="button">
        <Button
          className={classes.property}
          variant="default"
          size="compact-sm"
          aria-label={t('desk.ticket.assigned', { name: value })}
          leftSection={
            ticket.assignee ? <Face id={ticket.assignee.id} name={ticket.assignee.name} size={16} /> : <IconUser size={14} aria-hidden />
          }
          rightSection={<IconChevronDown size={12} aria-hidden />}
          onClick={() => setMenu(opened ? null : 'assign')}
        >
          {value}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('desk.ticket.find_person')}
          aria-label={t('desk.ticket.find_person')}
        />
        <Combobox.Options tabIndex={0} mah={340} style={{ overflowY: 'auto' }} aria-label={t('desk.ticket.assign')}>
          {!search && (
            <Combobox.Option value="nobody">
              <Line icon={<IconUserOff size={16} aria-hidden />} text={t('desk.ticket.nobody')} chosen={!ticket.assignee} />
            </Combobox.Option>
          )}
          {people.map((one) => (
            <Combobox.Option key={one.id} value={`agent:${one.id}`}>
              <Line icon={<Face id={one.id} name={one.name} size={18} />} text={one.label} chosen={ticket.assignee?.id === one.id} />
            </Combobox.Option>
          ))}
          {groups.length > 0 && (
            <Combobox.Group label={t('desk.ticket.team')}>
              {groups.map((one) => (
                <Combobox.Option key={one.id} value={`team:${one.id}`}>
                  <Line icon={<IconUsersGroup size={16} aria-hidden />} text={one.name} chosen={ticket.team?.id === one.id} />
                </Combobox.Option>
              ))}
              {ticket.team && !search && (
                <Combobox.Option value="team:0">
                  <Line icon={<IconUsersGroup size={16} aria-hidden />} text={t('desk.ticket.no_team')} chosen={false} />
                </Combobox.Option>
              )}
            </Combobox.Group>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function useChoices(search: string) {
  const t = useT();
  const me = useSession().agent;
  const wanted = search.trim().toLocaleLowerCase();
  const fits = (name: string) => name.toLocaleLowerCase().includes(wanted);
  const agents = useAgents().data ?? [];
  const groups = (useTeams().data ?? []).filter((one) => fits(one.name));
  const people = agents
    .filter((one) => one.active && fits(one.name))
    .sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id) || a.name.localeCompare(b.name))
    .map((one) => ({ id: one.id, name: one.name, label: one.id === me.id ? t('desk.ticket.me', { name: one.name }) : one.name }));
  const names = new Map<string, string>([
    ...people.map((one) => [`agent:${one.id}`, one.name] as const),
    ...groups.map((one) => [`team:${one.id}`, one.name] as const),
  ]);
  return { people, groups, names };
}

function Line({ icon, text, chosen }: { icon: React.ReactNode; text: string; chosen: boolean }) {
  return (
    <span className={classes.optionLine}>
      {icon}
      <span>{text}</span>
      {chosen && <IconCheck size={14} aria-hidden />}
    </span>
  );
}
