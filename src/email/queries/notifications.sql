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
SELECT kind, way, pushed FROM notification_choices WHERE agent_id = $1 ORDER BY kind LIMIT 100

-- name: put_choice
INSERT INTO notification_choices (agent_id, kind, way) VALUES ($1, $2, $3) ON CONFLICT (agent_id, kind) DO UPDATE SET way = excluded.way

-- name: put_pushed
INSERT INTO notification_choices (agent_id, kind, way, pushed) VALUES ($1, $2, $3, $4)
ON CONFLICT (agent_id, kind) DO UPDATE SET pushed = excluded.pushed

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

-- name: find_severity
SELECT severity FROM tickets WHERE id = $1

-- name: find_concerned
SELECT assignee_id, team_id FROM tickets WHERE id = $1

-- name: list_ticket_followers
SELECT agent_id FROM ticket_followers WHERE ticket_id = $1 ORDER BY agent_id LIMIT 500

-- name: list_team_agents
SELECT agent_id FROM team_members WHERE team_id = $1 ORDER BY agent_id LIMIT 500
