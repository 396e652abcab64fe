-- How far promises have run, by team: by an index that has nothing but what half is gone of.
-- name: count_marks
SELECT t.team_id, SUM(CASE WHEN t.promise_late_at <= $1 THEN 1 ELSE 0 END) AS broken,
  SUM(CASE WHEN t.promise_most_at <= $1 AND t.promise_late_at > $1 THEN 1 ELSE 0 END) AS three_quarters,
  SUM(CASE WHEN t.promise_most_at > $1 THEN 1 ELSE 0 END) AS half
FROM tickets t WHERE t.promise_half_at <= $1 AND t.promise_half_at IS NOT NULL /*parts*/
GROUP BY t.team_id LIMIT 1000

-- name: count_unattended
SELECT t.team_id, COUNT(*) AS tickets FROM tickets t WHERE t.owed_since <= $1 AND t.owed_since IS NOT NULL /*parts*/
GROUP BY t.team_id LIMIT 1000

-- name: count_unassigned
SELECT t.team_id, COUNT(*) AS tickets FROM tickets t WHERE t.is_open = 1 AND t.assignee_id IS NULL AND t.queue = 'open' /*parts*/
GROUP BY t.team_id LIMIT 1000

-- name: list_board_tickets
-- bounded: by its order
SELECT t.id, t.subject, t.severity, t.channel, t.team_id, COALESCE(te.name, '') AS team, t.assignee_id,
  COALESCE(a.name, '') AS assignee, COALESCE(c.name, '') AS contact, COALESCE(cu.name, '') AS customer, t.owed_since, t.promise_late_at, t.created_at
FROM tickets t LEFT JOIN teams te ON te.id = t.team_id LEFT JOIN agents a ON a.id = t.assignee_id
LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN customers cu ON cu.id = t.customer_id
WHERE TRUE /*parts*/ /*order*/

-- part: at_risk
AND t.promise_half_at <= $1 AND t.promise_half_at IS NOT NULL AND t.promise_late_at > $1

-- part: broken
AND t.promise_half_at <= $1 AND t.promise_half_at IS NOT NULL AND t.promise_late_at <= $1

-- part: unattended
AND t.owed_since <= $1 AND t.owed_since IS NOT NULL

-- part: unassigned
AND t.is_open = 1 AND t.assignee_id IS NULL AND t.queue = 'open'

-- part: by_late
ORDER BY t.promise_late_at, t.id LIMIT 12

-- part: by_wait
ORDER BY t.owed_since, t.id LIMIT 12

-- part: by_owed
ORDER BY t.owed_at, t.id LIMIT 12

-- part: in_team
AND t.team_id = $1

-- part: in_brands @sqlite
AND t.brand_id IN (SELECT value FROM json_each($1))
-- part: in_brands @postgres
AND t.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: list_loads
SELECT t.assignee_id AS agent_id, t.channel, COUNT(*) AS tickets FROM tickets t
WHERE t.is_open = 1 AND t.assignee_id IS NOT NULL AND t.queue = 'open' /*parts*/
GROUP BY t.assignee_id, t.channel LIMIT 20000

-- What each agent owes soonest.
-- name: list_soonest
SELECT o.agent_id, o.ticket_id, o.subject, o.due_at FROM (
  SELECT t.assignee_id AS agent_id, t.id AS ticket_id, t.subject, t.promise_due_at AS due_at,
    ROW_NUMBER() OVER (PARTITION BY t.assignee_id ORDER BY t.promise_due_at, t.id) AS place
  FROM tickets t WHERE t.is_open = 1 AND t.assignee_id IS NOT NULL AND t.promise_due_at IS NOT NULL AND t.queue = 'open' /*parts*/
) o WHERE o.place = 1 LIMIT 5000

-- name: list_teams
SELECT id, name FROM teams ORDER BY name, id LIMIT 1000

-- name: list_memberships
SELECT agent_id, team_id FROM team_members ORDER BY agent_id, team_id LIMIT 20000
