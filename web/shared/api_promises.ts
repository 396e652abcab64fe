import type { CategoryKey, Channel, Id, Instant, Severity, Tier } from './api.ts';

export type PromiseKind = 'first_response' | 'next_response' | 'report' | 'resolution' | 'cap';

/** A promise with all that its deadline was reckoned from. */
export interface TicketPromise {
  id: Id;
  kind: PromiseKind;
  course: 'running' | 'paused' | 'broken' | 'kept' | 'late' | 'dropped';
  /** Empty: announced to the customer, or the cap. */
  policy: string;
  target_seconds: number;
  /** Empty: the wall clock. */
  calendar: string;
  time_zone?: string | null;
  started_at: Instant;
  pauses: { from: Instant; to?: Instant | null }[];
  spent_seconds: number;
  due_at?: Instant | null;
  ended_at?: Instant | null;
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export interface Holiday {
  date: string;
  name: string;
  yearly: boolean;
  open: { from: string; to: string }[];
}

export interface WorkCalendar {
  id: Id;
  name: string;
  time_zone: string;
  spans: { weekday: Weekday; from: string; to: string }[];
  holidays: Holiday[];
}

export interface PromiseTarget {
  minutes: number;
  measure: 'wall_clock' | 'calendar';
}

export type TargetKind = 'first_response' | 'next_response' | 'report' | 'resolution';

export interface PromiseConditions {
  severities: Severity[];
  categories: CategoryKey[];
  tiers: Tier[];
  brand_ids: Id[];
  channels: Channel[];
  customer_ids: Id[];
  languages: string[];
}

export interface PromisePolicy {
  id: Id;
  name: string;
  position: number;
  conditions: PromiseConditions;
  targets: Partial<Record<TargetKind, PromiseTarget | null>>;
  calendar_id?: Id | null;
  pause_while_waiting: boolean;
  floor: boolean;
  active: boolean;
}
