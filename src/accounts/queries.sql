-- name: find_contact
SELECT c.id, c.brand_id, c.customer_id, c.name, COALESCE(a.email, '') AS email, c.locale, c.time_zone, c.role, c.sees_company_tickets
FROM contacts c LEFT JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.id = (SELECT COALESCE(m.merged_into, m.id) FROM contacts m WHERE m.id = $1)

-- name: find_contact_by_email
SELECT c.id, c.brand_id, c.customer_id, c.name, p.email, c.locale, c.time_zone, c.role, c.sees_company_tickets
FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id
LEFT JOIN contact_addresses p ON p.contact_id = c.id AND p.is_primary = 1
WHERE a.brand_id = $1 AND a.email = $2

-- name: insert_contact
INSERT INTO contacts (brand_id, customer_id, external_id, name, role, sees_company_tickets, locale, time_zone, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id

-- name: insert_address
INSERT INTO contact_addresses (brand_id, email, contact_id, is_primary, verified) VALUES ($1, $2, $3, $4, $5)

-- name: claim_address
INSERT INTO contact_addresses (brand_id, email, contact_id, is_primary, verified) VALUES ($1, $2, $3, 1, 0) ON CONFLICT (brand_id, email) DO NOTHING

-- name: delete_addresses
DELETE FROM contact_addresses WHERE contact_id = $1

-- name: insert_phone
INSERT INTO contact_phones (contact_id, number, label) VALUES ($1, $2, $3) ON CONFLICT (contact_id, number) DO UPDATE SET label = excluded.label

-- name: delete_phones
DELETE FROM contact_phones WHERE contact_id = $1

-- name: list_addresses
SELECT email, is_primary AS "primary", verified FROM contact_addresses WHERE contact_id = $1 ORDER BY is_primary DESC, email LIMIT 50

-- name: list_phones
SELECT number, label FROM contact_phones WHERE contact_id = $1 ORDER BY number LIMIT 50

-- name: list_contacts
SELECT c.id, c.brand_id, c.customer_id, u.name AS customer_name, c.name, COALESCE(a.email, '') AS email, c.role, c.sees_company_tickets,
  c.locale, c.time_zone, c.created_at
FROM contacts c LEFT JOIN customers u ON u.id = c.customer_id LEFT JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.merged_into IS NULL AND c.id > $1 /*parts*/
ORDER BY c.id LIMIT $2

-- part: contacts_of_customer
AND c.customer_id = $1

-- part: contacts_in_brands @sqlite
AND c.brand_id IN (SELECT value FROM json_each($1))
-- part: contacts_in_brands @postgres
AND c.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- part: contacts_matching @sqlite
AND (c.name LIKE $1 ESCAPE '\' OR c.id IN (SELECT contact_id FROM contact_addresses WHERE email LIKE $1 ESCAPE '\'))
-- part: contacts_matching @postgres
AND (c.name ILIKE $1 OR c.id IN (SELECT contact_id FROM contact_addresses WHERE email ILIKE $1))

-- name: find_contact_detail
SELECT c.id, c.brand_id, c.customer_id, u.name AS customer_name, c.name, COALESCE(a.email, '') AS email, c.role, c.sees_company_tickets,
  c.locale, c.time_zone, c.created_at
FROM contacts c LEFT JOIN customers u ON u.id = c.customer_id LEFT JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.id = $1 AND c.merged_into IS NULL

-- name: change_contact
UPDATE contacts SET name = $2, customer_id = $3, role = $4, sees_company_tickets = $5, locale = $6, time_zone = $7 WHERE id = $1

-- name: merge_contact
UPDATE contacts SET merged_into = $2 WHERE id = $1 OR merged_into = $1

-- name: move_addresses
UPDATE contact_addresses SET contact_id = $2, is_primary = 0 WHERE contact_id = $1

-- name: move_phones
UPDATE contact_phones SET contact_id = $2 WHERE contact_id = $1 AND number NOT IN (SELECT number FROM contact_phones WHERE contact_id = $2)

-- name: insert_customer
INSERT INTO customers (brand_id, name, external_id, locale, notes, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id

-- name: change_customer
UPDATE customers SET name = $2, locale = $3, notes = $4 WHERE id = $1

-- name: find_customer
SELECT c.id, c.brand_id, c.name, c.external_id, c.locale, c.notes, c.created_at,
  (SELECT COUNT(*) FROM contacts x WHERE x.customer_id = c.id AND x.merged_into IS NULL) AS contact_count
FROM customers c WHERE c.id = $1

-- name: list_customers
SELECT c.id, c.brand_id, c.name, c.external_id, c.locale, c.notes, c.created_at,
  (SELECT COUNT(*) FROM contacts x WHERE x.customer_id = c.id AND x.merged_into IS NULL) AS contact_count
FROM customers c WHERE c.id > $1 /*parts*/
ORDER BY c.id LIMIT $2

-- part: customers_in_brands @sqlite
AND c.brand_id IN (SELECT value FROM json_each($1))
-- part: customers_in_brands @postgres
AND c.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- part: customers_matching @sqlite
AND c.name LIKE $1 ESCAPE '\'
-- part: customers_matching @postgres
AND c.name ILIKE $1

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

-- name: set_recovery_codes
UPDATE agents SET recovery_codes = $2 WHERE id = $1

-- name: list_teams
SELECT id, name, brand_id FROM teams ORDER BY name, id LIMIT 1000

-- name: list_memberships
SELECT team_id, agent_id FROM team_members ORDER BY team_id, agent_id LIMIT 50000

-- name: find_team
SELECT id, name, brand_id FROM teams WHERE id = $1

-- name: teams_of
SELECT team_id FROM team_members WHERE agent_id = $1 ORDER BY team_id LIMIT 1000

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

-- name: insert_session
INSERT INTO sessions (token_hash, agent_id, contact_id, address, user_agent, created_at, last_seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7) RETURNING id

-- name: find_session
SELECT s.id, s.agent_id, s.contact_id, s.last_seen_at, s.expires_at,
  a.name AS agent_name, a.active, a.brands, a.locale AS agent_locale, a.time_zone AS agent_zone, r.key AS role_key, r.permissions,
  c.name AS contact_name, c.brand_id, c.customer_id, c.sees_company_tickets, c.locale AS contact_locale, c.time_zone AS contact_zone
FROM sessions s LEFT JOIN agents a ON a.id = s.agent_id LEFT JOIN roles r ON r.id = a.role_id LEFT JOIN contacts c ON c.id = s.contact_id
WHERE s.token_hash = $1

-- name: touch_session
UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1

-- name: touch_agent
UPDATE agents SET last_seen_at = $2 WHERE id = $1

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

-- name: insert_link
INSERT INTO sign_in_links (token_hash, agent_id, contact_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)

-- name: find_link
SELECT agent_id, contact_id, expires_at FROM sign_in_links WHERE token_hash = $1

-- name: delete_link
DELETE FROM sign_in_links WHERE token_hash = $1

-- name: delete_old_links
DELETE FROM sign_in_links WHERE expires_at < $1

-- name: find_contact_secrets
SELECT c.id, c.name, c.password_hash FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id WHERE a.brand_id = $1 AND a.email = $2

-- name: set_contact_password
UPDATE contacts SET password_hash = $2 WHERE id = $1

-- name: list_company
SELECT c.id, c.brand_id, c.customer_id, c.name, COALESCE(a.email, '') AS email, c.locale, c.time_zone, c.role, c.sees_company_tickets
FROM contacts c LEFT JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.customer_id = $1 AND c.merged_into IS NULL ORDER BY c.name LIMIT 200

-- name: list_audit @sqlite
SELECT e."transaction", e.sequence, e.at, e.actor_kind, e.actor_id, e.actor_name, e.type, e.stream, e.payload
FROM trail_entries e WHERE $1 >= 0 AND e.sequence < $2 AND e.stream NOT LIKE 'ticket/%' /*parts*/
ORDER BY e.sequence DESC LIMIT $3
-- name: list_audit @postgres
SELECT e."transaction", e.sequence, e.at, e.actor_kind, e.actor_id, e.actor_name, e.type, e.stream, e.payload
FROM trail_entries e WHERE (e."transaction", e.sequence) < ($1, $2) AND e.stream NOT LIKE 'ticket/%' /*parts*/
ORDER BY e."transaction" DESC, e.sequence DESC LIMIT $3

-- part: audit_by_actor
AND e.actor_kind = 'agent' AND e.actor_id = $1

-- part: audit_by_type
AND e.type = $1

-- name: find_role_of_agent
SELECT r.id, r.key, r.name, r.permissions FROM agents a JOIN roles r ON r.id = a.role_id WHERE a.id = $1

-- name: find_customer_by_external_id
SELECT id FROM customers WHERE brand_id = $1 AND external_id = $2

-- name: find_contact_by_external_id
SELECT COALESCE(merged_into, id) AS id FROM contacts WHERE brand_id = $1 AND external_id = $2
