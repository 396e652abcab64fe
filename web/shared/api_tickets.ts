import type { Actor, CategoryKey, Channel, Contact, Id, Instant, Named, Server, Service, Severity, Site, Status } from './api.ts';
import type { PromiseKind } from './api_promises.ts';

export interface Address {
  email: string;
  name?: string | null;
}

export interface TicketRow {
  id: Id;
  number: Id;
  brand_id: Id;
  subject: string;
  category: CategoryKey;
  severity: Severity;
  status: Status;
  channel: Channel;
  contact: { id: Id; name: string; email: string | null };
  customer: Named | null;
  service: { id: Id; name: string; domain: string } | null;
  assignee: Named | null;
  team: Named | null;
  tags: string[];
  last_message: { at: Instant; by: 'contact' | 'agent' | 'system'; snippet: string } | null;
  message_count: number;
  unread: boolean;
  /** Since when the customer waits for a word; null when nothing is owed. */
  unanswered_since: Instant | null;
  next_report_at: Instant | null;
  snoozed_until: Instant | null;
  created_at: Instant;
  updated_at: Instant;
  resolved_at: Instant | null;
  merged_into: Id | null;
  attachments: boolean;
  /** The promise that is due next. */
  promise: { kind: PromiseKind; due_at: Instant } | null;
}

export type MessageKind = 'message' | 'note' | 'report';

export interface Attachment {
  id: Id;
  name: string;
  media_type: string;
  size: number;
  url: string;
  inline?: boolean;
}

export interface Message {
  id: Id;
  ticket_id: Id;
  kind: MessageKind;
  by: Actor;
  channel: Channel;
  body_html: string;
  body_text: string;
  quoted_html?: string | null;
  quoted_text?: string | null;
  attachments: Attachment[];
  mentions: Id[];
  created_at: Instant;
  home_ticket_id?: Id;
  automatic?: boolean;
  /** Whether the mail's source can be fetched. */
  raw?: boolean;
  /** How many images outside the host's own address were left out. */
  remote_images: number;
  /** How many card numbers, keys and passwords are hidden in it. */
  secrets?: number;
  undo_until: Instant | null;
  state: 'sent' | 'scheduled' | 'undone';
  send_at: Instant | null;
}

/** An entry of the ticket's trail. */
export interface TicketEvent {
  sequence: number;
  at: Instant;
  actor: Actor;
  type: string;
  payload: Record<string, unknown>;
}

export type ComposeKind = 'reply' | 'note' | 'report';

export interface Draft {
  kind: MessageKind;
  body_html: string;
  attachment_ids?: Id[];
  attachments?: Attachment[];
  base_message_count: number;
  updated_at?: Instant;
}

export type LinkKind = 'related' | 'caused_by' | 'follow_up' | 'duplicate';
export const linkKinds: readonly LinkKind[] = ['related', 'caused_by', 'follow_up', 'duplicate'];

export interface LinkedTicket {
  id: Id;
  subject: string;
  status: Status;
}

export interface Ticket extends TicketRow {
  custom_fields: Record<string, unknown>;
  followers: Named[];
  cc: Address[];
  links: { kind: LinkKind; direction?: 'to' | 'from'; ticket: LinkedTicket }[];
  merged: LinkedTicket[];
  reason: string | null;
  messages: Message[];
  earlier_messages?: boolean;
  events: TicketEvent[];
  /** Null in the answer of a write. */
  position: string | null;
  draft: Draft | null;
  read_up_to: Id | null;
}

/** A service without its price. */
export type ServiceBrief = Pick<
  Service,
  'id' | 'customer_id' | 'product_name' | 'tier' | 'status' | 'server_id' | 'server_name' | 'primary_domain' | 'renews_at'
> & { server_status?: Server['status'] | null };

export interface TicketContext {
  contact: Pick<Contact, 'id' | 'name' | 'role' | 'locale' | 'time_zone'> & { email: string };
  customer: Named | null;
  services: ServiceBrief[];
  sites: Site[];
  tickets: TicketRow[];
  servers: Pick<Server, 'id' | 'name' | 'status'>[];
}

export interface View {
  /** A word for what is built in, else the saved view's id. */
  key: string;
  name: string;
  query: string;
  sort?: SortOrder;
  shared?: boolean;
  owner_id?: Id | null;
  count: number | null;
}

export type SortOrder = 'owed' | 'updated' | 'created';

export interface SearchHit {
  ticket: TicketRow;
  message_id?: Id | null;
  /** Plain text with the words found between <mark> and </mark>. */
  snippet: string;
}

export interface SearchResult {
  items: SearchHit[];
  next_cursor?: string | null;
  errors: { at: number; code: string; message: string }[];
  total?: number | null;
}

export interface MacroAction {
  action: string;
  value: unknown;
}

export interface Macro {
  id: Id;
  name: string;
  shared: boolean;
  team_id?: Id | null;
  actions: MacroAction[];
  body_html?: string | null;
}

export interface Answer {
  id: Id;
  title: string;
  shortcut: string;
  category?: CategoryKey | null;
  texts: Record<string, string>;
}

export interface CustomField {
  id: Id;
  key: string;
  label: Record<string, string>;
  kind: 'text' | 'number' | 'boolean' | 'date' | 'choice';
  choices: string[];
  required_on: null | 'resolution';
  brand_id?: Id | null;
}

export interface Category {
  key: CategoryKey;
  name: Record<string, string>;
  questions: Record<string, string[]>;
  active: boolean;
  builtin?: boolean;
}

export interface Upload {
  id: Id;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
}

export interface BulkOutcome {
  ticket_id: Id;
  ok: boolean;
  code?: string;
  message?: string;
}

export interface NewMessage {
  kind: ComposeKind;
  body_html?: string;
  body_text?: string;
  attachment_ids?: Id[];
  mentions?: Id[];
  cc?: Address[];
  status_after?: 'waiting' | 'open' | 'on_hold' | 'resolved';
  next_report_at?: Instant;
  reason?: string;
  send_at?: Instant;
  macro_id?: Id;
  expected_message_count?: number;
  confirm_secrets?: boolean;
}

export interface NewTicket {
  subject: string;
  body_html: string;
  contact?: { email: string; name?: string };
  contact_id?: Id;
  brand_id?: Id;
  category?: CategoryKey;
  severity?: Severity;
  service_id?: Id;
  tags?: string[];
  assignee_id?: Id;
  team_id?: Id;
  channel?: Channel;
  custom_fields?: Record<string, unknown>;
  attachment_ids?: Id[];
}
