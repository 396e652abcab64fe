-- name: find_brand
SELECT id, key, name, domain, is_default, color, logo_sha256, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id
FROM brands WHERE id = $1

-- name: find_brand_by_key
SELECT id, key, name, domain, is_default, color, logo_sha256, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id
FROM brands WHERE key = $1

-- name: brand_of_host
SELECT id, key, name, domain, is_default, color, logo_sha256, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id
FROM brands WHERE id = COALESCE((SELECT d.id FROM brands d WHERE d.domain = $1), (SELECT d.id FROM brands d WHERE d.is_default = 1 LIMIT 1))

-- name: list_brands
SELECT id, key, name, domain, is_default, color, logo_sha256, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id
FROM brands ORDER BY id LIMIT 500

-- name: insert_brand
INSERT INTO brands (key, name, domain, is_default, color, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id

-- name: change_brand
UPDATE brands SET name = $2, domain = $3, color = $4, locales = $5, default_locale = $6, time_zone = $7, sender_name = $8, sender_address = $9,
  reseller_customer_id = $10 WHERE id = $1

-- name: change_logo
UPDATE brands SET logo_sha256 = $2 WHERE id = $1

-- name: clear_default
UPDATE brands SET is_default = 0 WHERE id <> $1

-- name: make_default
UPDATE brands SET is_default = 1 WHERE id = $1

-- name: list_files_in_use
-- bounded: by the first digits of the digest
SELECT logo_sha256 FROM brands WHERE logo_sha256 >= $1 AND logo_sha256 < $2
