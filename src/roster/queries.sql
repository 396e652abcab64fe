-- name: list_skills
SELECT id, name FROM roster_skills ORDER BY name, id LIMIT 1000

-- name: find_skill
SELECT id, name FROM roster_skills WHERE id = $1

-- name: insert_skill
INSERT INTO roster_skills (name, created_at) VALUES ($1, $2) RETURNING id

-- name: change_skill
UPDATE roster_skills SET name = $2 WHERE id = $1

-- name: delete_skill
DELETE FROM roster_skills WHERE id = $1

-- name: list_means
SELECT a.id AS agent_id, a.name, a.languages, a.brands, COALESCE(p.presence, 'offline') AS presence, p.seen_at AS last_seen_at,
  COALESCE(c.email, 10) AS email, COALESCE(c.portal, 10) AS portal, COALESCE(c.chat, 3) AS chat, COALESCE(c.phone, 1) AS phone
FROM agents a LEFT JOIN roster_presence p ON p.agent_id = a.id LEFT JOIN roster_capacities c ON c.agent_id = a.id
WHERE a.active = 1 /*parts*/
ORDER BY a.id LIMIT 5000

-- Of one agent, without a list that is taken apart in every run.
-- name: find_means
SELECT a.id AS agent_id, a.name, a.languages, a.brands, COALESCE(p.presence, 'offline') AS presence, p.seen_at AS last_seen_at,
  COALESCE(c.email, 10) AS email, COALESCE(c.portal, 10) AS portal, COALESCE(c.chat, 3) AS chat, COALESCE(c.phone, 1) AS phone
FROM agents a LEFT JOIN roster_presence p ON p.agent_id = a.id LEFT JOIN roster_capacities c ON c.agent_id = a.id
WHERE a.active = 1 AND a.id = $1 LIMIT 1

-- name: list_skills_of_agent
SELECT agent_id, skill_id, level FROM roster_agent_skills WHERE agent_id = $1 ORDER BY skill_id LIMIT 500

-- name: list_agent_skills
SELECT s.agent_id, s.skill_id, s.level FROM roster_agent_skills s JOIN agents a ON a.id = s.agent_id
WHERE a.active = 1 /*parts*/
ORDER BY s.agent_id, s.skill_id LIMIT 50000

-- part: of_agents @sqlite
AND a.id IN (SELECT value FROM json_each($1))
-- part: of_agents @postgres
AND a.id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: list_agents_on_leave
SELECT DISTINCT agent_id FROM roster_leaves WHERE from_at <= $1 AND to_at > $1 ORDER BY agent_id LIMIT 5000

-- name: clear_agent_skills
DELETE FROM roster_agent_skills WHERE agent_id = $1

-- name: insert_agent_skill
INSERT INTO roster_agent_skills (agent_id, skill_id, level) VALUES ($1, $2, $3)

-- name: save_capacities
INSERT INTO roster_capacities (agent_id, email, portal, chat, phone) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agent_id) DO UPDATE SET email = excluded.email, portal = excluded.portal, chat = excluded.chat, phone = excluded.phone

-- name: find_presence
SELECT agent_id, chosen, presence, seen_at, changed_at FROM roster_presence WHERE agent_id = $1

-- name: save_presence
INSERT INTO roster_presence (agent_id, chosen, presence, seen_at, changed_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agent_id) DO UPDATE SET chosen = excluded.chosen, presence = excluded.presence, seen_at = excluded.seen_at,
  changed_at = excluded.changed_at

-- name: list_rosters
SELECT r.id, r.name, r.team_id, r.requirements, r.rest_hours, r.week_hours, r.created_at, r.ended_at FROM rosters r WHERE r.ended_at IS NULL ORDER BY r.name, r.id LIMIT 500

-- name: find_roster
SELECT r.id, r.name, r.team_id, r.requirements, r.rest_hours, r.week_hours, r.created_at, r.ended_at FROM rosters r WHERE r.id = $1

-- name: list_roster_ids_of_team
SELECT id FROM rosters WHERE team_id = $1 AND ended_at IS NULL ORDER BY id LIMIT 500

-- name: insert_roster
INSERT INTO rosters (name, team_id, requirements, rest_hours, week_hours, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id

-- name: change_roster
UPDATE rosters SET name = $2, team_id = $3, requirements = $4, rest_hours = $5, week_hours = $6 WHERE id = $1

-- name: end_roster
UPDATE rosters SET ended_at = $2 WHERE id = $1

-- name: find_newest_plan
SELECT from_at, time_zone, layers FROM roster_plans WHERE roster_id = $1 ORDER BY from_at DESC LIMIT 1

-- name: delete_plans_from
DELETE FROM roster_plans WHERE roster_id = $1 AND from_at >= $2

-- name: insert_plan
INSERT INTO roster_plans (roster_id, from_at, time_zone, layers) VALUES ($1, $2, $3, $4)

-- The one that holds at the beginning, and those that begin until the end.
-- name: list_plans_between
SELECT from_at, time_zone, layers FROM roster_plans
WHERE roster_id = $1 AND from_at < $3
  AND from_at >= COALESCE((SELECT MAX(p.from_at) FROM roster_plans p WHERE p.roster_id = $1 AND p.from_at <= $2), 0)
ORDER BY from_at LIMIT 500

-- name: list_overrides_between
SELECT id, agent_id, kind, instead_of, from_at, to_at, note FROM roster_overrides
WHERE roster_id = $1 AND to_at > $2 AND from_at < $3 ORDER BY id LIMIT 5000

-- name: find_override
SELECT id, agent_id, kind, instead_of, from_at, to_at, note FROM roster_overrides WHERE id = $1 AND roster_id = $2

-- name: insert_override
INSERT INTO roster_overrides (roster_id, agent_id, kind, instead_of, from_at, to_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: change_override
UPDATE roster_overrides SET agent_id = $2, kind = $3, instead_of = $4, from_at = $5, to_at = $6, note = $7 WHERE id = $1

-- name: delete_override
DELETE FROM roster_overrides WHERE id = $1

-- name: list_absences_between
SELECT agent_id, from_at, to_at FROM roster_leaves WHERE to_at > $1 AND from_at < $2 ORDER BY id LIMIT 20000

-- name: list_leaves_between
SELECT id, agent_id, kind, from_at, to_at, note FROM roster_leaves
WHERE to_at > $1 AND from_at < $2 AND kind <> 'left' ORDER BY from_at, id LIMIT 5000

-- name: find_leave
SELECT id, agent_id, kind, from_at, to_at, note FROM roster_leaves WHERE id = $1

-- name: insert_leave
INSERT INTO roster_leaves (agent_id, kind, from_at, to_at, note) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: end_leave
UPDATE roster_leaves SET to_at = $2 WHERE id = $1

-- name: delete_leave
DELETE FROM roster_leaves WHERE id = $1

-- name: list_open_departures
SELECT id, agent_id, kind, from_at, to_at, note FROM roster_leaves WHERE agent_id = $1 AND kind = 'left' AND to_at > $2 ORDER BY id LIMIT 10

-- name: insert_swap
INSERT INTO roster_swaps (roster_id, from_agent, to_agent, from_at, to_at, return_from_at, return_to_at, state, note, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id

-- name: find_swap
SELECT s.id, s.roster_id, s.from_agent, s.to_agent, s.from_at, s.to_at, s.return_from_at, s.return_to_at, s.state, s.note, s.created_at
FROM roster_swaps s WHERE s.id = $1

-- Those that are still to come, with what became of them.
-- name: list_swaps
SELECT s.id, s.roster_id, s.from_agent, s.to_agent, s.from_at, s.to_at, s.return_from_at, s.return_to_at, s.state, s.note, s.created_at
FROM roster_swaps s WHERE s.to_at > $1 ORDER BY s.from_at, s.id LIMIT 500

-- name: decide_swap
UPDATE roster_swaps SET state = $2 WHERE id = $1

-- name: save_feed
INSERT INTO roster_feeds (agent_id, token_hash, created_at) VALUES ($1, $2, $3)
ON CONFLICT (agent_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at

-- name: delete_feed
DELETE FROM roster_feeds WHERE agent_id = $1

-- name: find_feed
SELECT created_at FROM roster_feeds WHERE agent_id = $1

-- name: find_agent_of_feed
SELECT f.agent_id FROM roster_feeds f JOIN agents a ON a.id = f.agent_id WHERE f.token_hash = $1 AND a.active = 1

-- What burns, what those on duty work on, and what was promised for the next hours.
-- name: list_tickets_to_hand_over @sqlite
SELECT t.id, t.subject, t.severity, t.status, t.assignee_id, t.promise_kind, t.promise_due_at, t.next_report_at,
  COALESCE((SELECT SUBSTR(m.body_text, 1, 400) FROM messages m
    WHERE m.ticket_id = t.id AND m.kind = 'note' AND m.state = 'sent' ORDER BY m.id DESC LIMIT 1), '') AS last_note
FROM tickets t
WHERE t.is_open = 1 AND (t.severity = 'critical' OR t.promise_due_at <= $1 OR t.next_report_at <= $1
  OR t.assignee_id IN (SELECT value FROM json_each($2))) /*parts*/
ORDER BY CASE WHEN t.severity = 'critical' THEN 0 ELSE 1 END, COALESCE(t.promise_due_at, t.owed_at), t.id LIMIT 200
-- name: list_tickets_to_hand_over @postgres
SELECT t.id, t.subject, t.severity, t.status, t.assignee_id, t.promise_kind, t.promise_due_at, t.next_report_at,
  COALESCE((SELECT SUBSTR(m.body_text, 1, 400) FROM messages m
    WHERE m.ticket_id = t.id AND m.kind = 'note' AND m.state = 'sent' ORDER BY m.id DESC LIMIT 1), '') AS last_note
FROM tickets t
WHERE t.is_open = 1 AND (t.severity = 'critical' OR t.promise_due_at <= $1 OR t.next_report_at <= $1
  OR t.assignee_id IN (SELECT value::bigint FROM json_array_elements_text($2::json))) /*parts*/
ORDER BY CASE WHEN t.severity = 'critical' THEN 0 ELSE 1 END, COALESCE(t.promise_due_at, t.owed_at), t.id LIMIT 200

-- part: in_brands @sqlite
AND t.brand_id IN (SELECT value FROM json_each($1))
-- part: in_brands @postgres
AND t.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- How many tickets came in each hour of UTC, by channel.
-- name: list_arrivals
SELECT t.created_at / 3600000 AS hour, t.channel, COUNT(*) AS tickets FROM tickets t
WHERE t.created_at >= $1 AND t.created_at < $2 AND t.merged_into IS NULL /*parts*/
GROUP BY t.created_at / 3600000, t.channel LIMIT 50000

-- part: of_team
AND t.team_id = $1

-- name: insert_hand_over
INSERT INTO roster_hand_overs (roster_id, giver_id, taker_id, note, tickets, given_at) VALUES ($1, $2, NULL, $3, $4, $5) RETURNING id

-- name: find_hand_over
SELECT id, roster_id, giver_id, taker_id, note, tickets, given_at, taken_at FROM roster_hand_overs WHERE id = $1 AND roster_id = $2

-- name: list_hand_overs
SELECT id, roster_id, giver_id, taker_id, note, tickets, given_at, taken_at FROM roster_hand_overs
WHERE roster_id = $1 ORDER BY id DESC LIMIT 20

-- name: take_hand_over
UPDATE roster_hand_overs SET taker_id = $2, taken_at = $3 WHERE id = $1
