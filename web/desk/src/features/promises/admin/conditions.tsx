import { channels, type PromiseConditions, severities, tiers } from '@goodhost/shared/api.ts';
import { Fieldset, MultiSelect, Stack, Text } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import type { Option } from '../../../platform/resource/spec.ts';
import { useBrandOptions, useLanguageOptions } from '../../accounts/admin/options.ts';
import { useCategoryOptions } from '../../tickets/words.tsx';

interface Props {
  value: PromiseConditions;
  onChange: (value: PromiseConditions) => void;
}

/** Which tickets a policy is for: one of each list that names anything. */
export function Conditions({ value, onChange }: Props) {
  const t = useT();
  const brands = useBrandOptions();
  const choices: [Exclude<keyof PromiseConditions, 'customer_ids'>, Option[]][] = [
    ['severities', severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) }))],
    ['categories', useCategoryOptions()],
    ['tiers', tiers.map((one) => ({ value: one, label: t(`desk.tier.${one}`) }))],
    ['channels', channels.map((one) => ({ value: one, label: t(`desk.channel.${one}`) }))],
    ['languages', useLanguageOptions()],
    ['brand_ids', brands],
  ];
  return (
    <Fieldset legend={t('desk.field.conditions')} p="sm">
      <Stack gap={6}>
        <Text size="xs" c="dimmed">
          {t('desk.promise.conditions_hint')}
        </Text>
        {choices.map(([name, options]) => (
          <MultiSelect
            key={name}
            size="xs"
            searchable
            label={t(`desk.field.${name}`)}
            data={options}
            value={value[name].map(String)}
            onChange={(chosen) => onChange({ ...value, [name]: name === 'brand_ids' ? chosen.map(Number) : chosen })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
