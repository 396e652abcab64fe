-- name: find_record
SELECT id, brand_id, subject, category, severity, status, channel, contact_id, customer_id, service_id, assignee_id, team_id, tags, cc,
  custom_fields, reason, next_report_at, snoozed_until, created_at, updated_at, first_replied_at, resolved_at, reopened_count, merged_into,
  unanswered_since, last_message_at, last_message_by, last_message_snippet, message_count, attachment_count, promise_kind, promise_due_at
FROM tickets WHERE id = $1

-- name: insert_ticket
INSERT INTO tickets (brand_id, subject, category, severity, status, channel, contact_id, customer_id, service_id, assignee_id, team_id, tags, cc,
  custom_fields, created_at, updated_at, unanswered_since, last_message_at, last_message_by, last_message_snippet, message_count,
  attachment_count, queue, is_open, owed_at, owed_since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
RETURNING id

-- References are not in it: SQLite looks after those that a change names, also where they stay what they are.
-- name: save_flow
UPDATE tickets SET status = $2, reason = $3, next_report_at = $4, snoozed_until = $5, updated_at = $6, first_replied_at = $7, resolved_at = $8,
  reopened_count = $9, unanswered_since = $10, last_message_at = $11, last_message_by = $12, last_message_snippet = $13,
  message_count = $14, attachment_count = $15, queue = $16, is_open = $17, owed_at = $18, owed_since = $19
WHERE id = $1

-- name: save_merged_into
UPDATE tickets SET merged_into = $2 WHERE id = $1

-- Both lists are short and are put in order by the reader: to sort, SQLite makes tables of their own in every run.
-- name: list_followers
SELECT f.agent_id AS id, a.name FROM ticket_followers f JOIN agents a ON a.id = f.agent_id WHERE f.ticket_id = $1 LIMIT 200

-- Both ends of the links and the tickets that were merged into this one, in one statement.
-- name: list_related
SELECT l.kind, 'to' AS direction, t.id, t.subject, t.status
FROM ticket_links l JOIN tickets t ON t.id = l.to_ticket_id WHERE l.from_ticket_id = $1
UNION ALL
SELECT l.kind, 'from' AS direction, t.id, t.subject, t.status
FROM ticket_links l JOIN tickets t ON t.id = l.from_ticket_id WHERE l.to_ticket_id = $1
UNION ALL
SELECT 'merged' AS kind, 'from' AS direction, t.id, t.subject, t.status FROM tickets t WHERE t.merged_into = $1
LIMIT 500

-- name: insert_tag
INSERT INTO ticket_tags (ticket_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- name: mark_read
INSERT INTO ticket_reads (agent_id, ticket_id, read_up_to, read_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (agent_id, ticket_id) DO UPDATE SET read_up_to = excluded.read_up_to, read_until = excluded.read_until

-- name: find_settings
SELECT brand_id, reopen_days, undo_seconds FROM ticket_settings WHERE brand_id = $1

-- name: find_active_agent_name
SELECT name FROM agents WHERE id = $1 AND active = 1

-- name: find_team_name
SELECT name FROM teams WHERE id = $1

-- name: find_customer_name
SELECT name FROM customers WHERE id = $1

-- name: insert_link
INSERT INTO ticket_links (from_ticket_id, to_ticket_id, kind) VALUES ($1, $2, $3)
ON CONFLICT (from_ticket_id, to_ticket_id) DO UPDATE SET kind = excluded.kind

-- name: save_fields
UPDATE tickets SET subject = $2, category = $3, severity = $4, service_id = $5, contact_id = $6, customer_id = $7, custom_fields = $8,
  updated_at = $9, owed_at = $10 WHERE id = $1

-- What decides when something is owed, the promise that is due next excepted.
-- name: find_owing
SELECT severity, next_report_at, updated_at, merged_into, unanswered_since, owed_at FROM tickets WHERE id = $1

-- name: set_promise
UPDATE tickets SET promise_kind = $2, promise_due_at = $3, owed_at = $4 WHERE id = $1

-- Where the order of lists stays what it is, as in set_assignee_alone.
-- name: set_promise_alone
UPDATE tickets SET promise_kind = $2, promise_due_at = $3 WHERE id = $1

-- name: set_promise_and_marks
UPDATE tickets SET promise_kind = $2, promise_due_at = $3, owed_at = $4, promise_half_at = $5, promise_most_at = $6, promise_late_at = $7
WHERE id = $1

-- name: set_promise_and_marks_alone
UPDATE tickets SET promise_kind = $2, promise_due_at = $3, promise_half_at = $4, promise_most_at = $5, promise_late_at = $6 WHERE id = $1

-- name: set_promise_marks
UPDATE tickets SET promise_half_at = $2, promise_most_at = $3, promise_late_at = $4 WHERE id = $1

-- name: assign
UPDATE tickets SET assignee_id = $2, team_id = $3, updated_at = $4, owed_at = $5 WHERE id = $1

-- name: set_assignee
UPDATE tickets SET assignee_id = $2, updated_at = $3, owed_at = $4 WHERE id = $1

-- Where the order of lists stays what it is, its indexes are not written: SQLite looks after those that a change names.
-- name: set_assignee_alone
UPDATE tickets SET assignee_id = $2, updated_at = $3 WHERE id = $1

-- name: save_tags
UPDATE tickets SET tags = $2, updated_at = $3, owed_at = $4 WHERE id = $1

-- name: delete_tag
DELETE FROM ticket_tags WHERE ticket_id = $1 AND tag = $2

-- name: list_follower_ids
SELECT agent_id FROM ticket_followers WHERE ticket_id = $1 ORDER BY agent_id LIMIT 200

-- name: insert_follower
INSERT INTO ticket_followers (ticket_id, agent_id) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- name: delete_follower
DELETE FROM ticket_followers WHERE ticket_id = $1 AND agent_id = $2

-- name: change_cc
UPDATE tickets SET cc = $2 WHERE id = $1

-- name: mark_unread
DELETE FROM ticket_reads WHERE agent_id = $1 AND ticket_id = $2

-- name: save_settings
INSERT INTO ticket_settings (brand_id, reopen_days, undo_seconds) VALUES ($1, $2, $3)
ON CONFLICT (brand_id) DO UPDATE SET reopen_days = excluded.reopen_days, undo_seconds = excluded.undo_seconds

-- name: list_reads
SELECT agent_id, read_until FROM ticket_reads WHERE ticket_id = $1 ORDER BY agent_id LIMIT 2000

-- name: move_messages_of_ticket
UPDATE messages SET ticket_id = $2 WHERE ticket_id = $1

-- name: take_back_messages
WITH RECURSIVE family (id) AS (
  SELECT t.id FROM tickets t WHERE t.id = $1
  UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id
)
UPDATE messages SET ticket_id = $1 WHERE ticket_id = $2 AND home_ticket_id IN (SELECT id FROM family)

-- name: find_unanswered_since
SELECT MIN(created_at) FROM messages
WHERE ticket_id = $1 AND by_kind = 'contact' AND kind <> 'note' AND state = 'sent' AND automatic = 0
  AND id > (SELECT coalesce(MAX(a.id), 0) FROM messages a
            WHERE a.ticket_id = $1 AND a.by_kind = 'agent' AND a.kind <> 'note' AND a.state = 'sent' AND a.automatic = 0)

-- name: delete_link
DELETE FROM ticket_links WHERE (from_ticket_id = $1 AND to_ticket_id = $2) OR (from_ticket_id = $2 AND to_ticket_id = $1)

-- name: change_contact
UPDATE tickets SET contact_id = $2, customer_id = $3 WHERE id = $1

-- name: find_place
SELECT id, merged_into, brand_id, contact_id, subject, status, cc FROM tickets WHERE id = $1
