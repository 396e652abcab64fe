import type { Agent, ApiToken, List } from '@goodhost/shared/api.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { DeleteButton } from '../../../platform/resource/resource_form.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { AgentMeans } from '../../roster/admin/agent_means.tsx';

interface ExtraProps {
  agent: Agent;
  refresh: () => void;
}

/** What is done to an agent besides changing the record. */
export function AgentExtra({ agent, refresh }: ExtraProps) {
  const t = useT();
  const path = `/agents/${agent.id}`;
  const attempt = (run: Promise<unknown>, done: () => void) => void run.then(done, (error: unknown) => notifyProblem(error, t));
  const toggle = () => (agent.active ? client.post(`${path}/deactivation`) : client.delete(`${path}/deactivation`));
  const invite = () => client.post(`${path}/invitation`);
  return (
    <Stack gap="sm">
      <AgentMeans agent={agent.id} />
      <Tokens agent={agent} />
      <Group gap="xs">
        {agent.active && (
          <Button
            variant="default"
            leftSection={<IconMail size={14} aria-hidden />}
            onClick={() => attempt(invite(), () => notifyDone(t('desk.done.invited', { email: agent.email })))}
          >
            {t('desk.admin.invite')}
          </Button>
        )}
        <Button variant="default" onClick={() => attempt(toggle(), refresh)}>
          {t(agent.active ? 'desk.admin.deactivate' : 'desk.admin.activate')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What works in the agent's name, to be stopped by somebody else when the agent can't. */
function Tokens({ agent }: { agent: Agent }) {
  const t = useT();
  const path = `/agents/${agent.id}/tokens`;
  const list = useQuery({ queryKey: ['agents', 'tokens', agent.id], queryFn: () => client.get<List<ApiToken>>(path) });
  const tokens = list.data?.items ?? [];
  if (tokens.length === 0) return null;
  const revoke = (id: number) =>
    client.delete(`${path}/${id}`).then(
      () => list.refetch(),
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <section aria-label={t('desk.profile.tokens')}>
      <Text fw={600} size="sm">
        {t('desk.profile.tokens')}
      </Text>
      {tokens.map((one) => (
        <Group key={one.id} justify="space-between" wrap="nowrap">
          <Text size="sm">
            {one.name} {one.last_used_at && <TimeText at={one.last_used_at} />}
          </Text>
          <DeleteButton onDelete={() => void revoke(one.id)} />
        </Group>
      ))}
    </section>
  );
}
