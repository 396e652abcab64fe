import type { CategoryKey, Id, Instant, Severity } from './api.ts';

export type EscalationTrigger = 'critical_opened' | 'promise_warned' | 'promise_broken' | 'cap_paged' | 'report_due';
export type EscalationMeans = 'desk' | 'mail' | 'push' | 'webhook';
export const escalationTriggers: readonly EscalationTrigger[] = [
  'critical_opened',
  'promise_warned',
  'promise_broken',
  'cap_paged',
  'report_due',
];
export const escalationMeans: readonly EscalationMeans[] = ['desk', 'mail', 'push', 'webhook'];

/** A team without an id is the ticket's; a roster without one is any of the ticket's team. */
export interface EscalationTarget {
  kind: 'assignee' | 'team' | 'role' | 'agent' | 'roster';
  id?: Id | null;
  role?: string | null;
}

export interface EscalationStep {
  after_minutes: number;
  targets: EscalationTarget[];
  means: EscalationMeans[];
}

export interface EscalationConditions {
  severities: Severity[];
  categories: CategoryKey[];
  brand_ids: Id[];
  team_ids: Id[];
}

export interface EscalationLadder {
  id: Id;
  name: string;
  position: number;
  conditions: EscalationConditions;
  triggers: EscalationTrigger[];
  steps: EscalationStep[];
  repeats: number;
  repeat_minutes: number;
  active: boolean;
}

/** Who would be told, and when; nobody: the step is passed over. */
export interface RehearsedStep {
  round: number;
  step: number;
  at: Instant;
  means: EscalationMeans[];
  told: string[];
}

/** Somebody was called to a ticket. */
export interface EscalationPage {
  id: Id;
  ticket_id: Id;
  subject: string;
  severity: Severity;
  trigger: EscalationTrigger;
  promises: string[];
  ladder: string;
  started_at: Instant;
  told: { agent_id: Id; name: string; round: number; step: number; told_at: Instant }[];
  next_at: Instant | null;
  next_told: string[];
  ended_at: Instant | null;
  ending: string | null;
  ended_by: string;
}

export interface EscalationPageList {
  items: EscalationPage[];
  /** Of all; the list may be shorter. */
  count: number;
}
