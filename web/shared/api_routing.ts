import type { CategoryKey, Id, Instant } from './api.ts';

export type RoutingRuleKind = 'score' | 'round_robin' | 'longest_idle';

/** Of a team, a brand, or all: there the program chooses who gets a ticket. */
export interface RoutingRule {
  id: Id;
  team_id: Id | null;
  brand_id: Id | null;
  rule: RoutingRuleKind;
  give_back_minutes: number;
  active: boolean;
}

export interface CategoryNeed {
  category: CategoryKey;
  skill_id: Id;
  level: number;
}

/** The entry `routing.given`: all that decided. */
export interface RoutingGiven {
  agent_id: Id;
  name: string;
  way: 'push' | 'pull';
  rule: RoutingRuleKind;
  ring: 'perfect' | 'able' | 'anybody' | 'any_tongue' | 'off_duty';
  reasons: { what: string; points: number }[];
  others: { agent_id: Id; name: string; points: number }[];
  passed_over: Record<string, number>;
  due_at?: Instant | null;
}
