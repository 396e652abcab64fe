-- name: list_webhooks
SELECT id, brand_id, url, events, active, created_at FROM webhooks ORDER BY id LIMIT 1000

-- name: find_webhook
SELECT id, brand_id, url, events, active, created_at FROM webhooks WHERE id = $1

-- name: insert_webhook
INSERT INTO webhooks (brand_id, url, events, active, secret, created_at) VALUES ($1, $2, $3, $4, '', $5) RETURNING id

-- name: set_secret
UPDATE webhooks SET secret = $2 WHERE id = $1

-- name: change_webhook
UPDATE webhooks SET url = $2, events = $3, active = $4 WHERE id = $1

-- name: delete_webhook
DELETE FROM webhooks WHERE id = $1

-- name: list_listening
SELECT id, brand_id, url, events, active, created_at FROM webhooks WHERE active = 1 AND (brand_id IS NULL OR brand_id = $1) ORDER BY id LIMIT 1000

-- name: insert_delivery
INSERT INTO webhook_deliveries (webhook_id, type, body, state, created_at) VALUES ($1, $2, $3, 'waiting', $4) RETURNING id

-- name: list_deliveries
SELECT id, webhook_id, type, state, attempts, status, answer, error, took_ms, created_at, tried_at
FROM webhook_deliveries WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3

-- name: find_delivery
SELECT id, webhook_id, type, state, attempts, status, answer, error, took_ms, created_at, tried_at
FROM webhook_deliveries WHERE webhook_id = $1 AND id = $2

-- name: find_outgoing
SELECT d.id, d.webhook_id, d.body, w.url, w.secret, w.active
FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.id = $1

-- name: keep_attempt
UPDATE webhook_deliveries SET state = $2, attempts = attempts + 1, status = $3, answer = $4, error = $5, took_ms = $6, tried_at = $7 WHERE id = $1

-- name: wait_again
UPDATE webhook_deliveries SET state = 'waiting' WHERE id = $1

-- name: forget_old
DELETE FROM webhook_deliveries WHERE webhook_id = $1 AND created_at < $2
