-- name: take_next_in_stream
INSERT INTO trail_heads (stream, stream_sequence) VALUES ($1, 1)
ON CONFLICT (stream) DO UPDATE SET stream_sequence = trail_heads.stream_sequence + 1
RETURNING stream_sequence,
  coalesce((SELECT e.hash FROM trail_entries e
            WHERE e.stream = trail_heads.stream AND e.stream_sequence = trail_heads.stream_sequence - 1), '') AS previous_hash

-- SQLite's one writer needs no lock on a stream, and RETURNING makes it a table of its own in every run.
-- name: find_next_in_stream
SELECT h.stream_sequence + 1 AS stream_sequence, coalesce(e.hash, '') AS previous_hash
FROM trail_heads h LEFT JOIN trail_entries e ON e.stream = h.stream AND e.stream_sequence = h.stream_sequence WHERE h.stream = $1

-- name: insert_head
INSERT INTO trail_heads (stream, stream_sequence) VALUES ($1, 1)

-- name: move_head
UPDATE trail_heads SET stream_sequence = $2 WHERE stream = $1

-- name: insert_entry @sqlite
INSERT INTO trail_entries (stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt, payload_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: insert_entry @postgres
INSERT INTO trail_entries (stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt, payload_hash, hash, "transaction")
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (SELECT base FROM trail_epoch WHERE id = 1) + pg_current_xact_id()::text::bigint)

-- Below what pg_snapshot_xmin gives, which is Reader::horizon(), everything is final.
-- name: list_after @sqlite
SELECT "transaction", sequence, stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt, payload_hash, hash
FROM trail_entries WHERE sequence > $2 AND $1 >= 0 ORDER BY sequence LIMIT $3

-- name: list_after @postgres
SELECT "transaction", sequence, stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt, payload_hash, hash
FROM trail_entries
WHERE ("transaction", sequence) > ($1, $2) AND "transaction" < (SELECT base FROM trail_epoch WHERE id = 1) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
ORDER BY "transaction", sequence LIMIT $3

-- name: list_of_stream
SELECT "transaction", sequence, stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt, payload_hash, hash
FROM trail_entries WHERE stream = $1 AND stream_sequence > $2 ORDER BY stream_sequence LIMIT $3

-- name: list_history
SELECT stream_sequence, type, actor_kind, actor_id, actor_name, at, payload
FROM trail_entries WHERE stream = $1 ORDER BY stream_sequence LIMIT $2

-- name: get_last_final @sqlite
SELECT 0 AS "transaction", coalesce(max(sequence), 0) AS sequence FROM trail_entries

-- name: get_last_final @postgres
SELECT "transaction", sequence FROM trail_entries
WHERE "transaction" < (SELECT base FROM trail_epoch WHERE id = 1) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
ORDER BY "transaction" DESC, sequence DESC LIMIT 1

-- name: get_last_visible @sqlite
SELECT 0 AS "transaction", coalesce(max(sequence), 0) AS sequence FROM trail_entries

-- name: get_last_visible @postgres
SELECT "transaction", sequence FROM trail_entries ORDER BY "transaction" DESC, sequence DESC LIMIT 1

-- name: find_at
SELECT "transaction", sequence, stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt, payload_hash, hash
FROM trail_entries WHERE sequence = $1

-- name: count_after @sqlite
SELECT max(0, coalesce((SELECT max(sequence) FROM trail_entries), 0) - $2) WHERE $1 >= 0

-- name: count_after @postgres
SELECT count(*) FROM (SELECT 1 FROM trail_entries WHERE ("transaction", sequence) > ($1, $2) LIMIT 100000) AS ahead

-- name: erase_payloads
UPDATE trail_entries SET payload = '', actor_name = '', salt = '' WHERE stream = $1 AND payload <> ''

-- name: list_for_verification
SELECT e.stream, e.stream_sequence, e.type, e.actor_kind, e.actor_id, e.actor_name, e.at, e.brand_id, e.payload, e.salt, e.payload_hash, e.hash,
       coalesce(h.stream_sequence, 0) AS head
FROM trail_entries e LEFT JOIN trail_heads h ON h.stream = e.stream
WHERE (e.stream, e.stream_sequence) > ($1, $2) ORDER BY e.stream, e.stream_sequence LIMIT $3

-- name: list_heads_without_entries
SELECT h.stream FROM trail_heads h
WHERE NOT EXISTS (SELECT 1 FROM trail_entries e WHERE e.stream = h.stream) ORDER BY h.stream LIMIT $1

-- name: raise_epoch @sqlite
UPDATE trail_epoch SET base = base WHERE id = 0

-- name: raise_epoch @postgres
UPDATE trail_epoch SET base = (SELECT max("transaction") FROM trail_entries) + 1
WHERE id = 1 AND (SELECT max("transaction") FROM trail_entries) >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint

-- name: add_consumer
INSERT INTO trail_positions (consumer, "transaction", sequence) VALUES ($1, $2, $3) ON CONFLICT (consumer) DO NOTHING

-- name: find_standing
SELECT "transaction", sequence, node, lease_until FROM trail_positions WHERE consumer = $1

-- name: claim_consumer
UPDATE trail_positions SET node = $2, lease_until = $3 WHERE consumer = $1 AND (node = $2 OR lease_until <= $4 OR lease_until > $5)
RETURNING "transaction", sequence

-- Where nobody else can come in between, the lease is written with the position.
-- name: find_free
SELECT "transaction", sequence, CASE WHEN node = $2 AND lease_until > $3 AND lease_until <= $5 THEN 1 ELSE 0 END AS leased
FROM trail_positions WHERE consumer = $1 AND (node = $2 OR lease_until <= $4 OR lease_until > $5)

-- name: move_consumer
UPDATE trail_positions SET "transaction" = $2, sequence = $3 WHERE consumer = $1

-- name: move_and_lease
UPDATE trail_positions SET "transaction" = $2, sequence = $3, node = $4, lease_until = $5 WHERE consumer = $1

-- name: release_leases
UPDATE trail_positions SET lease_until = 0 WHERE node = $1

-- name: set_aside
INSERT INTO trail_failures (consumer, "transaction", sequence, error, failed_at) VALUES ($1, $2, $3, $4, $5)

-- name: list_failures
SELECT id, consumer, "transaction", sequence, error, failed_at FROM trail_failures WHERE id > $1 ORDER BY id LIMIT $2

-- name: find_failure
SELECT id, consumer, "transaction", sequence, error, failed_at FROM trail_failures WHERE id = $1

-- name: count_failures
SELECT count(*) FROM trail_failures WHERE consumer = $1

-- name: delete_failure
DELETE FROM trail_failures WHERE id = $1
