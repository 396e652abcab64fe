import { Button, Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { useCan } from '../../../platform/session.tsx';
import { type Means, useMeans, useSkills } from '../queries.ts';

const channels = ['email', 'portal', 'chat', 'phone'] as const;
const levels = ['0', '1', '2', '3', '4', '5'];

/** An agent's skills and how many conversations of each channel the agent has at a time. */
export function AgentMeans({ agent }: { agent: number }) {
  const mayConfigure = useCan()('roster.configure');
  const means = useMeans().data?.find((one) => one.agent_id === agent);
  if (!mayConfigure || !means) return null;
  return <MeansForm key={agent} means={means} />;
}

function MeansForm({ means }: { means: Means }) {
  const t = useT();
  const skills = useSkills().data ?? [];
  const [levelOf, setLevels] = useState(() => new Map(means.skills.map((one) => [one.skill_id, one.level])));
  const [capacities, setCapacities] = useState(means.capacities);
  const save = async () => {
    const chosen = [...levelOf].filter(([, level]) => level > 0).map(([skill_id, level]) => ({ skill_id, level }));
    try {
      await client.put(`/agents/${means.agent_id}/skills`, { skills: chosen });
      await client.put(`/agents/${means.agent_id}/capacities`, capacities);
      await queryClient.invalidateQueries({ queryKey: ['means'] });
      notifyDone(t('desk.roster.saved'));
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Fieldset legend={t('desk.roster.means')} p="sm">
      <Stack gap="xs">
        {skills.length === 0 && (
          <Text size="xs" c="dimmed">
            {t('desk.roster.no_skills')}
          </Text>
        )}
        {skills.map((skill) => (
          <Select
            key={skill.id}
            size="xs"
            label={skill.name}
            allowDeselect={false}
            data={levels.map((level) => ({ value: level, label: t(`desk.roster.level_${level}` as 'desk.roster.level_0') }))}
            value={String(levelOf.get(skill.id) ?? 0)}
            onChange={(level) => setLevels(new Map(levelOf).set(skill.id, Number(level)))}
          />
        ))}
        <Capacities value={capacities} onChange={setCapacities} />
        <Button variant="default" size="compact-sm" onClick={() => void save()}>
          {t('desk.roster.save_means')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

type Each = Means['capacities'];

function Capacities({ value, onChange }: { value: Each; onChange: (value: Each) => void }) {
  const t = useT();
  return (
    <>
      <Text size="xs" c="dimmed">
        {t('desk.roster.capacities_hint')}
      </Text>
      <Group gap="xs">
        {channels.map((channel) => (
          <NumberInput
            key={channel}
            size="xs"
            w={84}
            label={t(`desk.channel.${channel}`)}
            min={0}
            max={100}
            allowDecimal={false}
            value={value[channel]}
            onChange={(count) => onChange({ ...value, [channel]: Number(count) || 0 })}
          />
        ))}
      </Group>
    </>
  );
}
