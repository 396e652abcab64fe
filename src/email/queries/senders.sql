-- name: list_mail_texts
SELECT kind, subject, body FROM mail_texts WHERE brand_id = $1 AND locale = $2 ORDER BY kind LIMIT 1000

-- name: find_mail_text
SELECT kind, subject, body FROM mail_texts WHERE brand_id = $1 AND kind = $2 AND locale = $3

-- name: put_mail_text
INSERT INTO mail_texts (brand_id, kind, locale, subject, body, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (brand_id, kind, locale) DO UPDATE SET subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at

-- name: delete_mail_text
DELETE FROM mail_texts WHERE brand_id = $1 AND kind = $2 AND locale = $3

-- name: find_author
SELECT by_id FROM messages WHERE id = $1 AND by_kind = 'agent'

-- name: find_sender
SELECT brand_id, host, port, security, username, password_sealed, per_domain, attach_limit_mb, signature, tags_replies FROM senders WHERE brand_id = $1

-- name: put_sender
INSERT INTO senders (brand_id, host, port, security, username, password_sealed, per_domain, attach_limit_mb, signature, tags_replies)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (brand_id) DO UPDATE SET host = excluded.host, port = excluded.port,
  security = excluded.security, username = excluded.username, password_sealed = excluded.password_sealed, per_domain = excluded.per_domain,
  attach_limit_mb = excluded.attach_limit_mb, signature = excluded.signature, tags_replies = excluded.tags_replies

-- name: list_dkim_keys
SELECT id, brand_id, domain, selector, algorithm, record, active, created_at FROM dkim_keys WHERE brand_id = $1 ORDER BY id DESC LIMIT 100

-- name: find_dkim_key
SELECT id, brand_id, domain, selector, algorithm, record, active, created_at FROM dkim_keys WHERE id = $1

-- name: list_active_dkim_keys
SELECT id, domain, selector, algorithm, private_sealed FROM dkim_keys WHERE brand_id = $1 AND domain = $2 AND active = 1 ORDER BY id LIMIT 8

-- name: insert_dkim_key
INSERT INTO dkim_keys (brand_id, domain, selector, algorithm, private_sealed, record, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: change_dkim_key
UPDATE dkim_keys SET active = $2 WHERE id = $1

-- name: delete_dkim_key
DELETE FROM dkim_keys WHERE id = $1

-- name: find_seed_team
SELECT t.id FROM teams t WHERE t.name = $1
