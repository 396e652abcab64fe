-- name: list_ticket_outbox
SELECT o.id AS outbox_id, o.message_id, o.to_address, o.to_name, o.kind, o.state, o.answer, o.reply_status, o.attempts, o.lost_answers,
  o.next_try_at, o.created_at, o.sent_at
FROM messages m JOIN outbox o ON o.message_id = m.id WHERE m.ticket_id = $1 ORDER BY o.id DESC LIMIT 500

-- name: list_ticket_reports
SELECT r.outbox_id, r.address, r.fate, r.reason, r.status, r.words, r.reported_at
FROM messages m JOIN outbox o ON o.message_id = m.id JOIN delivery_reports r ON r.outbox_id = o.id WHERE m.ticket_id = $1 ORDER BY r.id DESC LIMIT 2000

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

-- name: is_outbox_kind
SELECT COUNT(*) FROM outbox WHERE source_id = $1 AND kind = $2

-- name: find_outbox_by_source
SELECT ticket_id, message_id FROM outbox WHERE source_id = $1
