import { channels, severities, tiers } from '@goodhost/shared/api.ts';
import { Fieldset, MultiSelect, Stack, Text } from '@mantine/core';
import { type MessageKey, useT } from '../../../platform/i18n.tsx';
import type { Option } from '../../../platform/resource/spec.ts';
import { useBrandOptions, useLanguageOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { useCategoryOptions } from '../words.tsx';

export type ConditionList = 'severities' | 'categories' | 'tiers' | 'channels' | 'languages' | 'team_ids' | 'brand_ids';

interface Props<Value> {
  value: Value;
  /** The lists that are offered, in order. */
  lists: readonly (ConditionList & keyof Value)[];
  hint: MessageKey;
  onChange: (value: Value) => void;
}

/** Which tickets a policy, ladder or rule is for: one of each list that names anything. */
export function Conditions<Value extends object>({ value, lists, hint, onChange }: Props<Value>) {
  const t = useT();
  const options: Record<ConditionList, Option[]> = {
    severities: severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) })),
    categories: useCategoryOptions(),
    tiers: tiers.map((one) => ({ value: one, label: t(`desk.tier.${one}`) })),
    channels: channels.map((one) => ({ value: one, label: t(`desk.channel.${one}`) })),
    languages: useLanguageOptions(),
    team_ids: useTeamOptions(),
    brand_ids: useBrandOptions(),
  };
  return (
    <Fieldset legend={t('desk.field.conditions')} p="sm">
      <Stack gap={6}>
        <Text size="xs" c="dimmed">
          {t(hint)}
        </Text>
        {lists.map((name) => (
          <MultiSelect
            key={name}
            size="xs"
            searchable
            label={t(`desk.field.${name}`)}
            data={options[name]}
            value={(value[name] as (string | number)[]).map(String)}
            onChange={(chosen) => onChange({ ...value, [name]: name.endsWith('_ids') ? chosen.map(Number) : chosen })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
