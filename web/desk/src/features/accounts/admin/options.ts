import { languages } from '@goodhost/shared/messages.ts';
import { useWords } from '../../../platform/i18n.tsx';
import type { Option } from '../../../platform/resource/spec.ts';
import { useSession } from '../../../platform/session.tsx';
import { useAgents, useRoles, useTeams } from '../queries.ts';

const option = (one: { id: number; name: string }): Option => ({ value: String(one.id), label: one.name });

export function useBrandOptions(): Option[] {
  return useSession().brands.map(option);
}

export function useAgentOptions(): Option[] {
  return (useAgents().data ?? []).filter((one) => one.active).map(option);
}

export function useTeamOptions(): Option[] {
  return (useTeams().data ?? []).map(option);
}

export function useRoleOptions(): Option[] {
  return (useRoles().data ?? []).map(option);
}

export function useLanguageOptions(): Option[] {
  const { language } = useWords();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return languages.map((one) => ({ value: one, label: names.of(one) ?? one }));
}

/** What a permission lets somebody do; one that came later is told by its own name. */
export function usePermissionName(): (permission: string) => string {
  const { tOr } = useWords();
  return (permission) => tOr(`desk.permission.${permission}`, permission);
}

/** Browsers leave out UTC, which is what a host begins with. */
export function zoneOptions(): Option[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
