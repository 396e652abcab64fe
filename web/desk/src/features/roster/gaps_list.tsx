import { type Severity, severities } from '@goodhost/shared/api.ts';
import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { type T, useT } from '../../platform/i18n.tsx';
import type { Zone } from '../../platform/time.ts';
import { useLanguageOptions } from '../accounts/admin/options.ts';
import { spanText } from './labels.ts';
import { type Gap, type Roster, useGaps, useSkills } from './queries.ts';

interface Props {
  roster: Roster;
  /** Since when the page stands open. */
  from: number;
  zone: Zone;
  mayChange: boolean;
  onFill: (gap: Gap) => void;
}

const shown = 12;
const ahead = 28 * 86_400_000;

/** What is missing in the weeks ahead, in words; each can be filled from here. */
export function GapsList({ roster, from, zone, mayChange, onFill }: Props) {
  const t = useT();
  const [severity, setSeverity] = useState<Severity | null>(null);
  const gaps = useGaps(roster.id, from, from + ahead, severity).data;
  const textOf = useGapText(zone);
  if (roster.requirements.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('desk.roster.no_needs')}
      </Text>
    );
  const choice = roster.requirements.some((one) => one.severities?.length) && <SeverityChoice value={severity} onChange={setSeverity} />;
  if (!gaps) return choice || null;
  if (gaps.length === 0)
    return (
      <>
        {choice}
        <Alert color="green" icon={<IconCircleCheck size={16} aria-hidden />} title={t('desk.roster.no_gaps')} />
      </>
    );
  return (
    <>
      {choice}
      <Alert color="red" icon={<IconAlertTriangle size={16} aria-hidden />} title={t('desk.roster.gaps_ahead', { count: gaps.length })}>
        <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {gaps.slice(0, shown).map((gap) => {
            const text = textOf(gap);
            return (
              <Group key={keyOf(gap)} component="li" justify="space-between" gap="xs">
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
    </>
  );
}

const keyOf = (gap: Gap) => [gap.from_at, gap.name, gap.language, gap.skill_id, gap.severities].join('|');

const severityNames = (names: readonly Severity[], t: T) => names.map((one) => t(`desk.severity.${one}`)).join(', ');

/** `1 missing, Mon 23 Nov 22:00 – 06:00: Nights (DNS, Korean, Critical)`. */
function useGapText(zone: Zone): (gap: Gap) => string {
  const t = useT();
  const skills = useSkills().data ?? [];
  const languages = useLanguageOptions();
  return (gap) => {
    const label = t('desk.roster.gap_label', {
      missing: gap.needed - gap.present,
      time: spanText(Date.parse(gap.from_at), Date.parse(gap.to_at), zone),
      name: gap.name,
    });
    const skill = skills.find((one) => one.id === gap.skill_id)?.name;
    const language = languages.find((one) => one.value === gap.language)?.label;
    const details = [skill, language, severityNames(gap.severities ?? [], t)].filter(Boolean).join(', ');
    return details ? t('desk.roster.gap_details', { label, details }) : label;
  };
}

function SeverityChoice({ value, onChange }: { value: Severity | null; onChange: (value: Severity | null) => void }) {
  const t = useT();
  return (
    <Select
      size="xs"
      w={240}
      clearable
      clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
      label={t('desk.roster.for_severities')}
      placeholder={t('desk.roster.all_severities')}
      data={severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) }))}
      value={value}
      onChange={(chosen) => onChange(severities.find((one) => one === chosen) ?? null)}
    />
  );
}
