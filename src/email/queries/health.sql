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
