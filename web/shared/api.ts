/**
 * The types of the JSON API as the web applications see them. This file is the one seam to the server: everything else
 * imports from here, so that a generated description can stand in for any of these types without a change elsewhere.
 */

export type Id = number;
/** RFC 3339, UTC. */
export type Instant = string;

export type Severity = 'critical' | 'high' | 'normal' | 'low';
export type Status = 'new' | 'open' | 'waiting' | 'on_hold' | 'resolved' | 'closed';
export type Channel = 'portal' | 'email' | 'chat' | 'phone' | 'api';
export type Tier = 'shared' | 'reseller' | 'vps' | 'dedicated' | 'domain' | 'email' | 'addon';
/** A host adds categories of its own: any other key is one of those. */
export type CategoryKey = string;
export type ContactRole = 'owner' | 'technical' | 'billing' | 'member';

export const severities: readonly Severity[] = ['critical', 'high', 'normal', 'low'];
export const statuses: readonly Status[] = ['new', 'open', 'waiting', 'on_hold', 'resolved', 'closed'];
export const channels: readonly Channel[] = ['portal', 'email', 'chat', 'phone', 'api'];
export const tiers: readonly Tier[] = ['shared', 'reseller', 'vps', 'dedicated', 'domain', 'email', 'addon'];
export const contactRoles: readonly ContactRole[] = ['owner', 'technical', 'billing', 'member'];
export const builtInCategories: readonly CategoryKey[] = ['downtime', 'slow', 'security', 'billing', 'question'];

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** RFC 9457. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  fields?: FieldProblem[];
  request_id?: string;
}

export interface List<T> {
  items: T[];
  next_cursor?: string | null;
  position?: string;
  total?: number | null;
}

export interface Named {
  id: Id;
  name: string;
}

export interface Brand {
  id: Id;
  key: string;
  name: string;
  domain: string;
  is_default: boolean;
  logo_sha256?: string | null;
  color: string;
  locales: string[];
  default_locale: string;
  time_zone: string;
  sender_name: string;
  sender_address: string;
  reseller_customer_id?: Id | null;
}

export interface Agent {
  id: Id;
  name: string;
  email: string;
  role_id: Id;
  role_name: string;
  teams: Id[];
  brands: Id[];
  active: boolean;
  locale: string;
  time_zone: string;
  theme?: ThemeChoice;
  languages: string[];
  signature: string;
  totp_enabled: boolean;
  avatar_color?: string;
  last_seen_at: Instant | null;
  created_at: Instant;
}

export type ThemeChoice = 'auto' | 'light' | 'dark' | 'system';

/** The agent that is signed in: less than an agent's record. */
export type Me = Pick<Agent, 'id' | 'name' | 'email' | 'locale' | 'time_zone' | 'signature'> & {
  teams: Id[];
  theme: ThemeChoice;
  avatar_color?: string;
};

export interface Session {
  agent: Me;
  permissions: string[];
  csrf_token: string;
  brands: Brand[];
  time_zone: string;
  locale: string;
  demo: boolean;
  version: string;
}

export interface MySession {
  id: Id | string;
  created_at: Instant;
  last_seen_at: Instant;
  address: string;
  user_agent: string;
  current: boolean;
}

export interface ApiToken {
  id: Id;
  name: string;
  scopes: string[];
  created_at: Instant;
  last_used_at: Instant | null;
  expires_at?: Instant | null;
  token?: string;
}

export interface TotpSetup {
  secret: string;
  uri: string;
  qr_svg: string;
}

export interface CastMember {
  id: Id;
  name: string;
  email?: string;
  role_name?: string;
  kind?: string;
  avatar_color?: string;
}

export interface Team {
  id: Id;
  name: string;
  brand_id?: Id | null;
  members: Id[];
}

export interface Role {
  id: Id;
  name: string;
  builtin: boolean;
  permissions: string[];
}

export interface Customer {
  id: Id;
  brand_id: Id;
  name: string;
  external_id?: string | null;
  locale: string;
  notes: string;
  created_at: Instant;
  contact_count: number;
}

/** Counted by the slices that have them, and only for who may see them. */
export interface CustomerCounts {
  service_count?: number;
  open_tickets?: number;
}

export interface Contact {
  id: Id;
  brand_id: Id;
  customer_id: Id | null;
  customer_name: string | null;
  name: string;
  /** The first address. A list leaves the others and the phones out. */
  email: string;
  role: ContactRole;
  sees_company_tickets: boolean;
  addresses: { email: string; primary: boolean; verified: boolean }[];
  phones: { number: string; label: string }[];
  locale: string;
  time_zone: string;
  created_at: Instant;
}

export interface AuditEntry {
  position: string | number;
  at: Instant;
  actor: Actor;
  type: string;
  stream?: string;
  payload: unknown;
}

export interface Actor {
  kind: 'contact' | 'agent' | 'system' | 'token' | string;
  id: Id | null;
  name: string;
  email?: string | null;
}

export * from './api_escalation.ts';
export * from './api_host.ts';
export * from './api_mail.ts';
export * from './api_promises.ts';
export * from './api_push.ts';
export * from './api_routing.ts';
export * from './api_severity.ts';
export * from './api_tickets.ts';
