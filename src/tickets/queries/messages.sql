-- name: insert_message
INSERT INTO messages (ticket_id, home_ticket_id, kind, state, by_kind, by_id, by_name, by_email, channel, automatic, body_html, body_text,
  quoted_html, quoted_text, remote_images, mentions, created_at, undo_until, send_at, plan, before, source_id, raw_sha256, clean_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
RETURNING id

-- name: list_messages
SELECT m.id, m.ticket_id, m.home_ticket_id, m.kind, m.state, m.by_kind, m.by_id, m.by_name, m.by_email, m.channel, m.automatic, m.body_html,
  m.body_text, m.quoted_html, m.quoted_text, m.remote_images, m.mentions, m.created_at, m.undo_until, m.send_at, m.raw_sha256, m.clean_by
FROM messages m WHERE m.ticket_id = $1 AND m.id < $2 /*parts*/ ORDER BY m.id DESC LIMIT 201

-- part: public_messages
AND m.kind <> 'note' AND m.state = 'sent' AND (m.undo_until IS NULL OR m.undo_until <= $1)

-- name: find_message
SELECT m.id, m.ticket_id, m.home_ticket_id, m.kind, m.state, m.by_kind, m.by_id, m.by_name, m.by_email, m.channel, m.automatic, m.body_html,
  m.body_text, m.quoted_html, m.quoted_text, m.remote_images, m.mentions, m.created_at, m.undo_until, m.send_at, m.raw_sha256, m.clean_by
FROM messages m WHERE m.id = $1

-- name: count_later_words
SELECT count(*) FROM messages WHERE ticket_id = $1 AND id > $2 AND state = 'sent' AND kind <> 'note' AND by_kind = 'agent' AND automatic = 0

-- name: find_draft
SELECT kind, body_html, attachment_ids, base_message_count, updated_at FROM drafts WHERE ticket_id = $1 AND agent_id = $2

-- name: save_draft
INSERT INTO drafts (ticket_id, agent_id, kind, body_html, attachment_ids, base_message_count, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (ticket_id, agent_id) DO UPDATE SET kind = excluded.kind, body_html = excluded.body_html,
  attachment_ids = excluded.attachment_ids, base_message_count = excluded.base_message_count, updated_at = excluded.updated_at

-- name: delete_draft
DELETE FROM drafts WHERE ticket_id = $1 AND agent_id = $2

-- name: find_pending
SELECT plan, before FROM messages WHERE id = $1

-- name: set_message_state
UPDATE messages SET state = $2, created_at = $3, undo_until = NULL, before = NULL, plan = NULL WHERE id = $1

-- name: release_message
UPDATE messages SET undo_until = NULL, before = NULL WHERE id = $1

-- name: find_last_message
SELECT m.id, m.ticket_id, m.home_ticket_id, m.kind, m.state, m.by_kind, m.by_id, m.by_name, m.by_email, m.channel, m.automatic, m.body_html,
  m.body_text, m.quoted_html, m.quoted_text, m.remote_images, m.mentions, m.created_at, m.undo_until, m.send_at, m.raw_sha256, m.clean_by
FROM messages m WHERE m.ticket_id = $1 AND m.state = 'sent' ORDER BY m.created_at DESC, m.id DESC LIMIT 1

-- name: count_messages
SELECT count(*) FROM messages WHERE ticket_id = $1 AND state = 'sent'

-- name: count_answers_after
SELECT COUNT(*) FROM messages
WHERE ticket_id = $1 AND by_kind = 'agent' AND kind <> 'note' AND state = 'sent' AND automatic = 0 AND created_at > $2
  AND (undo_until IS NULL OR undo_until <= $3)

-- name: move_message
UPDATE messages SET ticket_id = $2, home_ticket_id = $2 WHERE id = $1

-- name: find_message_by_source
SELECT m.id, m.ticket_id, t.brand_id, t.contact_id, m.state FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.source_id = $1
ORDER BY m.id LIMIT 1

-- name: set_message_source
UPDATE messages SET source_id = $2 WHERE id = $1

-- name: find_raw
SELECT m.raw_sha256 AS sha256, m.ticket_id, m.kind FROM messages m WHERE m.id = $1
