-- name: find_idempotent_answer
SELECT request_hash, status, body FROM idempotency_keys WHERE scope = $1 AND key = $2

-- name: insert_idempotent_answer
INSERT INTO idempotency_keys (scope, key, request_hash, status, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)

-- name: delete_old_idempotent_answers
DELETE FROM idempotency_keys WHERE created_at < $1
