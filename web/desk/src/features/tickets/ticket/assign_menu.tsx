import type { Ticket } from '@goodhost/shared/api.ts';
import { Button, Combobox } from '@mantine/core';
import { IconCheck, IconChevronDown, IconUser, IconUserOff, IconUsersGroup } from '@tabler/icons-react';
import { Face } from '../../../platform/avatar.tsx';
import { useT } from '../../../platform/i18n.tsx';
import { useSearchMenu } from '../../../platform/search_menu.ts';
import { useSession } from '../../../platform/session.tsx';
import { useAgents, useTeams } from '../../accounts/queries.ts';
import type { HeaderProps } from './property_menus.tsx';
import classes from './ticket.module.css';

export function AssignMenu({ ticket, actions, menu, setMenu }: HeaderProps) {
  const t = useT();
  const opened = menu === 'assign';
  const { search, setSearch, combobox, fits } = useSearchMenu(opened, () => setMenu(null));
  const choices = useChoices(fits);
  const value = [ticket.assignee?.name ?? t('desk.ticket.nobody'), ticket.team?.name].filter(Boolean).join(' · ');
  const choose = (chosen: string) => {
    setMenu(null);
    const [kind, id] = chosen.split(':');
    const name = choices.names.get(chosen) ?? '';
    if (kind === 'nobody') void actions.assign(null);
    if (kind === 'agent') void actions.assign({ id: Number(id), name });
    if (kind === 'team') void actions.assignTeam(Number(id) ? { id: Number(id), name } : null);
  };
  return (
    <Combobox store={combobox} width={280} position="bottom-start" shadow="md" onOptionSubmit={choose}>
      <Combobox.Target targetType="button">
        <Button
          className={classes.property}
          variant="default"
          size="compact-sm"
          leftSection={
            ticket.assignee ? <Face id={ticket.assignee.id} name={ticket.assignee.name} size={16} /> : <IconUser size={14} aria-hidden />
          }
          rightSection={<IconChevronDown size={12} aria-hidden />}
          onClick={() => setMenu(opened ? null : 'assign')}
        >
          <span className="visually-hidden">{t('desk.ticket.assigned', { name: value })}</span>
          <span aria-hidden>{value}</span>
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('desk.ticket.find_person')}
          aria-label={t('desk.ticket.find_person')}
        />
        <Options ticket={ticket} choices={choices} whole={search === ''} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface OptionsProps {
  ticket: Ticket;
  choices: ReturnType<typeof useChoices>;
  /** Nothing is searched for: nobody and no team are offered too. */
  whole: boolean;
}

function Options({ ticket, choices, whole }: OptionsProps) {
  const t = useT();
  const { people, groups } = choices;
  return (
    <Combobox.Options tabIndex={0} mah={340} style={{ overflowY: 'auto' }} aria-label={t('desk.ticket.assign')}>
      {whole && (
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
          {ticket.team && whole && (
            <Combobox.Option value="team:0">
              <Line icon={<IconUsersGroup size={16} aria-hidden />} text={t('desk.ticket.no_team')} chosen={false} />
            </Combobox.Option>
          )}
        </Combobox.Group>
      )}
    </Combobox.Options>
  );
}

function useChoices(fits: (text: string) => boolean) {
  const t = useT();
  const me = useSession().agent;
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
