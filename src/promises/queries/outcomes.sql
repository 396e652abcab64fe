-- What became of promises that were due in a time, by what they are grouped by. Hours are told as quarters of hours since 1970: zones
-- differ by no less. It says of the table what the view says: through the view it would take three times as long.
-- name: count_outcomes
SELECT CASE $3 WHEN 'severity' THEN o.severity WHEN 'tier' THEN o.tier WHEN 'channel' THEN o.channel
    WHEN 'team' THEN CAST(o.team_id AS TEXT) WHEN 'brand' THEN CAST(o.brand_id AS TEXT) WHEN 'agent' THEN CAST(o.agent_id AS TEXT)
    ELSE CAST(o.due_at / 900000 AS TEXT) END AS key,
  o.kind, COUNT(*) AS due, SUM(CASE WHEN o.ending = 'kept' THEN 1 ELSE 0 END) AS kept, SUM(CASE WHEN o.ending = 'late' THEN 1 ELSE 0 END) AS late,
  SUM(CASE WHEN o.ended_at IS NULL THEN 1 ELSE 0 END) AS owed
FROM promise_clocks o
WHERE o.due_at >= $1 AND o.due_at < $2 AND o.due_at IS NOT NULL AND (o.ending = 'kept' OR o.broken_at IS NOT NULL) /*parts*/
GROUP BY 1, 2 LIMIT 500000

-- name: count_cap_outcomes
SELECT CASE $3 WHEN 'severity' THEN o.severity WHEN 'tier' THEN o.tier WHEN 'channel' THEN o.channel
    WHEN 'team' THEN CAST(o.team_id AS TEXT) WHEN 'brand' THEN CAST(o.brand_id AS TEXT) WHEN 'agent' THEN CAST(o.agent_id AS TEXT)
    ELSE CAST(o.cap_due_at / 900000 AS TEXT) END AS key,
  'cap' AS kind, COUNT(*) AS due, SUM(CASE WHEN o.ended_at <= o.cap_due_at THEN 1 ELSE 0 END) AS kept,
  SUM(CASE WHEN o.ended_at > o.cap_due_at AND o.ending <> 'dropped' THEN 1 ELSE 0 END) AS late,
  SUM(CASE WHEN o.ended_at IS NULL THEN 1 ELSE 0 END) AS owed
FROM promise_clocks o
WHERE o.cap_due_at >= $1 AND o.cap_due_at < $2 AND o.cap_due_at IS NOT NULL
  AND (CASE WHEN o.ended_at IS NULL THEN o.cap_due_at <= $4 ELSE o.ending <> 'dropped' OR o.ended_at > o.cap_due_at END) /*parts*/
GROUP BY 1, 2 LIMIT 500000

-- How late what was given late, newest first.
-- name: list_late
SELECT CASE $3 WHEN 'severity' THEN o.severity WHEN 'tier' THEN o.tier WHEN 'channel' THEN o.channel
    WHEN 'team' THEN CAST(o.team_id AS TEXT) WHEN 'brand' THEN CAST(o.brand_id AS TEXT) WHEN 'agent' THEN CAST(o.agent_id AS TEXT)
    ELSE CAST(o.due_at / 900000 AS TEXT) END AS key,
  o.kind, o.ended_at - o.due_at AS late
FROM promise_outcomes o WHERE o.due_at >= $1 AND o.due_at < $2 AND o.outcome = 'late' /*parts*/
ORDER BY o.due_at DESC LIMIT 100000

-- name: list_outcomes
-- bounded: by its order
SELECT o.id, o.ticket_id, t.subject, COALESCE(c.name, '') AS contact, o.kind, o.outcome, o.started_at, o.due_at, o.ended_at, o.severity, o.tier,
  COALESCE(a.name, '') AS agent
FROM promise_outcomes o JOIN tickets t ON t.id = o.ticket_id LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN agents a ON a.id = o.agent_id
WHERE o.due_at >= $1 AND o.due_at < $2 AND (o.outcome <> 'owed' OR o.due_at <= $3) /*parts*/ /*order*/

-- part: newest_51
ORDER BY o.due_at DESC, o.id DESC, o.kind DESC LIMIT 51

-- A clock and the cap over it have one id.
-- part: outcomes_after
AND (o.due_at, o.id, o.kind) < ($1, $2, $3)

-- part: of_kind
AND o.kind = $1

-- part: that_were_kept
AND o.outcome = 'kept'

-- part: that_were_broken
AND o.outcome <> 'kept'

-- part: of_severity
AND o.severity = $1

-- part: of_tier
AND o.tier = $1

-- part: of_no_tier
AND o.tier IS NULL

-- part: of_channel
AND o.channel = $1

-- part: of_brand
AND o.brand_id = $1

-- part: of_team
AND o.team_id = $1

-- part: of_no_team
AND o.team_id IS NULL

-- part: of_agent
AND o.agent_id = $1

-- part: of_no_agent
AND o.agent_id IS NULL

-- part: in_quarters @sqlite
AND o.due_at / 900000 IN (SELECT value FROM json_each($1))
-- part: in_quarters @postgres
AND o.due_at / 900000 = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint))

-- part: outcomes_in_brands @sqlite
AND o.brand_id IN (SELECT value FROM json_each($1))
-- part: outcomes_in_brands @postgres
AND o.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- How long what was given took, by the wall clock.
-- name: list_paces
SELECT o.tier, o.kind, o.ending, o.ended_at - o.started_at AS took
FROM promise_clocks o
WHERE o.due_at >= $1 AND o.due_at < $2 AND o.due_at IS NOT NULL AND (o.ending = 'kept' OR o.broken_at IS NOT NULL)
  AND o.kind IN ('first_response', 'resolution') /*parts*/
ORDER BY o.due_at DESC LIMIT 200000

-- name: list_agent_names
SELECT id, name FROM agents ORDER BY id LIMIT 20000

-- name: list_brand_names
SELECT id, name FROM brands ORDER BY id LIMIT 1000
