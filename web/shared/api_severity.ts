import type { CategoryKey, Channel, Id, Instant, Severity } from './api.ts';

export type SeverityBasis = 'words' | 'ticket' | 'crowd' | 'monitor' | 'incident';
export const severityBases: readonly SeverityBasis[] = ['words', 'ticket', 'crowd', 'monitor', 'incident'];

export interface SeverityConditions {
  severities: Severity[];
  categories: CategoryKey[];
  brand_ids: Id[];
  channels: Channel[];
  languages: string[];
  team_ids: Id[];
}

/** `phrases` of words; `tickets` and `minutes` of crowds. */
export interface SeverityRule {
  id: Id;
  name: string;
  position: number;
  basis: SeverityBasis;
  conditions: SeverityConditions;
  phrases: string[];
  tickets: number;
  minutes: number;
  severity: Severity;
  active: boolean;
}

export interface SeverityPreview {
  examined: number;
  raised: number;
  items: { ticket_id: Id; subject: string; severity: Severity; phrase: string }[];
}

/** As much as the basis has. */
export interface SeverityReason {
  rule: string;
  phrase: string;
  place: string;
  tickets: number;
  since: Instant | null;
  summary: string;
}

export interface WeighedFact {
  at: Instant;
  basis: SeverityBasis;
  from_severity: Severity;
  to_severity: Severity;
  /** held: a person had chosen since. */
  outcome: 'raised' | 'enough' | 'held';
  reason: SeverityReason;
}

/** What a monitor or an incident tool outside said last. */
export interface Signal {
  id: Id;
  key: string;
  kind: 'monitor' | 'incident';
  state: 'up' | 'down';
  server_id: Id | null;
  service_id: Id | null;
  site: string;
  place: string;
  summary: string;
  since: Instant;
  changed_at: Instant;
  times: number;
}

export interface TicketSeverity {
  severity: Severity;
  said: Severity;
  said_by: 'system' | 'agent' | 'contact' | 'anonymous';
  facts: WeighedFact[];
  signals: Signal[];
}

/** Many tickets on one server; `ticket_ids` are the newest open ones. */
export interface SeverityCrowd {
  id: Id;
  server_id: Id;
  server: string;
  tickets: number;
  began_at: Instant;
  last_at: Instant;
  ticket_ids: Id[];
}
