import { Alert, Stack, Text } from '@mantine/core';
import { IconZzz } from '@tabler/icons-react';
import { useT } from '../../platform/i18n.tsx';
import type { Zone } from '../../platform/time.ts';
import { spanText } from './labels.ts';
import { type Roster, type Strain, useStrains } from './queries.ts';

interface Props {
  roster: Roster;
  zone: Zone;
  nameOf: (agent: number) => string;
}

/** Whom a change of duty leaves too little rest. It is said, and forbids nothing. */
export function StrainsList({ roster, zone, nameOf }: Props) {
  const t = useT();
  const strains = useStrains(roster.id).data ?? [];
  if (strains.length === 0) return null;
  const textOf = (one: Strain) =>
    t(`desk.roster.strain_${one.kind}`, {
      name: nameOf(one.agent_id),
      hours: Math.round(one.hours * 10) / 10,
      limit: one.limit,
      time: spanText(Date.parse(one.from_at), Date.parse(one.to_at), zone),
    });
  return (
    <Alert color="orange" icon={<IconZzz size={16} aria-hidden />} title={t('desk.roster.strains', { count: strains.length })}>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {strains.map((one) => (
          <Text key={`${one.agent_id}|${one.kind}|${one.from_at}`} component="li" size="sm">
            {textOf(one)}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}
