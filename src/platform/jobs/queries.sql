-- name: enqueue
INSERT INTO jobs (kind, unique_key, payload, brand_id, run_at, lane) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (kind, unique_key) WHERE unique_key <> '' AND state <> 'dead'
DO UPDATE SET payload = excluded.payload, brand_id = excluded.brand_id, run_at = excluded.run_at, lane = excluded.lane, attempts = 0,
  last_error = '', version = jobs.version + 1

-- name: cancel
DELETE FROM jobs WHERE kind = $1 AND unique_key = $2 AND unique_key <> '' AND state <> 'dead'

-- In two statements where nobody else can come in between: for RETURNING SQLite makes a table in every run. Names of kinds have no
-- quotes, so that the list, which is JSON, needs not be parsed.
-- name: find_due @sqlite
SELECT id, kind, unique_key, payload, brand_id, run_at, attempts + 1 AS attempts, last_error, claim + 1 AS claim, version
FROM jobs WHERE state = 'waiting' AND lane = $3 AND run_at <= $1 AND instr($2, '"' || kind || '"') > 0 ORDER BY run_at, id LIMIT 1

-- name: find_due @postgres
SELECT id, kind, unique_key, payload, brand_id, run_at, attempts + 1 AS attempts, last_error, claim + 1 AS claim, version
FROM jobs WHERE state = 'waiting' AND lane = $3 AND run_at <= $1 AND kind = ANY (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb)))
ORDER BY run_at, id LIMIT 1

-- name: take_job
UPDATE jobs SET state = 'running', attempts = $2, claim = $3, node = $4, lease_until = $5 WHERE id = $1

-- name: claim_due @sqlite
UPDATE jobs SET state = 'running', attempts = attempts + 1, claim = claim + 1, node = $2, lease_until = $3
WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' AND lane = $5 AND run_at <= $1 AND instr($4, '"' || kind || '"') > 0
            ORDER BY run_at, id LIMIT 1)
RETURNING id, kind, unique_key, payload, brand_id, run_at, attempts, last_error, claim, version

-- name: claim_due @postgres
UPDATE jobs SET state = 'running', attempts = attempts + 1, claim = claim + 1, node = $2, lease_until = $3
WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' AND lane = $5 AND run_at <= $1
              AND kind = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))
            ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, kind, unique_key, payload, brand_id, run_at, attempts, last_error, claim, version

-- name: find_head @sqlite
SELECT run_at, id FROM jobs WHERE state = 'waiting' AND lane = $2 AND instr($1, '"' || kind || '"') > 0 ORDER BY run_at, id LIMIT 1

-- name: find_head @postgres
SELECT run_at, id FROM jobs WHERE state = 'waiting' AND lane = $2 AND kind = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)))
ORDER BY run_at, id LIMIT 1

-- What was enqueued by a version that ran its kind in the other lane, or by one without lanes.
-- name: settle_lane @sqlite
UPDATE jobs SET lane = $1 WHERE state = 'waiting' AND lane = $2 AND instr($3, '"' || kind || '"') > 0

-- name: settle_lane @postgres
UPDATE jobs SET lane = $1 WHERE state = 'waiting' AND lane = $2 AND kind = ANY (ARRAY(SELECT jsonb_array_elements_text($3::text::jsonb)))

-- name: find_next_lease_end
SELECT lease_until FROM jobs WHERE state = 'running' ORDER BY lease_until LIMIT 1

-- name: release_expired
UPDATE jobs SET state = 'waiting', last_error = 'the node that ran it went away' WHERE state = 'running' AND lease_until <= $1

-- name: release_node
UPDATE jobs SET state = 'waiting', last_error = 'the node that ran it was started again' WHERE state = 'running' AND node = $1

-- name: release_lost @sqlite
UPDATE jobs SET state = 'waiting', last_error = 'nobody knew that it was claimed'
WHERE state = 'running' AND node = $1 AND id NOT IN (SELECT value FROM json_each($2))

-- name: release_lost @postgres
UPDATE jobs SET state = 'waiting', last_error = 'nobody knew that it was claimed'
WHERE state = 'running' AND node = $1 AND id <> ALL (ARRAY(SELECT jsonb_array_elements_text($2::text::jsonb)::bigint))

-- Running, said so that PostgreSQL does not take the index of the leases for it, which is what it would begin with while there are
-- few jobs.
-- name: renew
UPDATE jobs SET lease_until = $3 WHERE id = $1 AND claim = $2 AND state NOT IN ('waiting', 'dead')

-- name: delete_done
DELETE FROM jobs WHERE id = $1 AND claim = $2 AND version = $3

-- name: put_back
UPDATE jobs SET state = $4, run_at = $5, last_error = $6 WHERE id = $1 AND claim = $2 AND version = $3

-- name: put_back_moved
UPDATE jobs SET state = 'waiting' WHERE id = $1 AND claim = $2 AND state NOT IN ('waiting', 'dead')

-- name: list_counts
SELECT kind, sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS waiting, sum(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS running,
  sum(CASE WHEN state = 'dead' THEN 1 ELSE 0 END) AS dead, min(CASE WHEN state = 'waiting' THEN run_at END) AS oldest_due
FROM jobs GROUP BY kind ORDER BY kind LIMIT 1000

-- name: list_dead
SELECT id, kind, unique_key, payload, brand_id, run_at, attempts, last_error FROM jobs
WHERE state = 'dead' AND id > $1 ORDER BY id LIMIT $2

-- name: delete_superseded
DELETE FROM jobs WHERE id = $1 AND state = 'dead' AND unique_key <> ''
  AND EXISTS (SELECT 1 FROM jobs o WHERE o.kind = jobs.kind AND o.unique_key = jobs.unique_key AND o.unique_key <> '' AND o.state <> 'dead')

-- name: revive
UPDATE jobs SET state = 'waiting', run_at = $2, attempts = 0, version = version + 1 WHERE id = $1 AND state = 'dead'

-- name: discard
DELETE FROM jobs WHERE id = $1 AND state = 'dead'
