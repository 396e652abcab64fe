import { severities } from '@goodhost/shared/api.ts';
import { ActionIcon, Fieldset, Group, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import { useLanguageOptions } from '../accounts/admin/options.ts';
import { type Requirement, useSkills } from './queries.ts';
import { HoursField } from './week_lines.tsx';

interface Props {
  value: Requirement;
  onChange: (value: Requirement) => void;
  onRemove: () => void;
}

const levels = [1, 2, 3, 4, 5];

export const freshRequirement = (name: string): Requirement => ({
  name,
  people: 1,
  skill_id: null,
  level: null,
  language: null,
  hours: [],
  severities: [],
});

/** How many people are needed, who can do what, and when. */
export function RequirementField({ value, onChange, onRemove }: Props) {
  const t = useT();
  const set = (part: Partial<Requirement>) => onChange({ ...value, ...part });
  return (
    <Fieldset legend={value.name || t('desk.roster.requirement')} p="sm">
      <Stack gap="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            size="xs"
            flex={1}
            label={t('desk.field.name')}
            maxLength={100}
            value={value.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <NumberInput
            size="xs"
            w={80}
            label={t('desk.roster.at_least')}
            min={1}
            max={100}
            allowDecimal={false}
            value={value.people}
            onChange={(people) => set({ people: Number(people) || 1 })}
          />
          <ActionIcon variant="default" aria-label={t('desk.roster.requirement_remove')} onClick={onRemove}>
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </Group>
        <Able value={value} onChange={set} />
        <MultiSelect
          size="xs"
          clearable
          clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
          label={t('desk.roster.for_severities')}
          placeholder={value.severities?.length ? undefined : t('desk.roster.all_severities')}
          data={severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) }))}
          value={value.severities ?? []}
          onChange={(chosen) => set({ severities: severities.filter((one) => chosen.includes(one)) })}
        />
        <HoursField value={value.hours ?? []} onChange={(hours) => set({ hours })} />
      </Stack>
    </Fieldset>
  );
}

/** Who counts: whoever has the skill at the level, and speaks the language. */
function Able({ value, onChange: set }: { value: Requirement; onChange: (part: Partial<Requirement>) => void }) {
  const t = useT();
  const skills = useSkills().data ?? [];
  const languages = useLanguageOptions();
  return (
    <Group gap="xs" align="flex-end">
      <Select
        size="xs"
        flex={1}
        clearable
        clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
        label={t('desk.roster.skill')}
        data={skills.map((one) => ({ value: String(one.id), label: one.name }))}
        value={value.skill_id ? String(value.skill_id) : null}
        onChange={(skill) => set({ skill_id: skill === null ? null : Number(skill), level: skill === null ? null : (value.level ?? 1) })}
      />
      <Select
        size="xs"
        w={90}
        disabled={!value.skill_id}
        allowDeselect={false}
        label={t('desk.roster.level')}
        data={levels.map(String)}
        value={String(value.level ?? 1)}
        onChange={(level) => set({ level: Number(level) })}
      />
      <Select
        size="xs"
        flex={1}
        clearable
        clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
        label={t('desk.field.locale')}
        data={languages}
        value={value.language ?? null}
        onChange={(language) => set({ language })}
      />
    </Group>
  );
}
