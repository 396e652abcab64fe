-- name: list_rules
SELECT id, team_id, brand_id, rule, give_back_minutes, active, created_at FROM routing_rules ORDER BY id LIMIT 500

-- name: find_rule
SELECT id, team_id, brand_id, rule, give_back_minutes, active, created_at FROM routing_rules WHERE id = $1

-- name: insert_rule
INSERT INTO routing_rules (team_id, brand_id, rule, give_back_minutes, active, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id

-- name: change_rule
UPDATE routing_rules SET rule = $2, give_back_minutes = $3, active = $4 WHERE id = $1

-- name: delete_rule
DELETE FROM routing_rules WHERE id = $1

-- name: find_give_back_minutes
SELECT MIN(give_back_minutes) FROM routing_rules WHERE active = 1 AND give_back_minutes > 0

-- name: list_needs
SELECT category, skill_id, level FROM routing_needs ORDER BY category LIMIT 200

-- name: delete_needs
DELETE FROM routing_needs

-- name: insert_need
INSERT INTO routing_needs (category, skill_id, level) VALUES ($1, $2, $3)

-- The agent who last answered on the ticket, or else whoever had the contact's ticket before it, is acquainted.
-- name: find_facts
SELECT t.id, t.brand_id, t.subject, t.category, t.channel, t.status, CASE WHEN t.queue = 'open' THEN 1 ELSE 0 END AS open,
  CASE WHEN t.queue = 'on_hold' THEN 1 ELSE 0 END AS on_hold, t.assignee_id,
  COALESCE(
    (SELECT m.by_id FROM messages m WHERE m.ticket_id = t.id AND m.by_kind = 'agent' AND m.kind <> 'note' ORDER BY m.id DESC LIMIT 1),
    (SELECT o.assignee_id FROM tickets o WHERE o.contact_id = t.contact_id AND o.id < t.id AND o.assignee_id IS NOT NULL ORDER BY o.id DESC
      LIMIT 1)) AS acquainted_id,
  t.team_id, COALESCE(c.locale, 'en') AS language, t.created_at, t.unanswered_since, t.promise_due_at, n.skill_id, COALESCE(n.level, 1) AS level
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN routing_needs n ON n.category = t.category WHERE t.id = $1

-- name: list_team_members
SELECT agent_id FROM team_members WHERE team_id = $1 ORDER BY agent_id LIMIT 500

-- name: count_load
SELECT count(*) FROM tickets WHERE is_open = 1 AND assignee_id = $1 AND queue = 'open'

-- name: find_turn
SELECT given_at, turn, worked_at FROM routing_turns WHERE agent_id = $1

-- name: save_turn
INSERT INTO routing_turns (agent_id, given_at, turn) VALUES ($1, $2, (SELECT COALESCE(MAX(turn), 0) + 1 FROM routing_turns))
ON CONFLICT (agent_id) DO UPDATE SET given_at = excluded.given_at, turn = excluded.turn

-- name: save_work
UPDATE routing_turns SET worked_at = $2 WHERE agent_id = $1

-- What nobody has, soonest owed first, page by page, with what decides who can do it.
-- SQLite would go through what somebody has as well.
-- name: list_waiting_after @sqlite
SELECT t.id, t.brand_id, t.team_id, t.owed_at, COALESCE(c.locale, 'en') AS language, t.created_at, t.unanswered_since, t.promise_due_at, n.skill_id,
  COALESCE(n.level, 1) AS level
FROM tickets t INDEXED BY tickets_open_of_assignee LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN routing_needs n ON n.category = t.category
WHERE t.is_open = 1 AND t.assignee_id IS NULL AND t.queue = 'open' AND (t.owed_at, t.id) > ($1, $2) ORDER BY t.owed_at, t.id LIMIT $3

-- name: list_waiting_after @postgres
SELECT t.id, t.brand_id, t.team_id, t.owed_at, COALESCE(c.locale, 'en') AS language, t.created_at, t.unanswered_since, t.promise_due_at, n.skill_id,
  COALESCE(n.level, 1) AS level
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN routing_needs n ON n.category = t.category
WHERE t.is_open = 1 AND t.assignee_id IS NULL AND t.queue = 'open' AND (t.owed_at, t.id) > ($1, $2) ORDER BY t.owed_at, t.id LIMIT $3

-- Of it what somebody may do who speaks some languages: in another, when hardly any time is left (`widest`), which is decided there. What
-- can't be is not looked at any closer, as it often waits for long. A locale is found within another that begins like it, too; whose it
-- is really is seen where all else is.
-- name: list_waiting_for @sqlite
SELECT t.id, t.brand_id, t.team_id, t.owed_at, COALESCE(c.locale, 'en') AS language, t.created_at, t.unanswered_since, t.promise_due_at, n.skill_id,
  COALESCE(n.level, 1) AS level
FROM tickets t INDEXED BY tickets_open_of_assignee LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN routing_needs n ON n.category = t.category
WHERE t.is_open = 1 AND t.assignee_id IS NULL AND t.queue = 'open' AND (t.owed_at, t.id) > ($1, $2)
  AND (instr($4, COALESCE(c.locale, 'en')) > 0 OR t.promise_due_at <= $5
    OR (t.promise_due_at - $5) * 10 < t.promise_due_at - COALESCE(t.unanswered_since, t.created_at))
ORDER BY t.owed_at, t.id LIMIT $3

-- name: list_waiting_for @postgres
SELECT t.id, t.brand_id, t.team_id, t.owed_at, COALESCE(c.locale, 'en') AS language, t.created_at, t.unanswered_since, t.promise_due_at, n.skill_id,
  COALESCE(n.level, 1) AS level
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN routing_needs n ON n.category = t.category
WHERE t.is_open = 1 AND t.assignee_id IS NULL AND t.queue = 'open' AND (t.owed_at, t.id) > ($1, $2)
  AND (strpos($4, COALESCE(c.locale, 'en')) > 0 OR t.promise_due_at <= $5
    OR (t.promise_due_at - $5) * 10 < t.promise_due_at - COALESCE(t.unanswered_since, t.created_at))
ORDER BY t.owed_at, t.id LIMIT $3

-- What an agent has and has left the customer waiting on.
-- name: list_unanswered_of
SELECT id FROM tickets WHERE is_open = 1 AND assignee_id = $1 AND queue = 'open' AND unanswered_since IS NOT NULL ORDER BY owed_at, id LIMIT 50
