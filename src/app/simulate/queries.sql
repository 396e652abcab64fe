-- name: find_owed_at
SELECT owed_at FROM tickets WHERE id = $1

-- All promises that ran, in the order of their making.
-- name: list_clocks
SELECT id, ticket_id, kind, started_at, due_at, broken_at, ended_at, ending FROM promise_clocks WHERE id > $1 ORDER BY id LIMIT 20000

-- name: count_entries
-- bounded: one row for each type of entry
SELECT type, count(*) AS entries FROM trail_entries GROUP BY type ORDER BY type

-- name: list_told_at_cap
SELECT sequence, at, payload FROM trail_entries WHERE type = 'promises.cap_reached' AND sequence > $1 ORDER BY sequence LIMIT 1000

-- name: count_dead_jobs
SELECT count(*) FROM jobs WHERE state = 'dead'

-- name: count_open
SELECT count(*) FROM tickets WHERE is_open = 1
