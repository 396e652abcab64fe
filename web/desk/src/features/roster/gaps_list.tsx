import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import type { Zone } from '../../platform/time.ts';
import { spanText } from './labels.ts';
import type { Gap, Roster } from './queries.ts';

interface Props {
  roster: Roster;
  gaps: Gap[] | undefined;
  zone: Zone;
  mayChange: boolean;
  onFill: (gap: Gap) => void;
}

const shown = 12;

/** What is missing in the weeks ahead, in words; each can be filled from here. */
export function GapsList({ roster, gaps, zone, mayChange, onFill }: Props) {
  const t = useT();
  if (roster.requirements.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('desk.roster.no_needs')}
      </Text>
    );
  if (!gaps) return null;
  if (gaps.length === 0) return <Alert color="green" icon={<IconCircleCheck size={16} aria-hidden />} title={t('desk.roster.no_gaps')} />;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={16} aria-hidden />} title={t('desk.roster.gaps_ahead', { count: gaps.length })}>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {gaps.slice(0, shown).map((gap) => {
          const text = t('desk.roster.gap_label', {
            missing: gap.needed - gap.present,
            time: spanText(Date.parse(gap.from_at), Date.parse(gap.to_at), zone),
            name: gap.name,
          });
          return (
            <Group key={`${gap.from_at}|${gap.name}|${gap.language}|${gap.skill_id}`} component="li" justify="space-between" gap="xs">
              <Text size="sm">{text}</Text>
              {mayChange && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('desk.roster.fill_gap', { gap: text })}
                  onClick={() => onFill(gap)}
                >
                  {t('desk.roster.fill')}
                </Button>
              )}
            </Group>
          );
        })}
      </Stack>
      {gaps.length > shown && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('desk.roster.more_gaps', { count: gaps.length - shown })}
        </Text>
      )}
    </Alert>
  );
}
