import { Badge, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { useCan, useSession } from '../../platform/session.tsx';
import { ErrorView, SkeletonRows } from '../../platform/states.tsx';
import { TimeText, useZone } from '../../platform/time_text.tsx';
import { useAgents } from '../accounts/queries.ts';
import { momentText } from './labels.ts';
import { type HandedTicket, type HandOver, type Roster, refreshRosters, useHandOver } from './queries.ts';
import classes from './roster.module.css';

/** What the next shift has to know: made from the tickets, given by one, taken by another. */
export function HandOverPanel({ roster }: { roster: Roster }) {
  const t = useT();
  const zone = useZone();
  const mayTakePart = useCan()('roster.take_part');
  const page = useHandOver(roster.id);
  if (page.error) return <ErrorView error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <SkeletonRows />;
  const { tickets, next_at, given } = page.data;
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} size="h4">
          {t('desk.roster.to_hand_over')}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('desk.roster.hand_over_hint')} {next_at && t('desk.roster.hand_over_at', { time: momentText(Date.parse(next_at), zone) })}
        </Text>
        <Tickets tickets={tickets} />
        {mayTakePart && <Give roster={roster} />}
      </section>
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('desk.roster.handed_over')}
        </Title>
        {given.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('desk.roster.none_handed_over')}
          </Text>
        )}
        <Stack gap="sm">
          {given.map((one) => (
            <Given key={one.id} one={one} />
          ))}
        </Stack>
      </section>
    </Stack>
  );
}

function Tickets({ tickets }: { tickets: HandedTicket[] }) {
  const t = useT();
  const agents = useAgents().data ?? [];
  if (tickets.length === 0)
    return (
      <Text size="sm" fw={550}>
        {t('desk.roster.all_quiet')}
      </Text>
    );
  return (
    <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {tickets.map((one) => (
        <li key={one.id}>
          <Group gap={8}>
            {one.severity === 'critical' && (
              <Badge color="red" variant="light" size="sm">
                {t('desk.severity.critical')}
              </Badge>
            )}
            <Link to="/inbox/$ticketId" params={{ ticketId: String(one.id) }} search={{ view: 'all' }} className={classes.ticket}>
              #{one.id} {one.subject}
            </Link>
            <Text size="sm" c="dimmed">
              {agents.find((agent) => agent.id === one.assignee_id)?.name ?? t('desk.roster.nobody')}
            </Text>
            {one.promise_due_at && (
              <Text size="sm">
                {t('desk.roster.due')} <TimeText at={one.promise_due_at} />
              </Text>
            )}
          </Group>
          {one.last_note && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {one.last_note}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}

function Give({ roster }: { roster: Roster }) {
  const t = useT();
  const [note, setNote] = useState('');
  const give = () =>
    client.post(`/rosters/${roster.id}/hand_overs`, { note }).then(
      () => {
        setNote('');
        notifyDone(t('desk.roster.given'));
        return refreshRosters();
      },
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <Stack gap="xs" mt="sm" align="flex-start">
      <Textarea
        w="100%"
        maw={640}
        autosize
        minRows={2}
        maxLength={5000}
        label={t('desk.roster.hand_over_note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button onClick={() => void give()}>{t('desk.roster.hand_over_now')}</Button>
    </Stack>
  );
}

function Given({ one }: { one: HandOver }) {
  const t = useT();
  const me = useSession().agent.id;
  const mayTakePart = useCan()('roster.take_part');
  const agents = useAgents().data ?? [];
  const nameOf = (id: number) => agents.find((agent) => agent.id === id)?.name ?? `#${id}`;
  const take = () =>
    client
      .post(`/rosters/${one.roster_id}/hand_overs/${one.id}/acknowledgement`)
      .then(refreshRosters, (error: unknown) => notifyProblem(error, t));
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb={4}>
        <Text size="sm">
          {t('desk.roster.given_by', { name: nameOf(one.giver_id) })} <TimeText at={one.given_at} />
        </Text>
        {one.taken_at && one.taker_id ? (
          <Text size="sm">
            {t('desk.roster.taken_by', { name: nameOf(one.taker_id) })} <TimeText at={one.taken_at} />
          </Text>
        ) : (
          one.giver_id !== me &&
          mayTakePart && (
            <Button size="compact-sm" onClick={() => void take()}>
              {t('desk.roster.take_on')}
            </Button>
          )
        )}
      </Group>
      {one.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} mb={4}>
          {one.note}
        </Text>
      )}
      <Tickets tickets={one.tickets} />
    </Paper>
  );
}
