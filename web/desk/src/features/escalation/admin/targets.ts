import type { EscalationTarget } from '@goodhost/shared/api.ts';
import { useT } from '../../../platform/i18n.tsx';
import type { Option } from '../../../platform/resource/spec.ts';
import { useAgentOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { useRosterOptions } from '../../roster/options.ts';

const roles = ['lead', 'owner', 'admin', 'agent'] as const;

/** `role:lead`, `agent:4`, `assignee`: a target as one word, for the choice. */
export function wordOf(target: EscalationTarget): string {
  const which = target.kind === 'role' ? target.role : target.id;
  return which ? `${target.kind}:${which}` : target.kind;
}

export function targetOf(word: string): EscalationTarget {
  const [kind, which] = word.split(':') as [EscalationTarget['kind'], string | undefined];
  if (kind === 'role') return { kind, role: which ?? null };
  return which ? { kind, id: Number(which) } : { kind };
}

export function useTargetOptions(): Option[] {
  const t = useT();
  const teams = useTeamOptions();
  const agents = useAgentOptions();
  const rosters = useRosterOptions();
  return [
    { value: 'roster', label: t('desk.ladder.target.roster') },
    ...rosters.map((one) => ({ value: `roster:${one.value}`, label: t('desk.ladder.target.one_roster', { name: one.label }) })),
    { value: 'assignee', label: t('desk.ladder.target.assignee') },
    { value: 'team', label: t('desk.ladder.target.team') },
    ...roles.map((role) => ({ value: `role:${role}`, label: t(`desk.ladder.target.role.${role}`) })),
    ...teams.map((one) => ({ value: `team:${one.value}`, label: one.label })),
    ...agents.map((one) => ({ value: `agent:${one.value}`, label: one.label })),
  ];
}
