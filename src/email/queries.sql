-- name: find_mailbox
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE id = $1

-- name: find_mailbox_by_name
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE name = $1 OR address = $1 ORDER BY id LIMIT 1

-- name: list_mailboxes
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes ORDER BY name, id LIMIT 1000

-- name: insert_mailbox
INSERT INTO mailboxes (brand_id, name, address, team_id, category) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_mailbox
UPDATE mailboxes SET name = $2, address = $3, team_id = $4, category = $5, active = $6 WHERE id = $1

-- name: is_own_address
SELECT COUNT(*) FROM mailboxes WHERE address = $1

-- name: find_delivery
SELECT id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id FROM mails WHERE mailbox_id = $1 AND message_key = $2 AND body_hash = $3

-- name: find_copy
SELECT id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id FROM mails WHERE brand_id = $1 AND message_key = $2 AND body_hash = $3 ORDER BY id LIMIT 1

-- name: insert_mail
INSERT INTO mails (mailbox_id, brand_id, message_key, body_hash, raw_sha256, size, from_address, from_name, subject, outcome, cause, ticket_id, message_id, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id

-- name: settle_mail
UPDATE mails SET outcome = $2, ticket_id = $3, message_id = $4 WHERE id = $1 AND outcome = 'quarantined'

-- name: list_quarantine
SELECT m.id, m.brand_id, b.name AS mailbox, m.from_address, m.from_name, m.subject, m.cause, m.received_at, m.size, m.ticket_id, m.raw_sha256
FROM mails m JOIN mailboxes b ON b.id = m.mailbox_id WHERE m.outcome = 'quarantined' AND m.id < $1 /*parts*/
ORDER BY m.id DESC LIMIT $2

-- part: quarantine_in_brands @sqlite
AND m.brand_id IN (SELECT value FROM json_each($1))
-- part: quarantine_in_brands @postgres
AND m.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: find_quarantined
SELECT m.id, m.brand_id, m.mailbox_id, b.name AS mailbox, m.from_address, m.from_name, m.subject, m.cause, m.received_at, m.size, m.ticket_id, m.raw_sha256
FROM mails m JOIN mailboxes b ON b.id = m.mailbox_id WHERE m.id = $1 AND m.outcome = 'quarantined'

-- name: insert_outbox
INSERT INTO outbox (brand_id, to_address, to_name, subject, text, html, kind, state, source_id, in_reply_to, ticket_id, message_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9, $10, $11, $12) ON CONFLICT (source_id) DO NOTHING RETURNING id

-- name: find_outbox
SELECT id, brand_id, to_address, to_name, subject, text, html, kind, state, answer, source_id, in_reply_to, ticket_id, message_id, created_at, sent_at FROM outbox WHERE id = $1

-- name: list_outbox
SELECT o.id, o.brand_id, o.to_address, o.to_name, o.subject, o.kind, o.state, o.answer, o.ticket_id, o.message_id, o.created_at, o.sent_at
FROM outbox o WHERE o.id < $1 /*parts*/ ORDER BY o.id DESC LIMIT $2

-- part: outbox_in_brands @sqlite
AND o.brand_id IN (SELECT value FROM json_each($1))
-- part: outbox_in_brands @postgres
AND o.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: settle_outbox
UPDATE outbox SET state = $2, answer = $3, sent_at = $4 WHERE id = $1

-- name: find_outbox_by_source
SELECT ticket_id, message_id FROM outbox WHERE source_id = $1

-- name: discard_mail
UPDATE mails SET outcome = 'discarded' WHERE id = $1 AND outcome = 'quarantined'

-- name: find_seed_team
SELECT t.id FROM teams t WHERE t.name = $1

-- name: list_files_in_use
-- bounded: by the first digits of the digest
SELECT raw_sha256 FROM mails WHERE raw_sha256 >= $1 AND raw_sha256 < $2
