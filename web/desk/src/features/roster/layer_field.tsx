import { ActionIcon, Fieldset, Group, MultiSelect, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import { useAgentOptions } from '../accounts/admin/options.ts';
import type { Layer } from './queries.ts';
import { toInput } from './wall.ts';
import { HoursField, ShiftsField } from './week_lines.tsx';

type Rotation = NonNullable<Layer['rotation']>;

interface Props {
  value: Layer;
  place: number;
  last: boolean;
  onChange: (value: Layer) => void;
  onRemove: () => void;
  onSwap: (by: -1 | 1) => void;
}

const weekly = (): Rotation => ({ every: 1, unit: 'weeks', starts_at: `${toInput(Date.now(), 'UTC').slice(0, 10)}T09:00` });

export const freshLayer = (name: string): Layer => ({ name, agents: [], rotation: weekly(), hours: [], shifts: [] });

/** One layer: people by turn or all at once, within hours, and single shifts. */
export function LayerField({ value, place, last, onChange, onRemove, onSwap }: Props) {
  const t = useT();
  const agents = useAgentOptions();
  const set = (part: Partial<Layer>) => onChange({ ...value, ...part });
  const rotation = value.rotation;
  return (
    <Fieldset legend={t('desk.roster.layer', { number: place + 1 })} p="sm">
      <Stack gap="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            size="xs"
            flex={1}
            required
            label={t('desk.field.name')}
            maxLength={100}
            value={value.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <ActionIcon variant="default" disabled={place === 0} aria-label={t('desk.roster.layer_up')} onClick={() => onSwap(-1)}>
            <IconArrowUp size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" disabled={last} aria-label={t('desk.roster.layer_down')} onClick={() => onSwap(1)}>
            <IconArrowDown size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('desk.roster.layer_remove')} onClick={onRemove}>
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </Group>
        <SegmentedControl
          size="xs"
          aria-label={t('desk.roster.how_on_duty')}
          data={[
            { value: 'turns', label: t('desk.roster.by_turn') },
            { value: 'all', label: t('desk.roster.all_at_once') },
          ]}
          value={rotation ? 'turns' : 'all'}
          onChange={(kind) => set({ rotation: kind === 'turns' ? weekly() : null })}
        />
        <MultiSelect
          size="xs"
          searchable
          label={t(rotation ? 'desk.roster.people_in_order' : 'desk.roster.people')}
          data={agents}
          value={(value.agents ?? []).map(String)}
          onChange={(chosen) => set({ agents: chosen.map(Number) })}
        />
        {rotation && <Turns value={rotation} onChange={(changed) => set({ rotation: changed })} />}
        <Text size="xs" c="dimmed">
          {t('desk.roster.hours_hint')}
        </Text>
        <HoursField value={value.hours ?? []} onChange={(hours) => set({ hours })} />
        <Text size="xs" c="dimmed">
          {t('desk.roster.shifts_hint')}
        </Text>
        <ShiftsField value={value.shifts ?? []} onChange={(shifts) => set({ shifts })} />
      </Stack>
    </Fieldset>
  );
}

function Turns({ value, onChange }: { value: Rotation; onChange: (value: Rotation) => void }) {
  const t = useT();
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        size="xs"
        w={90}
        label={t('desk.roster.every')}
        min={1}
        max={1000}
        allowDecimal={false}
        value={value.every}
        onChange={(every) => onChange({ ...value, every: Number(every) || 1 })}
      />
      <Select
        size="xs"
        w={110}
        allowDeselect={false}
        aria-label={t('desk.roster.unit')}
        data={(['hours', 'days', 'weeks'] as const).map((unit) => ({ value: unit, label: t(`desk.roster.unit_${unit}`) }))}
        value={value.unit}
        onChange={(unit) => unit && onChange({ ...value, unit: unit as Rotation['unit'] })}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        required
        label={t('desk.roster.starts_at')}
        value={value.starts_at}
        onChange={(event) => onChange({ ...value, starts_at: event.currentTarget.value.slice(0, 16) })}
      />
    </Group>
  );
}
