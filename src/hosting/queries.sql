-- name: find_service
SELECT v.id, v.brand_id, v.customer_id, p.name AS product_name, v.tier, v.status, v.server_id, s.name AS server_name, s.status AS server_status,
  v.primary_domain, v.renews_at
FROM services v JOIN products p ON p.id = v.product_id LEFT JOIN servers s ON s.id = v.server_id WHERE v.id = $1

-- name: services_of_customer
SELECT v.id, v.brand_id, v.customer_id, p.name AS product_name, v.tier, v.status, v.server_id, s.name AS server_name, s.status AS server_status,
  v.primary_domain, v.renews_at
FROM services v JOIN products p ON p.id = v.product_id LEFT JOIN servers s ON s.id = v.server_id
WHERE v.customer_id = $1 ORDER BY CASE v.status WHEN 'active' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END, v.id LIMIT 200

-- name: sites_of_customer
SELECT t.id, t.service_id, t.url, t.status FROM services v JOIN sites t ON t.service_id = v.id WHERE v.customer_id = $1 ORDER BY t.id LIMIT 500

-- name: find_product
SELECT id, brand_id, external_id, name, tier, price_minor, currency, cycle_months FROM products WHERE id = $1

-- name: find_product_by_external_id
SELECT id, brand_id, external_id, name, tier, price_minor, currency, cycle_months FROM products WHERE brand_id = $1 AND external_id = $2

-- name: list_products
SELECT id, brand_id, external_id, name, tier, price_minor, currency, cycle_months FROM products WHERE id > $1 /*parts*/ ORDER BY id LIMIT $2

-- part: products_in_brands @sqlite
AND brand_id IN (SELECT value FROM json_each($1))
-- part: products_in_brands @postgres
AND brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: insert_product
INSERT INTO products (brand_id, external_id, name, tier, price_minor, currency, cycle_months) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: change_product
UPDATE products SET name = $2, tier = $3, price_minor = $4, currency = $5, cycle_months = $6 WHERE id = $1

-- name: delete_product
DELETE FROM products WHERE id = $1

-- name: find_server
SELECT id, external_id, name, kind, status, address FROM servers WHERE id = $1

-- name: find_server_by_external_id
SELECT id, external_id, name, kind, status, address FROM servers WHERE external_id = $1

-- name: list_servers
SELECT id, external_id, name, kind, status, address FROM servers WHERE id > $1 ORDER BY id LIMIT $2

-- name: insert_server
INSERT INTO servers (external_id, name, kind, status, address) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_server
UPDATE servers SET name = $2, kind = $3, status = $4, address = $5 WHERE id = $1

-- name: delete_server
DELETE FROM servers WHERE id = $1

-- name: list_dependencies
SELECT server_id, depends_on FROM server_dependencies ORDER BY server_id, depends_on LIMIT 100000

-- name: clear_dependencies
DELETE FROM server_dependencies WHERE server_id = $1

-- name: insert_dependency
INSERT INTO server_dependencies (server_id, depends_on) VALUES ($1, $2) ON CONFLICT (server_id, depends_on) DO NOTHING

-- name: reaches
WITH RECURSIVE reached (id) AS (
  SELECT depends_on FROM server_dependencies WHERE server_id = $1
  UNION SELECT d.depends_on FROM server_dependencies d JOIN reached r ON d.server_id = r.id)
SELECT COUNT(*) FROM reached WHERE id = $2

-- name: affected_servers
WITH RECURSIVE hit (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.server_id FROM server_dependencies d JOIN hit h ON d.depends_on = h.id)
SELECT s.id, s.external_id, s.name, s.kind, s.status, s.address FROM hit h JOIN servers s ON s.id = h.id ORDER BY s.id LIMIT 10000

-- From what is hit to what stands on it: SQLite keeps the order of a cross join.
-- name: affected_services
WITH RECURSIVE hit (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.server_id FROM server_dependencies d JOIN hit h ON d.depends_on = h.id)
SELECT v.id, v.brand_id, v.customer_id, v.tier, v.status, v.primary_domain, c.name AS customer_name
FROM hit h CROSS JOIN services v JOIN customers c ON c.id = v.customer_id
WHERE v.server_id = h.id AND v.status IN ('active', 'suspended') /*parts*/ ORDER BY v.id LIMIT 100000

-- name: affected_sites
WITH RECURSIVE hit (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.server_id FROM server_dependencies d JOIN hit h ON d.depends_on = h.id)
SELECT t.id, t.service_id, t.url, t.status
FROM hit h CROSS JOIN services v JOIN sites t ON t.service_id = v.id
WHERE v.server_id = h.id AND v.status IN ('active', 'suspended') /*parts*/ ORDER BY t.id LIMIT 100000

-- name: affected_contacts
WITH RECURSIVE hit (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.server_id FROM server_dependencies d JOIN hit h ON d.depends_on = h.id)
SELECT c.id, c.customer_id, c.name, COALESCE(a.email, '') AS email, c.locale, c.time_zone
FROM contacts c LEFT JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.merged_into IS NULL AND c.customer_id IN (
  SELECT v.customer_id FROM hit h CROSS JOIN services v WHERE v.server_id = h.id AND v.status IN ('active', 'suspended') /*parts*/)
ORDER BY c.id LIMIT 100000

-- part: services_in_brands @sqlite
AND v.brand_id IN (SELECT value FROM json_each($1))
-- part: services_in_brands @postgres
AND v.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: find_service_detail
SELECT v.id, v.brand_id, v.customer_id, c.name AS customer_name, v.product_id, p.name AS product_name, v.external_id, v.tier, v.status, v.server_id,
  s.name AS server_name, v.primary_domain, v.renews_at, v.price_minor, v.currency, v.cycle_months, v.created_at
FROM services v JOIN customers c ON c.id = v.customer_id JOIN products p ON p.id = v.product_id LEFT JOIN servers s ON s.id = v.server_id WHERE v.id = $1

-- name: find_service_by_external_id
SELECT v.id, v.brand_id, v.customer_id, c.name AS customer_name, v.product_id, p.name AS product_name, v.external_id, v.tier, v.status, v.server_id,
  s.name AS server_name, v.primary_domain, v.renews_at, v.price_minor, v.currency, v.cycle_months, v.created_at
FROM services v JOIN customers c ON c.id = v.customer_id JOIN products p ON p.id = v.product_id LEFT JOIN servers s ON s.id = v.server_id
WHERE v.brand_id = $1 AND v.external_id = $2

-- name: list_services
SELECT v.id, v.brand_id, v.customer_id, c.name AS customer_name, v.product_id, p.name AS product_name, v.external_id, v.tier, v.status, v.server_id,
  s.name AS server_name, v.primary_domain, v.renews_at, v.price_minor, v.currency, v.cycle_months, v.created_at
FROM services v JOIN customers c ON c.id = v.customer_id JOIN products p ON p.id = v.product_id LEFT JOIN servers s ON s.id = v.server_id
WHERE v.id > $1 /*parts*/ ORDER BY v.id LIMIT $2

-- name: count_services @sqlite
SELECT v.customer_id, count(*) AS services FROM services v
WHERE v.customer_id IN (SELECT value FROM json_each($1)) AND v.status <> 'cancelled' /*parts*/ GROUP BY v.customer_id LIMIT 500
-- name: count_services @postgres
SELECT v.customer_id, count(*) AS services FROM services v
WHERE v.customer_id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) AND v.status <> 'cancelled' /*parts*/
GROUP BY v.customer_id LIMIT 500

-- part: by_customer
AND v.customer_id = $1
-- part: by_server
AND v.server_id = $1
-- part: by_domain @sqlite
AND v.primary_domain LIKE $1 ESCAPE '\'
-- part: by_domain @postgres
AND v.primary_domain ILIKE $1

-- name: insert_service
INSERT INTO services (brand_id, customer_id, product_id, external_id, tier, status, server_id, primary_domain, renews_at, price_minor, currency, cycle_months, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id

-- name: change_service
UPDATE services SET customer_id = $2, product_id = $3, tier = $4, status = $5, server_id = $6, primary_domain = $7, renews_at = $8, price_minor = $9,
  currency = $10, cycle_months = $11 WHERE id = $1

-- name: delete_service
DELETE FROM services WHERE id = $1

-- name: list_sites
SELECT t.id, t.service_id, t.external_id, t.url, t.status,
  p.name || CASE v.primary_domain WHEN '' THEN '' ELSE ' · ' || v.primary_domain END AS service_name, c.name AS customer_name
FROM sites t JOIN services v ON v.id = t.service_id JOIN products p ON p.id = v.product_id JOIN customers c ON c.id = v.customer_id
WHERE t.id > $1 /*parts*/ ORDER BY t.id LIMIT $2

-- part: by_service
AND t.service_id = $1

-- name: find_site
SELECT t.id, t.service_id, t.external_id, t.url, t.status,
  p.name || CASE v.primary_domain WHEN '' THEN '' ELSE ' · ' || v.primary_domain END AS service_name, c.name AS customer_name
FROM sites t JOIN services v ON v.id = t.service_id JOIN products p ON p.id = v.product_id JOIN customers c ON c.id = v.customer_id
WHERE t.id = $1

-- name: find_site_by_url
SELECT t.id, t.service_id, t.external_id, t.url, t.status,
  p.name || CASE v.primary_domain WHEN '' THEN '' ELSE ' · ' || v.primary_domain END AS service_name, c.name AS customer_name
FROM sites t JOIN services v ON v.id = t.service_id JOIN products p ON p.id = v.product_id JOIN customers c ON c.id = v.customer_id
WHERE t.service_id = $1 AND t.url = $2

-- name: insert_site
INSERT INTO sites (service_id, external_id, url, status) VALUES ($1, $2, $3, $4) RETURNING id

-- name: change_site
UPDATE sites SET url = $2, status = $3 WHERE id = $1

-- name: delete_site
DELETE FROM sites WHERE id = $1

-- name: find_customer_id_by_external_id
SELECT id FROM customers WHERE brand_id = $1 AND external_id = $2

-- name: list_seed_owners
SELECT c.id, c.brand_id AS brand, c.created_at AS since, MIN(a.email) AS email
FROM customers c JOIN contacts k ON k.customer_id = c.id JOIN contact_addresses a ON a.contact_id = k.id AND a.is_primary = 1
WHERE c.id > $1 GROUP BY c.id, c.brand_id, c.created_at ORDER BY c.id LIMIT 1000
