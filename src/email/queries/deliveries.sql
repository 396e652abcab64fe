-- name: find_delivery
SELECT id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id FROM mails WHERE mailbox_id = $1 AND message_key = $2 AND body_hash = $3

-- name: find_copy
SELECT id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id FROM mails WHERE brand_id = $1 AND message_key = $2 AND body_hash = $3 ORDER BY id LIMIT 1

-- name: insert_mail
INSERT INTO mails (mailbox_id, brand_id, message_key, body_hash, raw_sha256, size, from_address, from_name, subject, outcome, cause, ticket_id, message_id, received_at, authenticity, spam_score, spam_action, failed_checks)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id

-- name: settle_mail
UPDATE mails SET outcome = $2, ticket_id = $3, message_id = $4 WHERE id = $1 AND outcome = 'quarantined'

-- name: count_mails_from
SELECT COUNT(*) FROM mails WHERE brand_id = $1 AND from_address = $2 AND received_at > $3

-- name: find_outbox_mail_by_source
SELECT id, brand_id, to_address, to_name, subject, text, html, kind, state, answer, source_id, in_reply_to, ticket_id, message_id, created_at, sent_at,
  attempts, next_try_at, reply_status, reply_to, earlier_ids, file_ids, list, queued_at, ending_at, lost_answers FROM outbox WHERE source_id = $1

-- name: take_turn
INSERT INTO mail_turns (part, taken) VALUES ($1, 1) ON CONFLICT (part) DO UPDATE SET taken = mail_turns.taken + 1

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

-- name: insert_held_file
INSERT INTO held_files (mail_id, name, virus, size) VALUES ($1, $2, $3, $4)

-- name: list_mail_held_files
SELECT name, virus, size FROM held_files WHERE mail_id = $1 ORDER BY id LIMIT 500

-- name: list_ticket_held_files
SELECT f.mail_id, f.name, f.virus, f.size
FROM messages m JOIN mails e ON e.message_id = m.id JOIN held_files f ON f.mail_id = e.id WHERE m.ticket_id = $1 ORDER BY f.id DESC LIMIT 500

-- name: find_mail_source
SELECT id, brand_id, raw_sha256 FROM mails WHERE id = $1

-- name: list_ticket_origins
SELECT e.id AS mail_id, e.message_id, e.from_address, e.authenticity, e.failed_checks, e.spam_score
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

-- name: discard_mail
UPDATE mails SET outcome = 'discarded' WHERE id = $1 AND outcome = 'quarantined'

-- name: list_files_in_use
-- bounded: by the first digits of the digest
SELECT raw_sha256 FROM mails WHERE raw_sha256 >= $1 AND raw_sha256 < $2
