import type { DeliveryReport, Id, Instant } from './api.ts';

/** What became of one mail of a ticket. */
export interface SentMail {
  outbox_id: Id;
  message_id: Id | null;
  kind: string;
  to_address: string;
  to_name: string;
  state: string;
  /** The mail server's words to the last try. */
  answer: string;
  /** Enhanced status (RFC 3463): `5.1.1`. */
  reply_status: string;
  attempts: number;
  /** So often it may have arrived before. */
  lost_answers: number;
  next_try_at: Instant | null;
  created_at: Instant;
  sent_at: Instant | null;
  /** Newest first. */
  reports: DeliveryReport[];
}

export interface DkimKey {
  id: Id;
  brand_id: Id;
  domain: string;
  selector: string;
  algorithm: 'rsa_sha256' | 'ed25519_sha256';
  /** Where the DNS needs a TXT record, and its text. */
  record_name: string;
  record: string;
  active: boolean;
  created_at: Instant;
}

/** How a brand's mail leaves the house. */
export interface Sender {
  brand_id: Id;
  address: string;
  /** Empty: the program's own mail server. */
  host: string;
  port: number;
  security: 'none' | 'offered' | 'starttls' | 'tls';
  username: string;
  has_password: boolean;
  per_domain: number;
  attach_limit_mb: number;
  signature: string;
  tags_replies: boolean;
  dkim_keys: DkimKey[];
}

export interface SenderProbe {
  outcome: 'accepted' | 'refused' | 'later' | 'login' | 'insecure' | 'unreached';
  words: string;
}

export interface DomainCheck {
  brand_id: Id;
  domain: string;
  items: {
    subject: 'mx' | 'spf' | 'dkim' | 'dmarc' | 'reverse';
    verdict: 'good' | 'warning' | 'wrong' | 'unknown';
    code: string;
    found: string;
    /** The record that would mend it. */
    expected: string;
    words: string;
  }[];
}

export type NotificationKind = 'assigned' | 'mentioned' | 'customer_wrote' | 'followed' | 'team_ticket' | 'mail_failed';
export type NotificationWay = 'none' | 'desk' | 'mail' | 'both';

export interface Notification {
  id: Id;
  kind: NotificationKind;
  ticket_id: Id;
  message_id: Id | null;
  subject: string;
  by_name: string;
  created_at: Instant;
  read_at: Instant | null;
}

export interface NotificationList {
  items: Notification[];
  next_cursor: Id | null;
  unread: number;
}

export interface NotificationSettings {
  ways: Partial<Record<NotificationKind, NotificationWay>>;
  /** What the agent's devices show. */
  pushed: NotificationKind[];
  digest_minutes: number;
  /** Minutes of the day in the agent's time zone. */
  quiet_from: number | null;
  quiet_until: number | null;
  mail_off: boolean;
}

export interface MailText {
  kind: string;
  locale: string;
  subject: string;
  body: string;
  standard_subject: string;
  standard_body: string;
  changed: boolean;
  /** The subject is the ticket's. */
  fixed_subject: boolean;
  /** The words are an agent's: it is only looked at. */
  letter: boolean;
  variables: { name: string; sample: string; required: boolean }[];
}

export interface MailPreview {
  subject: string;
  text: string;
  html: string;
}

/** Where the owner of a mailbox is asked to let us read it, and where the browser comes back to. */
export interface ConsentPlace {
  url: string;
  redirect_uri: string;
}

export interface Consent {
  mailbox_id: Id;
  given: boolean;
  words: string;
}
