-- name: find_state
SELECT ticket_id, seen, status, status_at, begun_at, automatic, spoken, last_word_at, first_word_id, last_word_id, timer_at
FROM promise_tickets WHERE ticket_id = $1

-- name: find_seen
SELECT seen FROM promise_tickets WHERE ticket_id = $1

-- name: save_state
INSERT INTO promise_tickets (ticket_id, seen, status, status_at, begun_at, automatic, spoken, last_word_at, first_word_id, last_word_id, timer_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (ticket_id) DO UPDATE SET seen = excluded.seen, status = excluded.status, status_at = excluded.status_at,
  begun_at = excluded.begun_at, automatic = excluded.automatic, spoken = excluded.spoken, last_word_at = excluded.last_word_at,
  first_word_id = excluded.first_word_id, last_word_id = excluded.last_word_id, timer_at = excluded.timer_at

-- What runs, and what ended with the last word or after it, whose end may be taken back.
-- name: list_clocks_at_work
SELECT id, ticket_id, kind, policy_id, policy, target_seconds, calendar_id, calendar, started_at, pauses, due_at, warn_at, warned_at, broken_at,
  ended_at, ending, cap_due_at
FROM promise_clocks WHERE ticket_id = $1 AND (ended_at IS NULL OR ended_at >= $2) ORDER BY id LIMIT 200

-- name: list_clocks_of_ticket
SELECT id, ticket_id, kind, policy_id, policy, target_seconds, calendar_id, calendar, started_at, pauses, due_at, warn_at, warned_at, broken_at,
  ended_at, ending, cap_due_at
FROM promise_clocks WHERE ticket_id = $1 ORDER BY id DESC LIMIT 100

-- Of tickets that are played again, newest first.
-- name: list_clocks_of_tickets @sqlite
SELECT id, ticket_id, kind, policy_id, policy, target_seconds, calendar_id, calendar, started_at, pauses, due_at, warn_at, warned_at, broken_at,
  ended_at, ending, cap_due_at
FROM promise_clocks WHERE ticket_id IN (SELECT value FROM json_each($1)) ORDER BY ticket_id DESC, id LIMIT 50000
-- name: list_clocks_of_tickets @postgres
SELECT id, ticket_id, kind, policy_id, policy, target_seconds, calendar_id, calendar, started_at, pauses, due_at, warn_at, warned_at, broken_at,
  ended_at, ending, cap_due_at
FROM promise_clocks WHERE ticket_id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) ORDER BY ticket_id DESC, id LIMIT 50000

-- Numbers are given in the order of creation.
-- name: list_facts
SELECT t.id, t.brand_id, t.subject, t.severity, t.category, s.tier, t.channel, t.customer_id, COALESCE(c.locale, 'en') AS language, t.status,
  t.merged_into, t.unanswered_since, t.next_report_at, t.owed_since, t.created_at
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN services s ON s.id = t.service_id
WHERE t.merged_into IS NULL /*parts*/
ORDER BY t.id DESC LIMIT 1001

-- name: insert_clock
INSERT INTO promise_clocks (ticket_id, kind, policy_id, policy, target_seconds, calendar_id, calendar, started_at, pauses, due_at, warn_at,
  warned_at, broken_at, ended_at, ending, brand_id, severity, tier, channel, team_id, agent_id, cap_due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) RETURNING id

-- What held when it broke stays: the old value of broken_at is read.
-- name: save_clock
UPDATE promise_clocks SET policy_id = $2, policy = $3, target_seconds = $4, calendar_id = $5, calendar = $6, pauses = $7, due_at = $8,
  warn_at = $9, warned_at = $10, broken_at = $11, ended_at = $12, ending = $13, started_at = $14, brand_id = $15,
  severity = CASE WHEN broken_at IS NULL THEN $16 ELSE severity END, tier = CASE WHEN broken_at IS NULL THEN $17 ELSE tier END, channel = $18,
  team_id = CASE WHEN broken_at IS NULL THEN $19 ELSE team_id END, agent_id = CASE WHEN broken_at IS NULL THEN $20 ELSE agent_id END,
  cap_due_at = $21 WHERE id = $1

-- name: move_open_clocks
UPDATE promise_clocks SET ticket_id = $2 WHERE ticket_id = $1 AND ended_at IS NULL

-- name: find_facts
SELECT t.id, t.brand_id, t.severity, t.category, s.tier, t.channel, t.customer_id, COALESCE(c.locale, 'en') AS language, t.status, t.merged_into,
  t.unanswered_since, t.next_report_at, t.owed_since, t.created_at, t.promise_kind, t.promise_due_at, t.promise_half_at, t.promise_most_at,
  t.promise_late_at, t.team_id, t.assignee_id
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN services s ON s.id = t.service_id WHERE t.id = $1

-- name: list_tickets_at_work
SELECT DISTINCT ticket_id FROM promise_clocks WHERE ended_at IS NULL AND ticket_id > $1 ORDER BY ticket_id LIMIT 50

-- name: list_policies
SELECT id, name, position, conditions, targets, calendar_id, pause_while_waiting, floor, active, created_at
FROM promise_policies ORDER BY floor, position, id LIMIT 1000

-- name: find_policy
SELECT id, name, position, conditions, targets, calendar_id, pause_while_waiting, floor, active, created_at FROM promise_policies WHERE id = $1

-- name: find_next_position
SELECT COALESCE(MAX(position), 0) + 1 FROM promise_policies WHERE floor = 0

-- What stands at a place and below it moves down.
-- name: make_room
UPDATE promise_policies SET position = position + 1 WHERE floor = 0 AND position >= $1

-- name: insert_policy
INSERT INTO promise_policies (name, position, conditions, targets, calendar_id, pause_while_waiting, floor, active, created_at)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8) RETURNING id

-- name: change_policy
UPDATE promise_policies SET name = $2, position = $3, conditions = $4, targets = $5, calendar_id = $6, pause_while_waiting = $7, active = $8
WHERE id = $1

-- name: delete_policy
DELETE FROM promise_policies WHERE id = $1 AND floor = 0

-- name: list_calendars
SELECT id, name, time_zone, spans, holidays, created_at FROM promise_calendars ORDER BY name, id LIMIT 500

-- name: find_calendar
SELECT id, name, time_zone, spans, holidays, created_at FROM promise_calendars WHERE id = $1

-- name: insert_calendar
INSERT INTO promise_calendars (name, time_zone, spans, holidays, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_calendar
UPDATE promise_calendars SET name = $2, time_zone = $3, spans = $4, holidays = $5 WHERE id = $1

-- name: delete_calendar
DELETE FROM promise_calendars WHERE id = $1

-- name: count_policies_of_calendar
SELECT count(*) FROM promise_policies WHERE calendar_id = $1

-- name: find_cap
SELECT cap_seconds FROM promise_settings WHERE id = 1

-- name: save_cap
UPDATE promise_settings SET cap_seconds = $1 WHERE id = 1

-- name: find_arranged
SELECT arranged FROM promise_settings WHERE id = 1

-- name: save_arranged
UPDATE promise_settings SET arranged = $1 WHERE id = 1

-- name: claim_marking
UPDATE promise_settings SET marked = 1 WHERE id = 1 AND marked = 0

-- name: find_watched
SELECT watched_at FROM promise_settings WHERE id = 1

-- name: save_watched
UPDATE promise_settings SET watched_at = $1 WHERE id = 1

-- Whose wait has come to a stage that was not told yet; of another wait than the one that was told of, none was. Across all brands.
-- name: list_over
SELECT t.id, t.brand_id, t.subject, t.assignee_id, COALESCE(c.name, '') AS contact_name, t.owed_since,
  CASE WHEN s.owed_since = t.owed_since THEN s.stage ELSE 'none' END AS stage
FROM tickets t LEFT JOIN promise_stages s ON s.ticket_id = t.id LEFT JOIN contacts c ON c.id = t.contact_id
WHERE t.owed_since <= $1 AND t.owed_since IS NOT NULL
  AND (s.ticket_id IS NULL OR s.owed_since <> t.owed_since OR (t.owed_since <= $3 AND s.stage <> 'reached')
    OR (t.owed_since <= $2 AND s.stage = 'warned'))
ORDER BY t.owed_since, t.id LIMIT 100

-- name: find_next_owed
SELECT MIN(owed_since) FROM tickets WHERE owed_since > $1

-- name: save_stage
INSERT INTO promise_stages (ticket_id, owed_since, stage) VALUES ($1, $2, $3)
ON CONFLICT (ticket_id) DO UPDATE SET owed_since = excluded.owed_since, stage = excluded.stage

-- name: find_stage
SELECT stage FROM promise_stages WHERE ticket_id = $1 AND owed_since = $2

-- Who works on it, and who has the role; of those who see the brand.
-- name: list_listeners @sqlite
SELECT a.email, a.name, a.locale FROM agents a JOIN roles r ON r.id = a.role_id
WHERE a.active = 1 AND (a.id = $1 OR r.key = $2) AND (a.brands = '[]' OR $3 IN (SELECT value FROM json_each(a.brands)))
ORDER BY a.id LIMIT 50
-- name: list_listeners @postgres
SELECT a.email, a.name, a.locale FROM agents a JOIN roles r ON r.id = a.role_id
WHERE a.active = 1 AND (a.id = $1 OR r.key = $2)
  AND (a.brands = '[]' OR $3 IN (SELECT value::bigint FROM json_array_elements_text(a.brands::json)))
ORDER BY a.id LIMIT 50

-- name: find_oldest_owed
SELECT owed_since FROM tickets WHERE owed_since IS NOT NULL ORDER BY owed_since LIMIT 1

-- name: count_owed_before
SELECT count(*) FROM tickets WHERE owed_since <= $1 AND owed_since IS NOT NULL
