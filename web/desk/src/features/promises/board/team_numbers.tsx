import { Table, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type MessageKey, useT } from '../../../platform/i18n.tsx';
import resource from '../../../platform/resource/resource.module.css';
import type { BoardNumbers } from '../queries.ts';
import classes from './board.module.css';

const columns = ['broken', 'three_quarters', 'half', 'unattended', 'unassigned'] as const;

export function TeamNumbers({ teams }: { teams: BoardNumbers[] }) {
  const t = useT();
  return (
    <section aria-label={t('desk.board.by_team')}>
      <Title order={2} size="h3" mb="xs">
        {t('desk.board.by_team')}
      </Title>
      <div className={classes.records}>
        <Table className={`${resource.table} ${resource.records}`} aria-label={t('desk.board.by_team')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('desk.field.team_id')}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} className={resource.numeric}>
                  {t(`desk.board.${column}` as MessageKey)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {teams.map((team) => (
              <Table.Tr key={team.team_id ?? 0}>
                <Table.Td>{team.team || t('desk.board.no_team')}</Table.Td>
                {columns.map((column) => (
                  <Table.Td key={column} className={resource.numeric} data-label={t(`desk.board.${column}` as MessageKey)}>
                    {team[column].tickets === 0 ? (
                      0
                    ) : (
                      <Link to="/search" search={{ q: team[column].q }} className={resource.name}>
                        {team[column].tickets}
                      </Link>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
