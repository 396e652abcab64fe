-- The sealed private key of the host.
-- name: find_key
SELECT scalar_sealed FROM push_keys WHERE id = 1

-- name: put_key
INSERT INTO push_keys (id, scalar_sealed, created_at) VALUES (1, $1, $2)
ON CONFLICT (id) DO UPDATE SET scalar_sealed = excluded.scalar_sealed, created_at = excluded.created_at

-- name: forget_devices
DELETE FROM push_devices

-- name: count_devices
SELECT COUNT(*) FROM push_devices WHERE agent_id = $1

-- name: list_devices
SELECT id, name, mark, state, created_at, told_at FROM push_devices WHERE agent_id = $1 ORDER BY id LIMIT 100

-- name: list_device_ids
SELECT id FROM push_devices WHERE agent_id = $1 ORDER BY id LIMIT 100

-- name: find_device
SELECT id, name, mark, state, created_at, told_at FROM push_devices WHERE id = $1 AND agent_id = $2

-- name: put_device
INSERT INTO push_devices (agent_id, name, mark, endpoint, p256dh, auth, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, 'untold', $7)
ON CONFLICT (endpoint) DO UPDATE SET agent_id = excluded.agent_id, name = excluded.name, p256dh = excluded.p256dh, auth = excluded.auth
RETURNING id

-- name: delete_device
DELETE FROM push_devices WHERE id = $1

-- A device of an agent who may not use the desk any more is told nothing.
-- name: find_target
SELECT d.id, d.endpoint, d.p256dh, d.auth, a.locale, a.time_zone FROM push_devices d JOIN agents a ON a.id = d.agent_id
WHERE d.id = $1 AND a.active = 1

-- name: keep_state
UPDATE push_devices SET state = $2, told_at = CASE WHEN $2 = 'told' THEN $3 ELSE told_at END WHERE id = $1
