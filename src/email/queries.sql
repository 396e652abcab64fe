-- name: find_mailbox
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE id = $1

-- name: find_mailbox_by_name
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE name = $1 OR address = $1 ORDER BY id LIMIT 1

-- name: find_mailbox_by_address
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE address = $1

-- name: list_mailboxes
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes ORDER BY name, id LIMIT 1000

-- name: insert_mailbox
INSERT INTO mailboxes (brand_id, name, address, team_id, category) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_mailbox
UPDATE mailboxes SET name = $2, address = $3, team_id = $4, category = $5, active = $6 WHERE id = $1

-- name: is_own_address
SELECT COUNT(*) FROM mailboxes WHERE address = $1

-- name: is_brand_sender
SELECT COUNT(*) FROM brands WHERE sender_address = $1

-- name: find_delivery
SELECT id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id FROM mails WHERE mailbox_id = $1 AND message_key = $2 AND body_hash = $3

-- name: find_copy
SELECT id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id FROM mails WHERE brand_id = $1 AND message_key = $2 AND body_hash = $3 ORDER BY id LIMIT 1

-- name: insert_mail
INSERT INTO mails (mailbox_id, brand_id, message_key, body_hash, raw_sha256, size, from_address, from_name, subject, outcome, cause, ticket_id, message_id, received_at, authenticity, spam_score, spam_action)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id

-- name: settle_mail
UPDATE mails SET outcome = $2, ticket_id = $3, message_id = $4 WHERE id = $1 AND outcome = 'quarantined'

-- name: count_mails_from
SELECT COUNT(*) FROM mails WHERE brand_id = $1 AND from_address = $2 AND received_at > $3

-- name: find_outbox_mail_by_source
SELECT id, brand_id, to_address, to_name, subject, text, html, kind, state, answer, source_id, in_reply_to, ticket_id, message_id, created_at, sent_at,
  attempts, next_try_at, reply_status, reply_to, earlier_ids, file_ids, list, queued_at, ending_at, lost_answers FROM outbox WHERE source_id = $1

-- name: list_automatic_to
SELECT created_at, ticket_id FROM outbox WHERE to_address = $1 AND created_at > $2 AND kind NOT IN ('reply', 'report') ORDER BY created_at DESC LIMIT 400

-- name: insert_delivery_report
INSERT INTO delivery_reports (brand_id, outbox_id, mail_key, address, fate, reason, status, words, reported_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (outbox_id, mail_key, address) DO NOTHING RETURNING id

-- name: mark_address
INSERT INTO marked_addresses (brand_id, address, fate, reason, words, marked_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (brand_id, address) DO UPDATE SET fate = excluded.fate, reason = excluded.reason, words = excluded.words, marked_at = excluded.marked_at

-- name: find_marked_address
SELECT address, fate, reason, words, marked_at FROM marked_addresses WHERE brand_id = $1 AND address = $2

-- name: list_ticket_outbox
SELECT o.id AS outbox_id, o.message_id, o.to_address, o.to_name, o.kind, o.state, o.answer, o.reply_status, o.attempts, o.lost_answers,
  o.next_try_at, o.created_at, o.sent_at
FROM messages m JOIN outbox o ON o.message_id = m.id WHERE m.ticket_id = $1 ORDER BY o.id DESC LIMIT 500

-- name: list_ticket_reports
SELECT r.outbox_id, r.address, r.fate, r.reason, r.status, r.words, r.reported_at
FROM messages m JOIN outbox o ON o.message_id = m.id JOIN delivery_reports r ON r.outbox_id = o.id WHERE m.ticket_id = $1 ORDER BY r.id DESC LIMIT 2000

-- name: insert_held_file
INSERT INTO held_files (mail_id, name, virus, size) VALUES ($1, $2, $3, $4)

-- name: list_ticket_held_files
SELECT f.mail_id, f.name, f.virus, f.size
FROM messages m JOIN mails e ON e.message_id = m.id JOIN held_files f ON f.mail_id = e.id WHERE m.ticket_id = $1 ORDER BY f.id DESC LIMIT 500

-- name: find_mail_source
SELECT id, brand_id, raw_sha256 FROM mails WHERE id = $1

-- name: list_ticket_origins
SELECT e.id AS mail_id, e.message_id, e.from_address, e.authenticity, e.spam_score
FROM messages m JOIN mails e ON e.message_id = m.id WHERE m.ticket_id = $1 AND e.outcome IN ('created', 'continued') ORDER BY e.id DESC LIMIT 500

-- name: list_blocked_senders
SELECT id, brand_id, sender, reason, created_at FROM blocked_senders ORDER BY sender, id LIMIT 5000

-- name: find_blocked_sender
SELECT id, brand_id, sender, reason, created_at FROM blocked_senders WHERE id = $1

-- name: insert_blocked_sender
INSERT INTO blocked_senders (brand_id, sender, reason, created_at) VALUES ($1, $2, $3, $4) RETURNING id

-- name: delete_blocked_sender
DELETE FROM blocked_senders WHERE id = $1

-- name: is_blocked_sender
SELECT COUNT(*) FROM blocked_senders WHERE brand_id = $1 AND sender IN ($2, $3)

-- name: list_quarantine
SELECT m.id, m.brand_id, b.name AS mailbox, m.from_address, m.from_name, m.subject, m.cause, m.received_at, m.size, m.ticket_id, m.raw_sha256, m.spam_score
FROM mails m JOIN mailboxes b ON b.id = m.mailbox_id WHERE m.outcome = 'quarantined' AND m.id < $1 /*parts*/
ORDER BY m.id DESC LIMIT $2

-- part: quarantine_in_brands @sqlite
AND m.brand_id IN (SELECT value FROM json_each($1))
-- part: quarantine_in_brands @postgres
AND m.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: find_quarantined
SELECT m.id, m.brand_id, m.mailbox_id, b.name AS mailbox, m.from_address, m.from_name, m.subject, m.cause, m.received_at, m.size, m.ticket_id, m.raw_sha256, m.spam_score
FROM mails m JOIN mailboxes b ON b.id = m.mailbox_id WHERE m.id = $1 AND m.outcome = 'quarantined'

-- name: insert_outbox
INSERT INTO outbox (brand_id, to_address, to_name, subject, text, html, kind, state, source_id, in_reply_to, ticket_id, message_id, created_at,
  queued_at, reply_to, earlier_ids, file_ids, list)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9, $10, $11, $12, $12, $13, $14, $15, $16) ON CONFLICT (source_id) DO NOTHING RETURNING id

-- name: find_outbox
SELECT id, brand_id, to_address, to_name, subject, text, html, kind, state, answer, source_id, in_reply_to, ticket_id, message_id, created_at, sent_at,
  attempts, next_try_at, reply_status, reply_to, earlier_ids, file_ids, list, queued_at, ending_at, lost_answers FROM outbox WHERE id = $1

-- name: list_outbox
SELECT o.id, o.brand_id, o.to_address, o.to_name, o.subject, o.kind, o.state, o.answer, o.ticket_id, o.message_id, o.created_at, o.sent_at,
  o.attempts, o.next_try_at, o.reply_status
FROM outbox o WHERE o.id < $1 /*parts*/ ORDER BY o.id DESC LIMIT $2

-- part: outbox_in_brands @sqlite
AND o.brand_id IN (SELECT value FROM json_each($1))
-- part: outbox_in_brands @postgres
AND o.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: settle_outbox
UPDATE outbox SET state = $2, answer = $3, reply_code = $4, reply_status = $5, sent_at = $6, next_try_at = $7, attempts = attempts + 1,
  lost_answers = lost_answers + $8, ending_at = NULL
WHERE id = $1 AND state = 'queued'

-- name: begin_end
UPDATE outbox SET ending_at = $2 WHERE id = $1 AND state = 'queued' AND ending_at IS NULL

-- name: find_sent_mail
SELECT id AS outbox_id, message_id, to_address, to_name, kind, state, answer, reply_status, attempts, lost_answers, next_try_at, created_at, sent_at
FROM outbox WHERE id = $1

-- name: keep_outbox
UPDATE outbox SET state = 'kept', sent_at = $2 WHERE id = $1 AND state = 'queued'

-- name: bounce_outbox
UPDATE outbox SET state = 'bounced', answer = $2, reply_status = $3 WHERE id = $1 AND state IN ('sent', 'queued')

-- name: queue_outbox
UPDATE outbox SET state = 'queued', attempts = 0, next_try_at = NULL, queued_at = $2, lost_answers = 0, ending_at = NULL WHERE id = $1

-- name: find_promised
SELECT created_at, unanswered_since, promise_kind AS kind, promise_due_at AS due_at FROM tickets WHERE id = $1

-- name: list_said_before
SELECT source_id, created_at AS at, CASE WHEN by_kind = 'contact' THEN 1 ELSE 0 END AS theirs FROM messages
WHERE ticket_id = $1 AND id <= $2 AND kind <> 'note' AND state = 'sent' AND source_id IS NOT NULL ORDER BY id DESC LIMIT 60

-- name: find_answered
SELECT id FROM messages WHERE ticket_id = $1 AND id < $2 AND by_kind = 'contact' AND kind <> 'note' AND state = 'sent' ORDER BY id DESC LIMIT 1

-- name: list_mailed_before
SELECT source_id, created_at AS at, 0 AS theirs FROM outbox
WHERE (ticket_id = $1 OR ticket_id IN (SELECT t.id FROM tickets t WHERE t.merged_into = $1)) AND to_address = $2 ORDER BY id DESC LIMIT 60

-- name: find_way_back
SELECT b.address FROM mails m JOIN mailboxes b ON b.id = m.mailbox_id WHERE m.ticket_id = $1 AND b.active = 1 ORDER BY m.id DESC LIMIT 1

-- name: find_brand_mailbox
SELECT m.address FROM mailboxes m JOIN brands b ON b.id = m.brand_id WHERE m.brand_id = $1 AND m.active = 1
ORDER BY CASE WHEN m.address = b.sender_address THEN 0 ELSE 1 END, m.id LIMIT 1

-- name: tags_replies
SELECT tags_replies FROM senders WHERE brand_id = $1

-- name: is_unsubscribed
SELECT COUNT(*) FROM unsubscribed WHERE brand_id = $1 AND address = $2 AND list = $3

-- name: insert_unsubscribed
INSERT INTO unsubscribed (brand_id, address, list, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (brand_id, address, list) DO NOTHING

-- name: delete_unsubscribed
DELETE FROM unsubscribed WHERE brand_id = $1 AND address = $2 AND list = $3

-- name: list_mail_texts
SELECT kind, subject, body FROM mail_texts WHERE brand_id = $1 AND locale = $2 ORDER BY kind LIMIT 1000

-- name: find_mail_text
SELECT kind, subject, body FROM mail_texts WHERE brand_id = $1 AND kind = $2 AND locale = $3

-- name: put_mail_text
INSERT INTO mail_texts (brand_id, kind, locale, subject, body, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (brand_id, kind, locale) DO UPDATE SET subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at

-- name: delete_mail_text
DELETE FROM mail_texts WHERE brand_id = $1 AND kind = $2 AND locale = $3

-- name: list_notifications
SELECT id, kind, ticket_id, message_id, subject, by_name, created_at, read_at FROM notifications
WHERE agent_id = $1 AND id < $2 AND way IN ('desk', 'both') ORDER BY id DESC LIMIT $3

-- name: count_unread
SELECT COUNT(*) FROM notifications WHERE agent_id = $1 AND read_at IS NULL AND way IN ('desk', 'both')

-- name: read_up_to
UPDATE notifications SET read_at = $3 WHERE agent_id = $1 AND id <= $2 AND read_at IS NULL

-- name: read_of_ticket
UPDATE notifications SET read_at = $3 WHERE agent_id = $1 AND ticket_id = $2 AND read_at IS NULL

-- name: list_choices
SELECT kind, way FROM notification_choices WHERE agent_id = $1 ORDER BY kind LIMIT 100

-- name: put_choice
INSERT INTO notification_choices (agent_id, kind, way) VALUES ($1, $2, $3) ON CONFLICT (agent_id, kind) DO UPDATE SET way = excluded.way

-- name: find_times
SELECT digest_minutes, quiet_from, quiet_until FROM notification_times WHERE agent_id = $1

-- name: put_times
INSERT INTO notification_times (agent_id, digest_minutes, quiet_from, quiet_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (agent_id) DO UPDATE SET digest_minutes = excluded.digest_minutes, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until

-- name: count_left
SELECT COUNT(*) FROM unsubscribed WHERE address = $1 AND list = $2

-- name: delete_left
DELETE FROM unsubscribed WHERE address = $1 AND list = $2

-- name: insert_notification
INSERT INTO notifications (agent_id, brand_id, kind, ticket_id, message_id, subject, by_name, way, source, created_at, mail_state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (agent_id, source) DO NOTHING RETURNING id

-- name: count_waiting
SELECT COUNT(*) FROM notifications WHERE agent_id = $1 AND mail_state = 'waiting'

-- name: list_waiting
SELECT id, kind, brand_id, ticket_id, subject, by_name FROM notifications WHERE agent_id = $1 AND mail_state = 'waiting' ORDER BY id LIMIT 500

-- name: settle_waiting
UPDATE notifications SET mail_state = 'mailed' WHERE agent_id = $1 AND id <= $2 AND mail_state = 'waiting'

-- name: show_mailed_up_to
UPDATE notifications SET way = 'both' WHERE agent_id = $1 AND id >= $2 AND id <= $3 AND way = 'mail'

-- name: find_concerned
SELECT assignee_id, team_id FROM tickets WHERE id = $1

-- name: list_ticket_followers
SELECT agent_id FROM ticket_followers WHERE ticket_id = $1 ORDER BY agent_id LIMIT 500

-- name: list_team_agents
SELECT agent_id FROM team_members WHERE team_id = $1 ORDER BY agent_id LIMIT 500

-- name: find_author
SELECT by_id FROM messages WHERE id = $1 AND by_kind = 'agent'

-- name: find_sender
SELECT brand_id, host, port, security, username, password_sealed, per_domain, attach_limit_mb, signature, tags_replies FROM senders WHERE brand_id = $1

-- name: put_sender
INSERT INTO senders (brand_id, host, port, security, username, password_sealed, per_domain, attach_limit_mb, signature, tags_replies)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (brand_id) DO UPDATE SET host = excluded.host, port = excluded.port,
  security = excluded.security, username = excluded.username, password_sealed = excluded.password_sealed, per_domain = excluded.per_domain,
  attach_limit_mb = excluded.attach_limit_mb, signature = excluded.signature, tags_replies = excluded.tags_replies

-- name: list_dkim_keys
SELECT id, brand_id, domain, selector, algorithm, record, active, created_at FROM dkim_keys WHERE brand_id = $1 ORDER BY id DESC LIMIT 100

-- name: find_dkim_key
SELECT id, brand_id, domain, selector, algorithm, record, active, created_at FROM dkim_keys WHERE id = $1

-- name: list_active_dkim_keys
SELECT id, domain, selector, algorithm, private_sealed FROM dkim_keys WHERE brand_id = $1 AND domain = $2 AND active = 1 ORDER BY id LIMIT 8

-- name: insert_dkim_key
INSERT INTO dkim_keys (brand_id, domain, selector, algorithm, private_sealed, record, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: change_dkim_key
UPDATE dkim_keys SET active = $2 WHERE id = $1

-- name: delete_dkim_key
DELETE FROM dkim_keys WHERE id = $1

-- name: is_outbox_kind
SELECT COUNT(*) FROM outbox WHERE source_id = $1 AND kind = $2

-- name: find_outbox_by_source
SELECT ticket_id, message_id FROM outbox WHERE source_id = $1

-- name: discard_mail
UPDATE mails SET outcome = 'discarded' WHERE id = $1 AND outcome = 'quarantined'

-- name: find_seed_team
SELECT t.id FROM teams t WHERE t.name = $1

-- name: list_files_in_use
-- bounded: by the first digits of the digest
SELECT raw_sha256 FROM mails WHERE raw_sha256 >= $1 AND raw_sha256 < $2

-- name: find_source
SELECT mailbox_id, host, port, security, login, sign_in, secret, token_url, client_id, client_secret, folders, moved_to, existing, version
FROM mailbox_sources WHERE mailbox_id = $1

-- name: list_sources_to_read
SELECT s.mailbox_id, s.version FROM mailbox_sources s JOIN mailboxes m ON m.id = s.mailbox_id WHERE m.active = 1 ORDER BY s.mailbox_id LIMIT 10000

-- name: put_source
INSERT INTO mailbox_sources (mailbox_id, host, port, security, login, sign_in, secret, token_url, client_id, client_secret, folders, moved_to, existing, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (mailbox_id) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security, login = excluded.login,
  sign_in = excluded.sign_in, secret = excluded.secret, token_url = excluded.token_url, client_id = excluded.client_id,
  client_secret = excluded.client_secret, folders = excluded.folders, moved_to = excluded.moved_to, existing = excluded.existing,
  version = excluded.version

-- name: set_source_secret
UPDATE mailbox_sources SET secret = $2 WHERE mailbox_id = $1 AND login = $3 AND token_url = $4 AND client_id = $5

-- name: renew_source
UPDATE mailbox_sources SET version = version + 1 WHERE mailbox_id = $1

-- name: delete_source
DELETE FROM mailbox_sources WHERE mailbox_id = $1

-- name: add_folder
INSERT INTO mailbox_folders (mailbox_id, folder) VALUES ($1, $2) ON CONFLICT (mailbox_id, folder) DO NOTHING

-- name: find_folder
SELECT uid_validity, last_uid, taken_uid, unseen_until, since, opened_at FROM mailbox_folders WHERE mailbox_id = $1 AND folder = $2

-- name: open_folder
UPDATE mailbox_folders SET uid_validity = $3, last_uid = $4, taken_uid = 0, unseen_until = $5, since = $6, opened_at = coalesce(opened_at, $7)
WHERE mailbox_id = $1 AND folder = $2

-- name: advance_folder
UPDATE mailbox_folders SET last_uid = $4 WHERE mailbox_id = $1 AND folder = $2 AND uid_validity = $3 AND last_uid < $4

-- name: advance_taken
UPDATE mailbox_folders SET last_uid = $4, taken_uid = $4 WHERE mailbox_id = $1 AND folder = $2 AND uid_validity = $3 AND last_uid < $4

-- name: folder_is_well
UPDATE mailbox_folders SET checked_at = $3, fault = NULL, words = '', failing_since = NULL, failures = 0, alarmed_at = NULL
WHERE mailbox_id = $1 AND folder = $2

-- name: folder_failed
UPDATE mailbox_folders SET fault = $3, words = $4, failing_since = coalesce(failing_since, $5), failures = failures + 1
WHERE mailbox_id = $1 AND folder = $2 RETURNING fault, failures, failing_since, alarmed_at

-- name: find_folder_fault
SELECT fault, failures, failing_since, alarmed_at FROM mailbox_folders WHERE mailbox_id = $1 AND folder = $2

-- name: alarm_folder
UPDATE mailbox_folders SET alarmed_at = $3 WHERE mailbox_id = $1 AND folder = $2

-- name: forget_other_folders @sqlite
DELETE FROM mailbox_folders WHERE mailbox_id = $1 AND folder NOT IN (SELECT value FROM json_each($2))

-- name: forget_other_folders @postgres
DELETE FROM mailbox_folders WHERE mailbox_id = $1 AND folder NOT IN (SELECT value FROM json_array_elements_text($2::json))

-- name: list_folder_health
SELECT mailbox_id, folder, checked_at, fault, words, failing_since, alarmed_at FROM mailbox_folders ORDER BY mailbox_id, folder LIMIT 20000

-- name: list_mailbox_health
SELECT b.id AS mailbox_id, b.brand_id, b.active, CASE WHEN s.mailbox_id IS NULL THEN 0 ELSE 1 END AS fetched, h.delay_ms,
  coalesce(h.left_behind, 0) AS left_behind, h.silent_since, h.heartbeat_sent_at, h.heartbeat_seen_at, h.unanswered_since,
  (SELECT m.received_at FROM mails m WHERE m.mailbox_id = b.id AND m.message_key NOT LIKE 'heartbeat.%' ORDER BY m.received_at DESC LIMIT 1) AS arrived_at
FROM mailboxes b LEFT JOIN mailbox_sources s ON s.mailbox_id = b.id LEFT JOIN mailbox_health h ON h.mailbox_id = b.id
ORDER BY b.id LIMIT 10000

-- name: add_health
INSERT INTO mailbox_health (mailbox_id) VALUES ($1) ON CONFLICT (mailbox_id) DO NOTHING

-- name: claim_mailbox
UPDATE mailbox_health SET node = $2, lease_until = $3 WHERE mailbox_id = $1 AND (node = $2 OR lease_until <= $4) RETURNING mailbox_id

-- name: release_mailboxes
UPDATE mailbox_health SET lease_until = 0 WHERE node = $1

-- name: note_delay
UPDATE mailbox_health SET delay_ms = $2 WHERE mailbox_id = $1

-- name: note_left_behind
UPDATE mailbox_health SET left_behind = left_behind + 1 WHERE mailbox_id = $1

-- name: set_silent
UPDATE mailbox_health SET silent_since = $2 WHERE mailbox_id = $1

-- name: find_arrivals
SELECT count(*) AS count, max(received_at) AS last, max(pause) AS longest_pause_ms FROM (
  SELECT received_at, received_at - lag(received_at) OVER (ORDER BY received_at) AS pause
  FROM mails WHERE mailbox_id = $1 AND received_at > $2 AND message_key NOT LIKE 'heartbeat.%') AS arrivals

-- name: heartbeat_sent
UPDATE mailbox_health SET heartbeat_sent_at = $2 WHERE mailbox_id = $1

-- name: heartbeat_seen
UPDATE mailbox_health SET heartbeat_seen_at = $2 WHERE mailbox_id = $1

-- name: set_unanswered
UPDATE mailbox_health SET unanswered_since = $2
WHERE mailbox_id = $1 AND unanswered_since IS NULL AND (heartbeat_seen_at IS NULL OR heartbeat_seen_at < heartbeat_sent_at)

-- name: take_unanswered
UPDATE mailbox_health SET unanswered_since = NULL WHERE mailbox_id = $1 AND unanswered_since IS NOT NULL

-- name: forget_heartbeats_taken
DELETE FROM mails WHERE mailbox_id = $1 AND outcome = 'discarded' AND received_at < $3
  AND message_key IN (SELECT o.source_id FROM outbox o WHERE o.to_address = $2 AND o.created_at < $3 AND o.kind = 'heartbeat')

-- name: forget_heartbeats_sent
DELETE FROM outbox WHERE to_address = $1 AND created_at < $2 AND kind = 'heartbeat' AND state <> 'queued'
  AND NOT EXISTS (SELECT 1 FROM delivery_reports r WHERE r.outbox_id = outbox.id)

-- name: is_heartbeat
SELECT COUNT(*) FROM outbox WHERE source_id = $1 AND kind = 'heartbeat' AND to_address = $2

-- name: insert_unreadable
INSERT INTO mails (mailbox_id, brand_id, message_key, body_hash, raw_sha256, size, from_address, from_name, subject, outcome, cause, received_at)
VALUES ($1, $2, $3, $3, $3, $4, '', '', '', 'quarantined', 'unreadable', $5) ON CONFLICT (mailbox_id, message_key, body_hash) DO NOTHING RETURNING id

-- name: count_quarantine
SELECT count(*) FROM (SELECT id FROM mails WHERE outcome = 'quarantined' AND id > 0 LIMIT 10000) held
