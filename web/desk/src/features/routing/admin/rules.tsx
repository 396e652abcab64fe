import type { RoutingRule } from '@goodhost/shared/api.ts';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { useBrandOptions, useTeamOptions } from '../../accounts/admin/options.ts';
import { NeedsButton } from './needs.tsx';

const rules = ['score', 'round_robin', 'longest_idle'] as const;

export function RoutingAdmin() {
  const t = useT();
  const teams = useTeamOptions();
  const brands = useBrandOptions();
  const nameOf = (options: { value: string; label: string }[], id: number | null) =>
    id === null ? t('desk.routing.all') : (options.find((one) => one.value === String(id))?.label ?? `#${id}`);
  const spec: ResourceSpec<RoutingRule> = {
    path: '/routing_rules',
    queryKey: ['routing_rules'],
    title: 'desk.admin.routing_rules',
    description: 'desk.admin.routing_rules_hint',
    idOf: (row) => row.id,
    nameOf: (row) => `${nameOf(teams, row.team_id)}, ${nameOf(brands, row.brand_id)}`,
    columns: [
      { name: 'team_id', value: (row) => nameOf(teams, row.team_id) },
      { name: 'brand_id', value: (row) => nameOf(brands, row.brand_id) },
      { name: 'rule', value: (row) => t(`desk.routing.rule.${row.rule}`) },
      { name: 'active', value: (row) => t(row.active ? 'desk.admin.active' : 'desk.admin.inactive') },
    ],
    fields: [
      { name: 'team_id', kind: 'select', numeric: true, options: teams, only: 'create' },
      { name: 'brand_id', kind: 'select', numeric: true, options: brands, only: 'create' },
      {
        name: 'rule',
        kind: 'select',
        required: true,
        initial: 'score',
        options: rules.map((one) => ({ value: one, label: t(`desk.routing.rule.${one}`) })),
      },
      { name: 'give_back_minutes', kind: 'number', hint: 'desk.routing.give_back_hint', initial: 15 },
      { name: 'active', kind: 'boolean', label: 'desk.admin.active', initial: true },
    ],
  };
  return <ResourcePage spec={spec} toolbar={<NeedsButton />} />;
}
