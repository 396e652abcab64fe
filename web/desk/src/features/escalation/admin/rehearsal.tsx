import type { EscalationLadder, RehearsedStep } from '@goodhost/shared/api.ts';
import { Button, Stack, Text } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { clockTime } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';

/** Who would be called now, and when; nobody is called by looking. */
export function Rehearsal({ ladder }: { ladder: EscalationLadder }) {
  const t = useT();
  const zone = useZone();
  const [steps, setSteps] = useState<RehearsedStep[] | null>(null);
  const look = () =>
    client.get<{ steps: RehearsedStep[] }>(`/escalation_ladders/${ladder.id}/rehearsal`).then(
      (found) => setSteps(found.steps),
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <Stack gap={6}>
      <Button variant="default" size="compact-sm" leftSection={<IconUrgent size={14} aria-hidden />} onClick={() => void look()}>
        {t('desk.ladder.rehearse')}
      </Button>
      {steps && (
        <div role="status">
          <Text size="xs" c="dimmed">
            {t('desk.ladder.rehearsal_hint')}
          </Text>
          <ol style={{ margin: 0, paddingInlineStart: 20 }}>
            {steps.map((step) => (
              <li key={`${step.round} ${step.step}`}>
                <Text size="sm" span>
                  {`${clockTime(Date.parse(step.at), zone)} ${step.told.join(', ') || t('desk.ladder.nobody')}`}
                </Text>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Stack>
  );
}
