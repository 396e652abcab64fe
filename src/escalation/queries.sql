-- name: find_facts
SELECT id, brand_id, subject, severity, category, status, merged_into, team_id, assignee_id FROM tickets WHERE id = $1

-- name: list_ladders
SELECT id, name, position, conditions, triggers, steps, repeats, repeat_minutes, active, created_at
FROM escalation_ladders ORDER BY position, id LIMIT 500

-- name: find_ladder
SELECT id, name, position, conditions, triggers, steps, repeats, repeat_minutes, active, created_at FROM escalation_ladders WHERE id = $1

-- name: find_next_position
SELECT COALESCE(MAX(position), 0) + 1 FROM escalation_ladders

-- What stands at a place and below it moves down.
-- name: make_room
UPDATE escalation_ladders SET position = position + 1 WHERE position >= $1

-- name: insert_ladder
INSERT INTO escalation_ladders (name, position, conditions, triggers, steps, repeats, repeat_minutes, active, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id

-- name: change_ladder
UPDATE escalation_ladders SET name = $2, position = $3, conditions = $4, triggers = $5, steps = $6, repeats = $7, repeat_minutes = $8,
  active = $9 WHERE id = $1

-- name: delete_ladder
DELETE FROM escalation_ladders WHERE id = $1

-- name: list_agent
SELECT id, name, email, locale, brands FROM agents WHERE id = $1 AND active = 1 LIMIT 1

-- name: list_team
SELECT a.id, a.name, a.email, a.locale, a.brands FROM team_members m JOIN agents a ON a.id = m.agent_id
WHERE m.team_id = $1 AND a.active = 1 ORDER BY a.id LIMIT 100

-- name: list_role
SELECT a.id, a.name, a.email, a.locale, a.brands FROM agents a JOIN roles r ON r.id = a.role_id
WHERE r.key = $1 AND a.active = 1 ORDER BY a.id LIMIT 100

-- name: find_running
SELECT p.id, p.ticket_id, t.brand_id, p.cause_sequence, p.trigger_kind, p.promises, p.ladder, p.steps, p.repeats, p.repeat_minutes,
  p.round, p.step, p.next_at, p.started_at, p.ended_at, p.ending, p.ended_by
FROM escalation_pages p JOIN tickets t ON t.id = p.ticket_id WHERE p.ticket_id = $1 AND p.ended_at IS NULL

-- name: count_running
SELECT count(*) FROM escalation_pages WHERE ticket_id = $1 AND ended_at IS NULL

-- name: find_page
SELECT p.id, p.ticket_id, t.brand_id, p.cause_sequence, p.trigger_kind, p.promises, p.ladder, p.steps, p.repeats, p.repeat_minutes,
  p.round, p.step, p.next_at, p.started_at, p.ended_at, p.ending, p.ended_by
FROM escalation_pages p JOIN tickets t ON t.id = p.ticket_id WHERE p.id = $1

-- name: list_pages_of_ticket
SELECT p.id, p.ticket_id, t.brand_id, p.cause_sequence, p.trigger_kind, p.promises, p.ladder, p.steps, p.repeats, p.repeat_minutes,
  p.round, p.step, p.next_at, p.started_at, p.ended_at, p.ending, p.ended_by
FROM escalation_pages p JOIN tickets t ON t.id = p.ticket_id WHERE p.ticket_id = $1 ORDER BY p.id DESC LIMIT 20

-- Running ones that an agent was shown, the oldest first.
-- name: list_pages_of_agent
SELECT p.id, p.ticket_id, t.brand_id, p.cause_sequence, p.trigger_kind, p.promises, p.ladder, p.steps, p.repeats, p.repeat_minutes,
  p.round, p.step, p.next_at, p.started_at, p.ended_at, p.ending, p.ended_by
FROM escalation_pages p JOIN tickets t ON t.id = p.ticket_id
WHERE p.ended_at IS NULL AND p.id IN (SELECT x.page_id FROM escalation_tells x WHERE x.agent_id = $1 AND x.shown = 1)
ORDER BY p.id LIMIT 50

-- name: count_pages_of_agent
SELECT count(DISTINCT page_id) FROM escalation_tells WHERE agent_id = $1 AND shown = 1

-- Running ones that an agent was told of up to a tell, by whatever means: what a link in a mail is about.
-- name: list_pages_up_to
SELECT p.id, p.ticket_id, t.brand_id, p.cause_sequence, p.trigger_kind, p.promises, p.ladder, p.steps, p.repeats, p.repeat_minutes,
  p.round, p.step, p.next_at, p.started_at, p.ended_at, p.ending, p.ended_by
FROM escalation_pages p JOIN tickets t ON t.id = p.ticket_id
WHERE p.ended_at IS NULL AND p.id IN (SELECT x.page_id FROM escalation_tells x WHERE x.agent_id = $1 AND x.id <= $2)
ORDER BY p.id LIMIT 200

-- name: find_last_cause
SELECT COALESCE(MAX(cause_sequence), 0) FROM escalation_pages WHERE ticket_id = $1

-- name: insert_page
INSERT INTO escalation_pages (ticket_id, cause_sequence, trigger_kind, promises, ladder, steps, repeats, repeat_minutes, round, step, next_at,
  started_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10) RETURNING id

-- name: move_page
UPDATE escalation_pages SET round = $2, step = $3, next_at = $4 WHERE id = $1

-- name: end_page
UPDATE escalation_pages SET ended_at = $2, ending = $3, ended_by = $4, next_at = NULL WHERE id = $1

-- name: clear_screens
UPDATE escalation_tells SET shown = 0, push = 'none' WHERE page_id = $1 AND (shown = 1 OR push <> 'none')

-- name: list_late
SELECT id FROM escalation_pages WHERE next_at <= $1 ORDER BY next_at LIMIT 100

-- name: insert_tell
INSERT INTO escalation_tells (page_id, agent_id, round, step, told_at, shown, mail, push) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING

-- name: list_tells
SELECT x.agent_id, a.name, x.round, x.step, x.told_at, x.shown, x.mail FROM escalation_tells x JOIN agents a ON a.id = x.agent_id
WHERE x.page_id = $1 ORDER BY x.id LIMIT 200

-- name: list_told_agents
SELECT DISTINCT agent_id FROM escalation_tells WHERE page_id = $1 ORDER BY agent_id LIMIT 200

-- name: take_turn
INSERT INTO escalation_turns (agent_id, turn) VALUES ($1, 1) ON CONFLICT (agent_id) DO UPDATE SET turn = escalation_turns.turn + 1

-- name: count_waiting
SELECT count(*) FROM escalation_tells WHERE agent_id = $1 AND mail = 'waiting'

-- Whose page still runs, the newest first.
-- name: list_waiting
SELECT x.id, p.ticket_id, t.brand_id, t.subject, p.trigger_kind FROM escalation_tells x JOIN escalation_pages p ON p.id = x.page_id
  JOIN tickets t ON t.id = p.ticket_id
WHERE x.agent_id = $1 AND x.mail = 'waiting' AND p.ended_at IS NULL ORDER BY x.id DESC LIMIT 2000

-- name: settle_waiting
UPDATE escalation_tells SET mail = 'sent' WHERE agent_id = $1 AND mail = 'waiting'

-- name: find_mailed
SELECT mailed_at FROM escalation_mailed WHERE agent_id = $1

-- name: save_mailed
INSERT INTO escalation_mailed (agent_id, mailed_at) VALUES ($1, $2) ON CONFLICT (agent_id) DO UPDATE SET mailed_at = excluded.mailed_at

-- name: count_push_waiting
SELECT count(*) FROM escalation_tells WHERE agent_id = $1 AND push <> 'none' AND push = 'waiting'

-- What the devices of an agent show: all that runs and was pushed to it, the newest first. `fresh`: not shown yet.
-- name: list_pushed
SELECT MAX(x.id) AS tell_id, p.ticket_id, t.brand_id, t.subject, t.severity, MAX(CASE WHEN x.push = 'waiting' THEN 1 ELSE 0 END) AS fresh
FROM escalation_tells x JOIN escalation_pages p ON p.id = x.page_id JOIN tickets t ON t.id = p.ticket_id
WHERE x.agent_id = $1 AND x.push <> 'none' AND p.ended_at IS NULL
GROUP BY p.ticket_id, t.brand_id, t.subject, t.severity ORDER BY tell_id DESC LIMIT 200

-- name: settle_push
UPDATE escalation_tells SET push = 'sent' WHERE agent_id = $1 AND push <> 'none' AND push = 'waiting'

-- name: find_pushed
SELECT pushed_at FROM escalation_pushed WHERE agent_id = $1

-- name: save_pushed
INSERT INTO escalation_pushed (agent_id, pushed_at) VALUES ($1, $2) ON CONFLICT (agent_id) DO UPDATE SET pushed_at = excluded.pushed_at

-- name: find_watched
SELECT watched_at FROM escalation_watch WHERE id = 1

-- name: save_watched
UPDATE escalation_watch SET watched_at = $1 WHERE id = 1
