import type { PromiseTarget, TargetKind } from '@goodhost/shared/api.ts';
import { Fieldset, Group, NumberInput, Select, Stack } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';

export const targetKinds: readonly TargetKind[] = ['first_response', 'next_response', 'report', 'resolution'];

type Value = Partial<Record<TargetKind, PromiseTarget | null>>;

/** What is promised, in minutes; what is left empty is what the floor promises. */
export function Targets({ value, onChange }: { value: Value; onChange: (value: Value) => void }) {
  const t = useT();
  const set = (kind: TargetKind, part: Partial<PromiseTarget> | null) =>
    onChange({ ...value, [kind]: part && { minutes: 60, measure: 'wall_clock', ...value[kind], ...part } });
  return (
    <Fieldset legend={t('desk.field.targets')} p="sm">
      <Stack gap={8}>
        {targetKinds.map((kind) => (
          <Group key={kind} gap={8} align="flex-end" wrap="nowrap">
            <NumberInput
              size="xs"
              flex={1}
              label={t(`desk.field.${kind}`)}
              suffix={` ${t('desk.promise.minutes')}`}
              min={1}
              max={525_600}
              allowDecimal={false}
              hideControls
              value={value[kind]?.minutes ?? ''}
              onChange={(minutes) => set(kind, minutes === '' ? null : { minutes: Number(minutes) })}
            />
            <Select
              size="xs"
              flex={1}
              allowDeselect={false}
              aria-label={t('desk.promise.measure')}
              disabled={!value[kind]}
              data={[
                { value: 'wall_clock', label: t('desk.promise.wall_clock') },
                { value: 'calendar', label: t('desk.promise.working_time') },
              ]}
              value={value[kind]?.measure ?? 'wall_clock'}
              onChange={(measure) => measure && set(kind, { measure: measure as PromiseTarget['measure'] })}
            />
          </Group>
        ))}
      </Stack>
    </Fieldset>
  );
}
