import { type EscalationConditions, type EscalationLadder, type EscalationStep, escalationTriggers } from '@goodhost/shared/api.ts';
import { Badge } from '@mantine/core';
import { type T, useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { Conditions } from '../../tickets/admin/conditions.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { Steps } from './steps.tsx';

const everything: EscalationConditions = { severities: [], categories: [], brand_ids: [], team_ids: [] };
const lists = ['severities', 'categories', 'team_ids', 'brand_ids'] as const;
const beginning: EscalationStep[] = [{ after_minutes: 0, targets: [{ kind: 'assignee' }, { kind: 'team' }], means: ['desk', 'mail'] }];

export function LaddersAdmin() {
  const t = useT();
  const triggers = escalationTriggers.map((one) => ({ value: one, label: t(`desk.ladder.trigger.${one}`) }));
  const spec: ResourceSpec<EscalationLadder> = {
    path: '/escalation_ladders',
    queryKey: ['escalation_ladders'],
    title: 'desk.admin.escalation_ladders',
    description: 'desk.admin.escalation_ladders_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => <Name ladder={row} /> },
      { name: 'triggers', value: (row) => triggersText(row, t) },
      { name: 'steps', value: (row) => row.steps.length, numeric: true },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      { name: 'position', kind: 'number', hint: 'desk.promise.position_hint' },
      { name: 'triggers', kind: 'multi', options: triggers, required: true },
      {
        name: 'conditions',
        kind: 'custom',
        initial: everything,
        render: (value, change) => (
          <Conditions
            value={{ ...everything, ...(value as Partial<EscalationConditions>) }}
            lists={lists}
            hint="desk.ladder.conditions_hint"
            onChange={change}
          />
        ),
      },
      {
        name: 'steps',
        kind: 'custom',
        initial: beginning,
        render: (value, change) => <Steps value={(value ?? []) as EscalationStep[]} onChange={change} />,
      },
      { name: 'repeats', kind: 'number' },
      { name: 'repeat_minutes', kind: 'number' },
      { name: 'active', kind: 'boolean', label: 'desk.admin.active', initial: true },
    ],
    extra: (row) => <Rehearsal ladder={row} />,
  };
  return <ResourcePage spec={spec} />;
}

function Name({ ladder }: { ladder: EscalationLadder }) {
  const t = useT();
  return (
    <>
      {ladder.name}{' '}
      {!ladder.active && (
        <Badge size="sm" variant="light" color="gray">
          {t('desk.admin.inactive')}
        </Badge>
      )}
    </>
  );
}

function triggersText(ladder: EscalationLadder, t: T): string {
  return ladder.triggers.map((one) => t(`desk.ladder.trigger.${one}`)).join(', ');
}
