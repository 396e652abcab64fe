import { Group, Select, Stack, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useT } from '../../../platform/i18n.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { useTeams } from '../../accounts/queries.ts';
import { Overseeing } from '../overseeing.tsx';
import { type Board, useBoard } from '../queries.ts';
import { Tiers } from '../report/tiers.tsx';
import { Agents } from './agents.tsx';
import classes from './board.module.css';
import { Numbers } from './numbers.tsx';
import { TeamNumbers } from './team_numbers.tsx';
import { Tickets } from './tickets.tsx';
import { useLiveBoard } from './use_live_board.ts';

/** What a lead has to see: which promises are about to break, what is broken, who waits, what nobody has, who works on how much. */
export function BoardPage() {
  const t = useT();
  const { team } = useSearch({ from: '/board' });
  const navigate = useNavigate();
  const board = useBoard(team);
  const teams = useTeams().data ?? [];
  useLiveBoard();
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={1}>{t('desk.board.title')}</Title>
        <Group gap="sm">
          {teams.length > 0 && (
            <Select
              size="xs"
              clearable
              aria-label={t('desk.field.team_id')}
              placeholder={t('desk.board.all_teams')}
              clearButtonProps={{ 'aria-label': t('desk.board.all_teams') }}
              data={teams.map((one) => ({ value: String(one.id), label: one.name }))}
              value={team ?? null}
              onChange={(chosen) => void navigate({ to: '/board', search: chosen ? { team: chosen } : {} })}
            />
          )}
          <Overseeing here="board" />
        </Group>
      </Group>
      {board.data ? (
        <Found board={board.data} team={team} />
      ) : board.error ? (
        <ErrorView error={board.error} retry={() => void board.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </div>
  );
}

function Found({ board, team }: { board: Board; team: string | undefined }) {
  const t = useT();
  const { all } = board;
  const well = all.half.tickets + all.three_quarters.tickets + all.broken.tickets + all.unattended.tickets + all.unassigned.tickets === 0;
  return (
    <Stack gap="lg">
      <Numbers numbers={all} />
      {well ? (
        <EmptyView icon={<IconCircleCheck size={28} stroke={1.5} aria-hidden />} title={t('desk.board.all_well')}>
          {t('desk.board.all_well_hint')}
        </EmptyView>
      ) : (
        <div className={classes.lists}>
          <Tickets title={t('desk.board.broken')} number={all.broken} rows={board.broken} show="late" />
          <Tickets
            title={t('desk.board.at_risk')}
            number={{
              tickets: all.half.tickets + all.three_quarters.tickets,
              q: all.half.q.replace('promise:half', 'promise:half,three_quarters'),
            }}
            rows={board.at_risk}
            show="late"
          />
          <Tickets title={t('desk.board.unattended')} number={all.unattended} rows={board.unattended} show="wait" />
          <Tickets title={t('desk.board.unassigned')} number={all.unassigned} rows={board.unassigned} show="late" />
        </div>
      )}
      {!team && board.teams.length > 1 && <TeamNumbers teams={board.teams} />}
      <Agents agents={board.agents} />
      <Tiers />
    </Stack>
  );
}
