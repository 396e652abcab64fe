import type { ConsumerState, DeadJob, JobCount, List } from '@goodhost/shared/api.ts';
import { Badge, Button, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, queryClient } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
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
  const counts = useQuery({
    queryKey: ['jobs', 'counts'],
    queryFn: async () => itemsOf(await client.get<List<JobCount>>('/jobs')),
    refetchInterval: often,
  });
  return (
    <Group gap="xs">
      {(counts.data ?? []).map((one) => (
        <Badge key={one.kind} size="lg" variant="light" color={one.dead > 0 ? 'red' : 'gray'} className="tabular">
          {one.kind}: {one.waiting} + {one.running}
        </Badge>
      ))}
    </Group>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} pb={4}>
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
  return (
    <Section title={t('desk.admin.dead_jobs')}>
      {dead.data?.length === 0 && <Text c="dimmed">{t('desk.admin.no_dead_jobs')}</Text>}
      <Table>
        <Table.Tbody>
          {(dead.data ?? []).map((job) => (
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
        </Table.Tbody>
      </Table>
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
      <Table>
        <Table.Tbody>
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
        </Table.Tbody>
      </Table>
    </Section>
  );
}
