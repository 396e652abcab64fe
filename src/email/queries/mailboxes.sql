-- name: find_mailbox
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE id = $1

-- name: find_mailbox_by_name
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE name = $1 OR address = $1 ORDER BY id LIMIT 1

-- name: find_mailbox_by_address
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes WHERE address = $1

-- name: list_mailboxes
SELECT id, brand_id, name, address, team_id, category, active FROM mailboxes ORDER BY name, id LIMIT 1000

-- name: insert_mailbox
INSERT INTO mailboxes (brand_id, name, address, team_id, category) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_mailbox
UPDATE mailboxes SET name = $2, address = $3, team_id = $4, category = $5, active = $6 WHERE id = $1

-- name: is_own_address
SELECT COUNT(*) FROM mailboxes WHERE address = $1

-- name: is_brand_sender
SELECT COUNT(*) FROM brands WHERE sender_address = $1

-- name: find_source
SELECT mailbox_id, host, port, security, login, sign_in, secret, token_url, client_id, client_secret, folders, moved_to, existing, version
FROM mailbox_sources WHERE mailbox_id = $1

-- name: list_sources_to_read
SELECT s.mailbox_id, s.version FROM mailbox_sources s JOIN mailboxes m ON m.id = s.mailbox_id WHERE m.active = 1 ORDER BY s.mailbox_id LIMIT 10000

-- name: put_source
INSERT INTO mailbox_sources (mailbox_id, host, port, security, login, sign_in, secret, token_url, client_id, client_secret, folders, moved_to, existing, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (mailbox_id) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security, login = excluded.login,
  sign_in = excluded.sign_in, secret = excluded.secret, token_url = excluded.token_url, client_id = excluded.client_id,
  client_secret = excluded.client_secret, folders = excluded.folders, moved_to = excluded.moved_to, existing = excluded.existing,
  version = excluded.version

-- name: set_source_secret
UPDATE mailbox_sources SET secret = $2 WHERE mailbox_id = $1 AND login = $3 AND token_url = $4 AND client_id = $5

-- name: renew_source
UPDATE mailbox_sources SET version = version + 1 WHERE mailbox_id = $1

-- name: delete_source
DELETE FROM mailbox_sources WHERE mailbox_id = $1

-- name: add_folder
INSERT INTO mailbox_folders (mailbox_id, folder) VALUES ($1, $2) ON CONFLICT (mailbox_id, folder) DO NOTHING

-- name: find_folder
SELECT uid_validity, last_uid, taken_uid, unseen_until, since, opened_at FROM mailbox_folders WHERE mailbox_id = $1 AND folder = $2

-- name: open_folder
UPDATE mailbox_folders SET uid_validity = $3, last_uid = $4, taken_uid = 0, unseen_until = $5, since = $6, opened_at = coalesce(opened_at, $7)
WHERE mailbox_id = $1 AND folder = $2

-- name: advance_folder
UPDATE mailbox_folders SET last_uid = $4 WHERE mailbox_id = $1 AND folder = $2 AND uid_validity = $3 AND last_uid < $4

-- name: advance_taken
UPDATE mailbox_folders SET last_uid = $4, taken_uid = $4 WHERE mailbox_id = $1 AND folder = $2 AND uid_validity = $3 AND last_uid < $4

-- name: folder_is_well
UPDATE mailbox_folders SET checked_at = $3, fault = NULL, words = '', failing_since = NULL, failures = 0, alarmed_at = NULL
WHERE mailbox_id = $1 AND folder = $2

-- name: folder_failed
UPDATE mailbox_folders SET fault = $3, words = $4, failing_since = coalesce(failing_since, $5), failures = failures + 1
WHERE mailbox_id = $1 AND folder = $2 RETURNING fault, failures, failing_since, alarmed_at

-- name: find_folder_fault
SELECT fault, failures, failing_since, alarmed_at FROM mailbox_folders WHERE mailbox_id = $1 AND folder = $2

-- name: alarm_folder
UPDATE mailbox_folders SET alarmed_at = $3 WHERE mailbox_id = $1 AND folder = $2

-- name: forget_other_folders @sqlite
DELETE FROM mailbox_folders WHERE mailbox_id = $1 AND folder NOT IN (SELECT value FROM json_each($2))

-- name: forget_other_folders @postgres
DELETE FROM mailbox_folders WHERE mailbox_id = $1 AND folder NOT IN (SELECT value FROM json_array_elements_text($2::json))

-- name: claim_mailbox
UPDATE mailbox_health SET node = $2, lease_until = $3 WHERE mailbox_id = $1 AND (node = $2 OR lease_until <= $4) RETURNING mailbox_id

-- name: release_mailboxes
UPDATE mailbox_health SET lease_until = 0 WHERE node = $1
