-- name: find_agent
SELECT id, name, email, active, locale, time_zone, signature FROM agents WHERE id = $1

-- name: find_agent_by_email
SELECT id, name, email, active, locale, time_zone, signature FROM agents WHERE email = $1

-- name: find_agent_secrets
SELECT a.id, a.name, a.email, a.active, a.password_hash, a.totp_secret, a.totp_last_step, a.recovery_codes FROM agents a WHERE a.email = $1

-- name: find_agent_secrets_by_id
SELECT a.id, a.name, a.email, a.active, a.password_hash, a.totp_secret, a.totp_last_step, a.recovery_codes FROM agents a WHERE a.id = $1

-- name: find_agent_rights
SELECT a.id, a.name, a.active, a.brands, a.locale, a.time_zone, r.key AS role_key, r.permissions
FROM agents a JOIN roles r ON r.id = a.role_id WHERE a.id = $1

-- name: list_agents
SELECT a.id, a.name, a.email, a.role_id, r.name AS role_name, r.key AS role_key, a.active, a.locale, a.time_zone, a.languages, a.brands, a.signature, a.theme,
  a.notify, CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS totp_enabled, a.last_seen_at, a.created_at
FROM agents a JOIN roles r ON r.id = a.role_id ORDER BY a.id LIMIT 5000

-- name: find_agent_detail
SELECT a.id, a.name, a.email, a.role_id, r.name AS role_name, r.key AS role_key, a.active, a.locale, a.time_zone, a.languages, a.brands, a.signature, a.theme,
  a.notify, CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS totp_enabled, a.last_seen_at, a.created_at
FROM agents a JOIN roles r ON r.id = a.role_id WHERE a.id = $1

-- name: insert_agent
INSERT INTO agents (email, name, role_id, password_hash, locale, time_zone, languages, brands, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id

-- name: change_agent
UPDATE agents SET name = $2, email = $3, role_id = $4, locale = $5, time_zone = $6, languages = $7, brands = $8 WHERE id = $1

-- name: change_profile
UPDATE agents SET name = $2, locale = $3, time_zone = $4, theme = $5, signature = $6, notify = $7 WHERE id = $1

-- name: set_active
UPDATE agents SET active = $2 WHERE id = $1

-- name: count_other_owners
SELECT COUNT(*) FROM agents a JOIN roles r ON r.id = a.role_id WHERE r.key = 'owner' AND a.active = 1 AND a.id <> $1

-- name: count_agents
SELECT COUNT(*) FROM agents

-- name: set_password
UPDATE agents SET password_hash = $2 WHERE id = $1

-- name: set_totp
UPDATE agents SET totp_secret = $2, totp_last_step = $3, recovery_codes = $4 WHERE id = $1

-- name: use_totp_step
UPDATE agents SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2

-- name: use_recovery_code
UPDATE agents SET recovery_codes = $3 WHERE id = $1 AND recovery_codes = $2

-- name: list_teams
SELECT id, name, brand_id FROM teams ORDER BY name, id LIMIT 1000

-- name: list_memberships
SELECT team_id, agent_id FROM team_members ORDER BY team_id, agent_id LIMIT 50000

-- name: find_team
SELECT id, name, brand_id FROM teams WHERE id = $1

-- In any order: to put few in order, SQLite makes a table of its own in every run.
-- name: teams_of
SELECT team_id FROM team_members WHERE agent_id = $1 LIMIT 1000

-- name: insert_team
INSERT INTO teams (name, brand_id) VALUES ($1, $2) RETURNING id

-- name: change_team
UPDATE teams SET name = $2, brand_id = $3 WHERE id = $1

-- name: delete_team
DELETE FROM teams WHERE id = $1

-- name: clear_members
DELETE FROM team_members WHERE team_id = $1

-- name: insert_member
INSERT INTO team_members (team_id, agent_id) VALUES ($1, $2) ON CONFLICT (team_id, agent_id) DO NOTHING

-- name: list_roles
SELECT id, key, name, permissions FROM roles ORDER BY id LIMIT 200

-- name: find_role
SELECT id, key, name, permissions FROM roles WHERE id = $1

-- name: find_role_by_key
SELECT id, key, name, permissions FROM roles WHERE key = $1

-- name: insert_role
INSERT INTO roles (key, name, permissions) VALUES ($1, $2, $3) RETURNING id

-- name: insert_builtin_role
INSERT INTO roles (key, name, permissions) VALUES ($1, $2, '[]') ON CONFLICT DO NOTHING

-- name: change_role
UPDATE roles SET name = $2, permissions = $3 WHERE id = $1

-- name: delete_role
DELETE FROM roles WHERE id = $1

-- name: touch_agent
UPDATE agents SET last_seen_at = $2 WHERE id = $1

-- name: find_role_of_agent
SELECT r.id, r.key, r.name, r.permissions FROM agents a JOIN roles r ON r.id = a.role_id WHERE a.id = $1
