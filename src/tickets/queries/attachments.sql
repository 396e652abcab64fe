-- name: list_attachments_of_ticket
SELECT a.id, a.message_id, a.sha256, a.name, a.media_type, a.size, a.is_inline, a.content_id
FROM attachments a JOIN messages m ON m.id = a.message_id
WHERE m.ticket_id = $1 AND m.id >= $2 AND m.id <= $3 ORDER BY a.id LIMIT 5000

-- name: list_attachments_of_message
SELECT a.id, a.message_id, a.sha256, a.name, a.media_type, a.size, a.is_inline, a.content_id
FROM attachments a WHERE a.message_id = $1 ORDER BY a.id LIMIT 500

-- name: list_files_in_use
-- bounded: by the first digits of the digest
SELECT sha256 FROM attachments WHERE sha256 >= $1 AND sha256 < $2
UNION ALL SELECT raw_sha256 FROM messages WHERE raw_sha256 >= $1 AND raw_sha256 < $2

-- name: use_attachment
UPDATE attachments SET message_id = $2 WHERE id = $1 AND message_id IS NULL AND by_kind = $3 AND by_id = $4

-- name: list_own_attachments @sqlite
SELECT id, message_id, sha256, name, media_type, size, is_inline, content_id FROM attachments
WHERE id IN (SELECT value FROM json_each($1)) AND message_id IS NULL AND by_kind = 'agent' AND by_id = $2 ORDER BY id LIMIT 200

-- name: list_own_attachments @postgres
SELECT id, message_id, sha256, name, media_type, size, is_inline, content_id FROM attachments
WHERE id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) AND message_id IS NULL AND by_kind = 'agent' AND by_id = $2
ORDER BY id LIMIT 200

-- name: count_attachments
SELECT count(*) FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.ticket_id = $1 AND m.state = 'sent'

-- name: insert_attachment
INSERT INTO attachments (sha256, name, media_type, size, is_inline, content_id, by_kind, by_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id

-- name: find_attachment
SELECT id, message_id, sha256, name, media_type, size, is_inline, content_id FROM attachments WHERE id = $1

-- name: find_attachment_owner
SELECT a.message_id, a.by_kind, a.by_id, m.kind, m.state, m.undo_until, m.ticket_id, t.brand_id, t.contact_id, t.customer_id
FROM attachments a LEFT JOIN messages m ON m.id = a.message_id LEFT JOIN tickets t ON t.id = m.ticket_id WHERE a.id = $1

-- name: find_draft_with_attachment @sqlite
SELECT d.agent_id FROM attachments a JOIN drafts d ON d.agent_id = a.by_id JOIN json_each(d.attachment_ids) e ON e.value = a.id
WHERE a.id = $1 AND a.by_kind = 'agent' LIMIT 1

-- name: find_draft_with_attachment @postgres
SELECT d.agent_id FROM attachments a JOIN drafts d ON d.agent_id = a.by_id
WHERE a.id = $1 AND a.by_kind = 'agent' AND d.attachment_ids::jsonb @> to_jsonb(a.id) LIMIT 1

-- name: delete_attachment
DELETE FROM attachments WHERE id = $1 AND message_id IS NULL
