import { type EscalationMeans, type EscalationStep, escalationMeans } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Checkbox, Fieldset, Group, MultiSelect, NumberInput, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import { targetOf, useTargetOptions, wordOf } from './targets.ts';

const usualDelay = 10;
const longest = 1_440;

/** Who is called, one group after the other. */
export function Steps({ value, onChange }: { value: EscalationStep[]; onChange: (value: EscalationStep[]) => void }) {
  const t = useT();
  const set = (at: number, part: Partial<EscalationStep>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const more = () => onChange([...value, { after_minutes: value.length === 0 ? 0 : usualDelay, targets: [], means: ['desk', 'mail'] }]);
  return (
    <Stack gap={8}>
      {value.map((step, at) => (
        <Step
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          key={at}
          number={at + 1}
          step={step}
          onSet={(part) => set(at, part)}
          onRemove={() => onChange(value.filter((_, index) => index !== at))}
        />
      ))}
      <Button variant="default" size="compact-xs" leftSection={<IconPlus size={12} aria-hidden />} onClick={more}>
        {t('desk.ladder.add_step')}
      </Button>
    </Stack>
  );
}

interface StepProps {
  number: number;
  step: EscalationStep;
  onSet: (part: Partial<EscalationStep>) => void;
  onRemove: () => void;
}

function Step({ number, step, onSet, onRemove }: StepProps) {
  const t = useT();
  const people = useTargetOptions();
  return (
    <Fieldset legend={t('desk.ladder.step', { number })} p="sm">
      <Stack gap={8}>
        <Group gap={8} align="flex-end" wrap="nowrap">
          <NumberInput
            size="xs"
            flex={1}
            label={t(number === 1 ? 'desk.ladder.after_first' : 'desk.ladder.after')}
            min={0}
            max={longest}
            allowDecimal={false}
            value={step.after_minutes}
            onChange={(minutes) => onSet({ after_minutes: Number(minutes) })}
          />
          <ActionIcon variant="subtle" aria-label={t('desk.ladder.remove_step', { number })} onClick={onRemove}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
        <MultiSelect
          size="xs"
          searchable
          label={t('desk.ladder.targets')}
          data={people}
          value={step.targets.map(wordOf)}
          onChange={(chosen) => onSet({ targets: chosen.map(targetOf) })}
        />
        <Checkbox.Group
          size="xs"
          label={t('desk.ladder.means')}
          value={step.means}
          onChange={(means) => onSet({ means: means as EscalationMeans[] })}
        >
          <Group gap={12} pt={4}>
            {escalationMeans.map((one) => (
              <Checkbox key={one} size="xs" value={one} label={t(`desk.ladder.mean.${one}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      </Stack>
    </Fieldset>
  );
}
