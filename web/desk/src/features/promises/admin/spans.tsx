import type { WorkCalendar } from '@goodhost/shared/api.ts';
import { Fieldset, Stack, Text } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { lineAfter, WeekLines } from '../../../platform/week_lines.tsx';

type Span = WorkCalendar['spans'][number];

/** The working time of a week, a line for each span. */
export function Spans({ value, onChange }: { value: Span[]; onChange: (value: Span[]) => void }) {
  const t = useT();
  return (
    <Fieldset legend={t('desk.field.spans')} p="sm">
      <Stack gap={6}>
        <Text size="xs" c="dimmed">
          {t('desk.promise.spans_hint')}
        </Text>
        <WeekLines value={value} onChange={onChange} label={t('desk.promise.add_span')} fresh={(last) => lineAfter(last, 'same')} />
      </Stack>
    </Fieldset>
  );
}
