import type { ConsumerState, DeadJob, JobCount, List } from '@goodhost/shared/api.ts';
import { Button, Code, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, queryClient } from '../../platform/client.ts';
import { type MessageKey, useT, useWords } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import resource from '../../platform/resource/resource.module.css';
import { AdminHeader } from '../../platform/resource/resource_page.tsx';
import { TimeText } from '../../platform/time_text.tsx';
import { itemsOf } from '../tickets/queries.ts';

const often = 10_000;

export default function JobsAdmin() {
  return (
    <div className={resource.page}>
      <AdminHeader title="desk.admin.jobs" description="desk.admin.jobs_hint" />
      <Stack gap="xl">
        <Counts />
        <Dead />
        <Consumers />
      </Stack>
    </div>
  );
}

function RetryButton({ path }: { path: string }) {
  const t = useT();
  const retry = async () => {
    try {
      await client.post(path);
      notifyDone(t('desk.done.retried'));
    } catch (error) {
      notifyProblem(error, t);
    }
    await queryClient.invalidateQueries({ queryKey: ['jobs'] });
  };
  return (
    <Button variant="default" onClick={() => void retry()}>
      {t('desk.action.try_again')}
    </Button>
  );
}

function Counts() {
  const t = useT();
  const counts = useQuery({
    queryKey: ['jobs', 'counts'],
    queryFn: async () => itemsOf(await client.get<List<JobCount>>('/jobs')),
    refetchInterval: often,
  });
  return (
    <Listing
      label={t('desk.admin.jobs')}
      columns={['desk.jobs.kind', 'desk.jobs.waiting', 'desk.jobs.running', 'desk.jobs.dead', 'desk.jobs.next']}
      numeric={[1, 2, 3]}
    >
      {(counts.data ?? []).map((one) => (
        <Table.Tr key={one.kind}>
          <Table.Td>
            <Code>{one.kind}</Code>
          </Table.Td>
          <Table.Td className={resource.numeric}>{one.waiting}</Table.Td>
          <Table.Td className={resource.numeric}>{one.running}</Table.Td>
          <Table.Td className={resource.numeric} c={one.dead > 0 ? 'red' : undefined}>
            {one.dead}
          </Table.Td>
          <Table.Td>{one.oldest_due ? <TimeText at={one.oldest_due} /> : '–'}</Table.Td>
        </Table.Tr>
      ))}
    </Listing>
  );
}

interface ListingProps {
  label: string;
  columns: (MessageKey | null)[];
  numeric?: number[];
  children: ReactNode;
}

/** A heading of null is the column of the buttons. */
function Listing({ label, columns, numeric = [], children }: ListingProps) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section className={resource.tableBox} tabIndex={0} aria-label={label}>
      <Table verticalSpacing={8} horizontalSpacing="md" className={resource.table}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) =>
              column ? (
                <Table.Th key={column} className={numeric.includes(index) ? resource.numeric : undefined}>
                  {t(column)}
                </Table.Th>
              ) : (
                <Table.Th key="actions">
                  <span className="visually-hidden">{t('desk.action.more')}</span>
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} pb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Dead() {
  const t = useT();
  const dead = useQuery({
    queryKey: ['jobs', 'dead'],
    queryFn: async () => itemsOf(await client.get<List<DeadJob>>('/jobs/dead')),
    refetchInterval: often,
  });
  const jobs = dead.data ?? [];
  return (
    <Section title={t('desk.admin.dead_jobs')}>
      {jobs.length === 0 ? (
        <Text c="dimmed">{t('desk.admin.no_dead_jobs')}</Text>
      ) : (
        <Listing label={t('desk.admin.dead_jobs')} columns={['desk.jobs.kind', 'desk.jobs.why', 'desk.field.at', null]}>
          {jobs.map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td>
                <Code>{job.kind}</Code>
              </Table.Td>
              <Table.Td>{job.error ?? job.last_error}</Table.Td>
              <Table.Td>{(job.died_at ?? job.created_at) && <TimeText at={(job.died_at ?? job.created_at) as string} />}</Table.Td>
              <Table.Td className={resource.actions}>
                <RetryButton path={`/jobs/${job.id}/retry`} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Listing>
      )}
    </Section>
  );
}

function Consumers() {
  const t = useT();
  const all = useQuery({
    queryKey: ['jobs', 'consumers'],
    queryFn: async () => itemsOf(await client.get<List<ConsumerState>>('/consumers')),
    refetchInterval: often,
  });
  return (
    <Section title={t('desk.admin.consumers')}>
      <Listing label={t('desk.admin.consumers')} columns={['desk.jobs.follower', 'desk.jobs.position', 'desk.field.state', null]}>
        {(all.data ?? []).map((one) => (
          <Table.Tr key={one.name}>
            <Table.Td>
              <Code>{one.name}</Code>
            </Table.Td>
            <Table.Td className="tabular">{one.position}</Table.Td>
            <Table.Td>{one.last_error || t('desk.admin.lag', { count: one.lag })}</Table.Td>
            <Table.Td className={resource.actions}>{one.failures > 0 && <RetryButton path={`/consumers/${one.name}/retry`} />}</Table.Td>
          </Table.Tr>
        ))}
      </Listing>
    </Section>
  );
}
