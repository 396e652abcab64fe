import { Group, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Face } from '../../../platform/avatar.tsx';
import { useNow } from '../../../platform/clock.ts';
import { type MessageKey, useT } from '../../../platform/i18n.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { shortTime } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import type { BoardAgent } from '../queries.ts';
import classes from './board.module.css';
import { Due } from './tickets.tsx';

/** Who is there, until when, with how much of what fits. */
export function Agents({ agents }: { agents: BoardAgent[] }) {
  const t = useT();
  return (
    <section aria-label={t('desk.board.people')}>
      <Title order={2} size="h3" mb="xs">
        {t('desk.board.people')}
      </Title>
      {agents.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('desk.board.nobody')}
        </Text>
      ) : (
        <div className={classes.records}>
          <Table className={`${resource.table} ${resource.records}`} aria-label={t('desk.board.people')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('desk.field.name')}</Table.Th>
                <Table.Th>{t('desk.board.on_duty')}</Table.Th>
                <Table.Th>{t('desk.board.load')}</Table.Th>
                <Table.Th>{t('desk.board.soonest')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {agents.map((agent) => (
                <Agent key={agent.agent_id} agent={agent} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  );
}

function Agent({ agent }: { agent: BoardAgent }) {
  const t = useT();
  const presence = agent.on_leave ? t('desk.board.on_leave') : t(`desk.presence.${agent.presence}` as MessageKey);
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <Face id={agent.agent_id} name={agent.name} size={24} />
          <span>
            <b className={classes.person}>{agent.name}</b>
            <span className={classes.presence} data-presence={agent.on_leave ? 'offline' : agent.presence}>
              {presence}
            </span>
          </span>
        </Group>
      </Table.Td>
      <Table.Td data-label={t('desk.board.on_duty')}>
        <Duty agent={agent} />
      </Table.Td>
      <Table.Td data-label={t('desk.board.load')}>
        <Load agent={agent} />
      </Table.Td>
      <Table.Td data-label={t('desk.board.soonest')}>
        {agent.soonest ? (
          <span className={classes.soonest}>
            <Link
              to="/inbox/$ticketId"
              params={{ ticketId: String(agent.soonest.ticket_id) }}
              search={{ view: 'all' }}
              className={resource.name}
            >
              #{agent.soonest.ticket_id}
            </Link>
            <Due at={agent.soonest.due_at} />
          </span>
        ) : (
          '–'
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Duty({ agent }: { agent: BoardAgent }) {
  const t = useT();
  const zone = useZone();
  const now = useNow(60_000);
  if (!agent.on_duty) return <>{t('desk.board.off_duty')}</>;
  if (!agent.duty_until) return <>{t('desk.board.around')}</>;
  return <>{t('desk.board.until', { time: shortTime(agent.duty_until, now, zone) })}</>;
}

/** Open tickets against how many fit, for each channel that has either. */
function Load({ agent }: { agent: BoardAgent }) {
  const t = useT();
  const used = agent.channels.filter((one) => one.open.tickets > 0);
  if (used.length === 0) return <>{t('desk.board.none')}</>;
  return (
    <span className={classes.loads}>
      {used.map((one) => (
        <Link
          key={one.channel}
          to="/search"
          search={{ q: one.open.q }}
          className={classes.load}
          data-full={one.open.tickets > one.capacity || undefined}
        >
          {t('desk.board.load_of', {
            channel: t(`desk.channel.${one.channel}` as MessageKey),
            count: one.open.tickets,
            capacity: one.capacity,
          })}
        </Link>
      ))}
    </span>
  );
}
