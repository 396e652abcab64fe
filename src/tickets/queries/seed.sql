-- name: list_seed_subjects
SELECT v.id AS service, v.brand_id AS brand, v.tier, v.primary_domain AS domain, COALESCE(s.name, 'dns-01') AS server, c.name AS company,
  c.locale, v.created_at AS since, v.customer_id AS customer
FROM services v JOIN customers c ON c.id = v.customer_id LEFT JOIN servers s ON s.id = v.server_id WHERE v.id > $1 ORDER BY v.id LIMIT 1000

-- name: list_seed_contacts
SELECT c.id, c.brand_id, c.customer_id, c.name, a.email, c.locale, c.time_zone, c.role, c.sees_company_tickets
FROM contacts c JOIN contact_addresses a ON a.contact_id = c.id AND a.is_primary = 1
WHERE c.customer_id IS NOT NULL AND c.id > $1 ORDER BY c.id LIMIT 1000

-- name: list_seed_agents
SELECT a.id, a.name, a.locale, a.languages, a.brands, r.key AS role_key FROM agents a JOIN roles r ON r.id = a.role_id
WHERE a.active = 1 ORDER BY a.id LIMIT 100

-- name: list_seed_teams
SELECT t.id, t.name FROM teams t ORDER BY t.id LIMIT 100
