import type { List, MySession } from '@goodhost/shared/api.ts';
import { Badge, Button, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { itemsOf } from '../../tickets/queries.ts';

/** `Firefox, Linux` of a long user agent; the whole of it on nothing known. */
export function browserOf(agent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari|curl)\//.exec(agent)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera');
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1]?.replace('Mac OS X', 'macOS');
  return [browser, system].filter(Boolean).join(', ') || agent.slice(0, 60) || '–';
}

export function Sessions() {
  const t = useT();
  const list = useQuery({ queryKey: ['my_sessions'], queryFn: async () => itemsOf(await client.get<List<MySession>>('/me/sessions')) });
  const end = (which: string) =>
    client.delete(`/me/sessions${which}`).then(
      () => list.refetch(),
      (error: unknown) => notifyProblem(error, t),
    );
  if (list.isPending) return <SkeletonRows rows={3} />;
  if (!list.data) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  return (
    <Stack gap="sm" align="flex-start">
      <div className={resource.tableBox}>
        <Table className={resource.table} horizontalSpacing="md">
          <Table.Tbody>
            {list.data.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  {browserOf(one.user_agent)}{' '}
                  {one.current && (
                    <Badge variant="light" ml={6}>
                      {t('desk.profile.this_session')}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>{one.address}</Table.Td>
                <Table.Td>
                  <TimeText at={one.last_seen_at} />
                </Table.Td>
                <Table.Td className={resource.actions}>
                  {!one.current && (
                    <Button variant="default" onClick={() => void end(`/${one.id}`)}>
                      {t('desk.profile.end_session')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {list.data.length > 2 && (
        <Button variant="default" onClick={() => void end('')}>
          {t('desk.profile.end_other_sessions')}
        </Button>
      )}
    </Stack>
  );
}
