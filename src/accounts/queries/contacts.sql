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

-- name: find_contact_secrets
SELECT c.id, c.name, c.password_hash FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id WHERE a.brand_id = $1 AND a.email = $2

-- name: set_contact_password
UPDATE contacts SET password_hash = $2 WHERE id = $1

-- name: list_company
SELECT c.id, c.brand_id, c.customer_id, c.name, COALESCE(a.email, '') AS email, c.locale, c.time_zone, c.role, c.sees_company_tickets
FROM contacts c LEFT JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.customer_id = $1 AND c.merged_into IS NULL ORDER BY c.name LIMIT 200

-- name: find_customer_by_external_id
SELECT id FROM customers WHERE brand_id = $1 AND external_id = $2

-- name: find_contact_by_external_id
SELECT COALESCE(merged_into, id) AS id FROM contacts WHERE brand_id = $1 AND external_id = $2
