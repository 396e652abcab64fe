-- name: insert_session
INSERT INTO sessions (token_hash, agent_id, contact_id, address, user_agent, created_at, last_seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7) RETURNING id

-- name: find_session
SELECT s.id, s.agent_id, s.contact_id, s.created_at, s.last_seen_at, s.expires_at,
  a.name AS agent_name, a.active, a.brands, a.locale AS agent_locale, a.time_zone AS agent_zone, r.key AS role_key, r.permissions,
  c.name AS contact_name, c.brand_id, c.customer_id, c.sees_company_tickets, c.locale AS contact_locale, c.time_zone AS contact_zone
FROM sessions s LEFT JOIN agents a ON a.id = s.agent_id LEFT JOIN roles r ON r.id = a.role_id LEFT JOIN contacts c ON c.id = s.contact_id
WHERE s.token_hash = $1

-- name: touch_session
UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1

-- name: list_sessions
SELECT id, created_at, last_seen_at, address, user_agent FROM sessions WHERE agent_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC LIMIT 200

-- name: delete_session
DELETE FROM sessions WHERE id = $1

-- name: delete_session_of_agent
DELETE FROM sessions WHERE id = $1 AND agent_id = $2

-- name: delete_sessions_of_agent
DELETE FROM sessions WHERE agent_id = $1 AND id <> $2

-- name: delete_old_sessions
DELETE FROM sessions WHERE expires_at < $1

-- name: insert_token
INSERT INTO tokens (token_hash, agent_id, name, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id

-- name: find_token
SELECT t.id, t.agent_id, t.scopes, t.expires_at, t.last_used_at, a.name AS agent_name, a.active, a.brands, a.locale AS agent_locale,
  a.time_zone AS agent_zone, r.key AS role_key, r.permissions
FROM tokens t JOIN agents a ON a.id = t.agent_id JOIN roles r ON r.id = a.role_id WHERE t.token_hash = $1

-- name: touch_token
UPDATE tokens SET last_used_at = $2 WHERE id = $1

-- name: list_tokens
SELECT id, name, scopes, created_at, last_used_at, expires_at FROM tokens WHERE agent_id = $1 ORDER BY id LIMIT 200

-- name: delete_token
DELETE FROM tokens WHERE id = $1 AND agent_id = $2

-- name: count_guess
INSERT INTO guesses (account, since, failures) VALUES ($1, $2, 1) ON CONFLICT (account) DO UPDATE SET
  failures = CASE WHEN guesses.since <= $3 THEN 1 ELSE guesses.failures + 1 END,
  since = CASE WHEN guesses.since <= $3 THEN excluded.since ELSE guesses.since END
RETURNING failures

-- name: forgive_guess
UPDATE guesses SET failures = failures - 1 WHERE account = $1 AND failures > 0

-- name: delete_old_guesses
DELETE FROM guesses WHERE since <= $1

-- name: insert_link
INSERT INTO sign_in_links (token_hash, agent_id, contact_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)

-- name: find_link
SELECT agent_id, contact_id, expires_at FROM sign_in_links WHERE token_hash = $1

-- name: delete_link
DELETE FROM sign_in_links WHERE token_hash = $1

-- name: delete_old_links
DELETE FROM sign_in_links WHERE expires_at < $1
