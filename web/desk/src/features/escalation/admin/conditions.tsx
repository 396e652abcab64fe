import { type EscalationConditions, severities } from '@goodhost/shared/api.ts';
import { Fieldset, MultiSelect, Stack, Text } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import type { Option } from '../../../platform/resource/spec.ts';
import { useBrandOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { useCategoryOptions } from '../../tickets/words.tsx';

interface Props {
  value: EscalationConditions;
  onChange: (value: EscalationConditions) => void;
}

/** Which tickets a ladder is for: one of each list that names anything. */
export function Conditions({ value, onChange }: Props) {
  const t = useT();
  const choices: [keyof EscalationConditions, Option[]][] = [
    ['severities', severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) }))],
    ['categories', useCategoryOptions()],
    ['team_ids', useTeamOptions()],
    ['brand_ids', useBrandOptions()],
  ];
  return (
    <Fieldset legend={t('desk.field.conditions')} p="sm">
      <Stack gap={6}>
        <Text size="xs" c="dimmed">
          {t('desk.ladder.conditions_hint')}
        </Text>
        {choices.map(([name, options]) => (
          <MultiSelect
            key={name}
            size="xs"
            searchable
            label={t(`desk.field.${name}`)}
            data={options}
            value={value[name].map(String)}
            onChange={(chosen) => onChange({ ...value, [name]: name.endsWith('_ids') ? chosen.map(Number) : chosen })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
