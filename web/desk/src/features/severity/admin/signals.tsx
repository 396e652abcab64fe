import type { List, Signal } from '@goodhost/shared/api.ts';
import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import classes from '../../../platform/resource/resource.module.css';
import { AdminHeader } from '../../../platform/resource/resource_page.tsx';
import { useCan } from '../../../platform/session.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { itemsOf } from '../../tickets/queries.ts';
import { SignalText } from '../signals_part.tsx';

const queryKey = ['signals'] as const;

/** What monitors and incident tools outside said last. They say it over the API. */
export function SignalsAdmin() {
  const t = useT();
  const list = useQuery({
    queryKey,
    queryFn: async ({ signal }) => itemsOf(await client.get<List<Signal>>('/signals', undefined, signal)),
  });
  if (list.isPending) return <SkeletonRows />;
  if (!list.data) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  return (
    <div className={classes.page}>
      <AdminHeader title="desk.admin.signals" description="desk.admin.signals_hint" />
      {list.data.length === 0 ? (
        <EmptyView title={t('desk.admin.empty')}>{t('desk.signal.how')}</EmptyView>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        <section className={classes.tableBox} tabIndex={0} aria-label={t('desk.admin.signals')}>
          <Table verticalSpacing={8} horizontalSpacing="md" className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('desk.field.state')}</Table.Th>
                <Table.Th>{t('desk.field.key')}</Table.Th>
                <Table.Th>{t('desk.field.at')}</Table.Th>
                <Table.Th aria-label={t('desk.action.more')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.map((signal) => (
                <Line key={signal.id} signal={signal} />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </div>
  );
}

function Line({ signal }: { signal: Signal }) {
  const t = useT();
  const may = useCan();
  const forget = () =>
    client.delete(`/signals/${encodeURIComponent(signal.key)}`).then(
      () => queryClient.invalidateQueries({ queryKey }),
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <Table.Tr>
      <Table.Td>
        <SignalText signal={signal} />
      </Table.Td>
      <Table.Td>{signal.key}</Table.Td>
      <Table.Td>
        <TimeText at={signal.changed_at} />
      </Table.Td>
      <Table.Td>
        {may('severity.report') && (
          <Button variant="default" size="compact-xs" onClick={() => void forget()}>
            {t('desk.signal.forget')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
