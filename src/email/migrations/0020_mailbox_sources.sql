-- Where a mailbox's mail is fetched from. Secrets are sealed.
CREATE TABLE mailbox_sources (
  mailbox_id BIGINT PRIMARY KEY REFERENCES mailboxes (id),
  host TEXT NOT NULL,
  port BIGINT NOT NULL,
  security TEXT NOT NULL,
  login TEXT NOT NULL,
  sign_in TEXT NOT NULL,
  secret TEXT NOT NULL,
  token_url TEXT NOT NULL,
  client_id TEXT NOT NULL,
  client_secret TEXT NOT NULL,
  folders TEXT NOT NULL,
  moved_to TEXT NOT NULL,
  existing TEXT NOT NULL,
  version BIGINT NOT NULL
);

-- How far each folder was read, and how that goes.
CREATE TABLE mailbox_folders (
  mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
  folder TEXT NOT NULL,
  uid_validity BIGINT NOT NULL DEFAULT 0,
  last_uid BIGINT NOT NULL DEFAULT 0,
  taken_uid BIGINT NOT NULL DEFAULT 0,
  unseen_until BIGINT NOT NULL DEFAULT 0,
  since BIGINT NOT NULL DEFAULT 0,
  opened_at BIGINT,
  checked_at BIGINT,
  fault TEXT,
  words TEXT NOT NULL DEFAULT '',
  failing_since BIGINT,
  failures BIGINT NOT NULL DEFAULT 0,
  alarmed_at BIGINT,
  PRIMARY KEY (mailbox_id, folder)
);

-- One node reads a mailbox at a time; what is known of it besides its folders.
CREATE TABLE mailbox_health (
  mailbox_id BIGINT PRIMARY KEY REFERENCES mailboxes (id),
  node TEXT NOT NULL DEFAULT '',
  lease_until BIGINT NOT NULL DEFAULT 0,
  delay_ms BIGINT,
  left_behind BIGINT NOT NULL DEFAULT 0,
  silent_since BIGINT,
  heartbeat_sent_at BIGINT,
  heartbeat_seen_at BIGINT,
  unanswered_since BIGINT
);

CREATE INDEX mails_arrival ON mails (mailbox_id, received_at);
