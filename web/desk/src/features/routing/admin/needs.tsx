import type { CategoryNeed, List } from '@goodhost/shared/api.ts';
import { Button, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { useCategoryOptions } from '../../tickets/words.tsx';

interface Skill {
  id: number;
  name: string;
}

const best = 5;

/** Which skill the tickets of each category need, and how well. */
export function NeedsButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const needs = useQuery({ queryKey: ['routing_needs'], queryFn: () => client.get<List<CategoryNeed>>('/routing_needs') });
  const skills = useQuery({ queryKey: ['skills'], queryFn: () => client.get<List<Skill>>('/skills') });
  if (!needs.data || !skills.data) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('desk.routing.needs')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('desk.routing.needs')}
        closeButtonProps={{ 'aria-label': t('desk.action.close') }}
      >
        <NeedsForm start={needs.data.items} skills={skills.data.items} onSaved={() => needs.refetch().then(() => setOpen(false))} />
      </Modal>
    </>
  );
}

function NeedsForm({ start, skills, onSaved }: { start: CategoryNeed[]; skills: Skill[]; onSaved: () => unknown }) {
  const t = useT();
  const categories = useCategoryOptions();
  const [needs, setNeeds] = useState(start);
  const needOf = (category: string) => needs.find((one) => one.category === category);
  const set = (category: string, skill: string | null, level: number) =>
    setNeeds([...needs.filter((one) => one.category !== category), ...(skill ? [{ category, skill_id: Number(skill), level }] : [])]);
  const save = () =>
    client.put('/routing_needs', { items: needs }).then(
      () => {
        notifyDone(t('desk.done.saved'));
        return onSaved();
      },
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <Stack gap="sm">
      <Text size="sm">{t(skills.length === 0 ? 'desk.routing.no_skills' : 'desk.routing.needs_hint')}</Text>
      {categories.map((one) => {
        const need = needOf(one.value);
        return (
          <Group key={one.value} gap={8} align="flex-end" wrap="nowrap">
            <Select
              size="xs"
              flex={2}
              clearable
              label={one.label}
              data={skills.map((skill) => ({ value: String(skill.id), label: skill.name }))}
              value={need ? String(need.skill_id) : null}
              onChange={(skill) => set(one.value, skill, need?.level ?? 1)}
            />
            <NumberInput
              size="xs"
              flex={1}
              label={t('desk.routing.level')}
              min={1}
              max={best}
              allowDecimal={false}
              disabled={!need}
              value={need?.level ?? 1}
              onChange={(level) => need && set(one.value, String(need.skill_id), Number(level))}
            />
          </Group>
        );
      })}
      <Button onClick={() => void save()}>{t('desk.action.save')}</Button>
    </Stack>
  );
}
