import type { CategoryKey, Contact, Customer, Id, Instant, SentMail, Tier } from './api.ts';

export interface Product {
  id: Id;
  brand_id: Id;
  name: string;
  tier: Tier;
  price_minor: number;
  currency: string;
  cycle_months: number;
}

export type ServerKind = 'server' | 'network' | 'rack' | 'location' | 'power';
export type ServerStatus = 'up' | 'degraded' | 'down';
export const serverKinds: readonly ServerKind[] = ['server', 'network', 'rack', 'location', 'power'];
export const serverStatuses: readonly ServerStatus[] = ['up', 'degraded', 'down'];

export interface Server {
  id: Id;
  name: string;
  kind: ServerKind;
  status: ServerStatus;
  address: string;
  external_id?: string | null;
  depends_on: Id[];
}

export type ServiceStatus = 'active' | 'suspended' | 'cancelled' | 'pending';
export const serviceStatuses: readonly ServiceStatus[] = ['active', 'suspended', 'cancelled', 'pending'];

export interface Service {
  id: Id;
  brand_id: Id;
  customer_id: Id;
  customer_name: string;
  product_id: Id | null;
  product_name: string;
  tier: Tier;
  status: ServiceStatus;
  server_id: Id | null;
  server_name: string | null;
  primary_domain: string;
  external_id?: string | null;
  renews_at: Instant | null;
  price_minor: number;
  currency: string;
  cycle_months: number;
}

export type SiteStatus = 'unknown' | 'up' | 'down';
export const siteStatuses: readonly SiteStatus[] = ['unknown', 'up', 'down'];

export interface Site {
  id: Id;
  service_id: Id;
  service_name: string;
  customer_name: string;
  url: string;
  status: SiteStatus;
}

export interface Affected {
  servers: Server[];
  services: Service[];
  sites: Site[];
  customers: Customer[];
  contacts: Contact[];
  counts: Record<string, number>;
}

export interface ImportReport {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: { row: number; field: string; code: string; message: string }[];
}

export interface Mailbox {
  id: Id;
  brand_id: Id;
  name: string;
  address: string;
  team_id?: Id | null;
  category?: CategoryKey | null;
  active: boolean;
}

export type MailboxFault =
  | 'name'
  | 'not_public'
  | 'connection'
  | 'timeout'
  | 'certificate'
  | 'encryption'
  | 'protocol'
  | 'login'
  | 'authorization'
  | 'folder'
  | 'storage';

export interface MailboxHealth {
  mailbox_id: number;
  state: 'off' | 'passive' | 'starting' | 'working' | 'failing' | 'silent' | 'unanswered';
  alarm: boolean;
  fault: MailboxFault | null;
  folder: string;
  words: string;
  since: Instant | null;
  checked_at: Instant | null;
  arrived_at: Instant | null;
  delay_ms: number | null;
  left_behind: number;
  heartbeat_sent_at: Instant | null;
  heartbeat_seen_at: Instant | null;
}

/** Secrets go in and never come out. */
export interface MailboxSource {
  mailbox_id: number;
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'plain';
  login: string;
  sign_in: 'password' | 'oauth';
  token_url: string;
  client_id: string;
  folders: string[];
  moved_to: string;
  existing: 'unread' | 'all' | 'none';
  has_secret: boolean;
  has_client_secret: boolean;
}

export interface ConnectionTest {
  works: boolean;
  fault: MailboxFault | null;
  words: string;
  missing_folders: string[];
  pushes: boolean;
  encrypted: boolean;
}

export interface Quarantined {
  id: Id;
  mailbox: string;
  from_address: string;
  from_name: string;
  subject: string;
  cause: string;
  received_at: Instant;
  size: number;
  /** The ticket that it would go on. */
  ticket_id: Id | null;
  spam_score: number | null;
}

export interface BlockedSender {
  id: Id;
  brand_id: Id;
  sender: string;
  reason: string;
  created_at: Instant;
}

/** What became of a mail after it was handed over, as somebody else's server tells it. */
export interface DeliveryReport {
  address: string;
  fate: 'hard' | 'soft' | 'delivered' | 'complained';
  reason: string;
  status: string;
  words: string;
  reported_at: Instant;
}

export interface TicketDeliveries {
  sent: SentMail[];
  received: {
    mail_id: Id;
    message_id: Id | null;
    from_address: string;
    authenticity: 'unknown' | 'proven' | 'failed';
    failed_checks: string[];
    spam_score: number | null;
  }[];
  held_files: { mail_id: Id; name: string; virus: string; size: number }[];
}

export interface OutboxMail {
  id: Id;
  to_address: string;
  to_name: string;
  subject: string;
  kind: string;
  state: string;
  /** The mail server's words. */
  answer: string;
  ticket_id: Id | null;
  created_at: Instant;
  sent_at: Instant | null;
  attempts: number;
  next_try_at: Instant | null;
  reply_status: string;
  html?: string;
  text?: string;
}

export interface Webhook {
  id: Id;
  url: string;
  events: string[];
  active: boolean;
  secret?: string;
  brand_id?: Id | null;
}

export interface Delivery {
  id: Id;
  event?: string;
  type?: string;
  at?: Instant;
  created_at?: Instant;
  state: string;
  status?: number | null;
  attempts?: number;
  error?: string | null;
}

export interface JobCount {
  kind: string;
  waiting: number;
  running: number;
  dead: number;
  oldest_due: Instant | null;
}

export interface DeadJob {
  id: Id;
  kind: string;
  attempts: number;
  error: string;
  last_error?: string;
  created_at?: Instant;
  died_at?: Instant;
  payload?: unknown;
}

export interface ConsumerState {
  name: string;
  position: string | number;
  lag: number;
  failures: number;
  last_error: string;
}
