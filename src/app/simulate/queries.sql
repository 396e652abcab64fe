-- name: find_owed_at
SELECT owed_at FROM tickets WHERE id = $1

-- All promises that ran, in the order of their making.
-- name: list_clocks
SELECT id, ticket_id, kind, started_at, due_at, broken_at, ended_at, ending FROM promise_clocks WHERE id > $1 ORDER BY id LIMIT 20000

-- All entries in their order, with what was told at the cap.
-- name: list_entries
SELECT sequence, type, at, CASE WHEN type = 'promises.cap_reached' THEN payload ELSE '' END AS payload
FROM trail_entries WHERE sequence > $1 ORDER BY sequence LIMIT 20000

-- name: count_dead_jobs
SELECT count(*) FROM jobs WHERE state = 'dead'

-- name: count_open
SELECT count(*) FROM tickets WHERE is_open = 1

-- What the people of the host hear of: who got which ticket, who is told of a page, and what is promised.
-- name: list_news
SELECT sequence, type, payload FROM trail_entries
WHERE sequence > $1
  AND (type = 'tickets.assigned' OR type = 'escalation.paged' OR type = 'escalation.went_on' OR type = 'promises.started')
ORDER BY sequence LIMIT 1000

-- name: count_running_page
SELECT count(*) FROM escalation_pages WHERE id = $1 AND ended_at IS NULL

-- With the last rung that anybody was told at, and how many were told.
-- name: list_pages
SELECT p.id, p.ending, p.ended_by, p.started_at, p.ended_at,
  COALESCE((SELECT MAX(x.round) FROM escalation_tells x WHERE x.page_id = p.id), 0) AS round,
  COALESCE((SELECT x.step FROM escalation_tells x WHERE x.page_id = p.id ORDER BY x.id DESC LIMIT 1), 0) AS step,
  (SELECT count(*) FROM escalation_tells x WHERE x.page_id = p.id) AS told
FROM escalation_pages p WHERE p.id > $1 ORDER BY p.id LIMIT 20000
