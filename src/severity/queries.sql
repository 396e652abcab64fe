-- name: list_rules
SELECT id, name, position, basis, conditions, phrases, tickets, minutes, severity, active, created_at
FROM severity_rules ORDER BY position, id LIMIT 500

-- name: find_rule
SELECT id, name, position, basis, conditions, phrases, tickets, minutes, severity, active, created_at FROM severity_rules WHERE id = $1

-- name: find_next_position
SELECT COALESCE(MAX(position), 0) + 1 FROM severity_rules

-- What stands at a place and below it moves down.
-- name: make_room
UPDATE severity_rules SET position = position + 1 WHERE position >= $1

-- name: insert_rule
INSERT INTO severity_rules (name, position, basis, conditions, phrases, tickets, minutes, severity, active, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id

-- name: change_rule
UPDATE severity_rules SET name = $2, position = $3, conditions = $4, phrases = $5, tickets = $6, minutes = $7, severity = $8, active = $9
WHERE id = $1

-- name: delete_rule
DELETE FROM severity_rules WHERE id = $1

-- By the index, which begins with the server.
-- name: delete_arrivals_of
DELETE FROM severity_arrivals WHERE server_id IN (SELECT id FROM servers) AND rule_id = $1

-- name: delete_crowds_of
DELETE FROM severity_crowds WHERE server_id IN (SELECT id FROM servers) AND rule_id = $1

-- Without a service that it is about, a ticket stands where all that its customer has stands, if that is one server.
-- name: find_facts
SELECT t.id, t.brand_id, t.severity, t.category, t.channel, COALESCE(c.locale, 'en') AS language, t.team_id, t.status, t.merged_into,
  t.service_id, t.customer_id, t.created_at,
  CASE WHEN v.id IS NOT NULL THEN v.server_id ELSE (
    SELECT CASE WHEN MIN(o.server_id) = MAX(o.server_id) THEN MIN(o.server_id) END FROM services o
    WHERE o.customer_id = t.customer_id AND o.status IN ('active', 'suspended')) END AS server_id
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN services v ON v.id = t.service_id WHERE t.id = $1

-- name: find_text
SELECT t.subject, substr(m.body_text, 1, 20000) AS body_text FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.id = $1

-- name: insert_fact
INSERT INTO severity_facts (ticket_id, fact, basis, from_severity, to_severity, outcome, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (ticket_id, fact) DO NOTHING RETURNING 1

-- name: list_facts
SELECT at, basis, from_severity, to_severity, outcome, reason FROM severity_facts WHERE ticket_id = $1 ORDER BY at DESC, fact LIMIT 50

-- A server and all that it depends on.
-- name: list_supports
WITH RECURSIVE below (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.depends_on FROM server_dependencies d JOIN below b ON d.server_id = b.id)
SELECT s.id, s.name, s.kind FROM below b JOIN servers s ON s.id = b.id ORDER BY s.id LIMIT 1000

-- Servers with services that depend on this one.
-- name: count_servers_below
WITH RECURSIVE hit (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.server_id FROM server_dependencies d JOIN hit h ON d.depends_on = h.id)
SELECT COUNT(*) FROM hit h
WHERE (SELECT v.id FROM services v WHERE v.server_id = h.id AND v.status IN ('active', 'suspended') LIMIT 1) IS NOT NULL

-- name: insert_arrival
INSERT INTO severity_arrivals (server_id, rule_id, ticket_id, customer_id, own_server_id, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (server_id, rule_id, ticket_id) DO NOTHING

-- name: delete_old_arrivals
DELETE FROM severity_arrivals WHERE server_id = $1 AND rule_id = $2 AND at < $3

-- name: list_arrivals
SELECT ticket_id, customer_id, own_server_id, at FROM severity_arrivals WHERE server_id = $1 AND rule_id = $2 AND at > $3
ORDER BY at, ticket_id LIMIT 500

-- name: find_crowd
SELECT c.id, c.rule_id, c.server_id, s.name AS server, c.minutes, c.began_at, c.formed_at, c.last_at, c.tickets AS came
FROM severity_crowds c JOIN servers s ON s.id = c.server_id
WHERE c.server_id = $1 AND c.rule_id = $2 AND c.last_at > $3 ORDER BY c.last_at DESC LIMIT 1

-- name: insert_crowd
INSERT INTO severity_crowds (rule_id, server_id, minutes, began_at, formed_at, last_at, tickets) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: extend_crowd
UPDATE severity_crowds SET tickets = $3, last_at = CASE WHEN last_at < $2 THEN $2 ELSE last_at END WHERE id = $1

-- name: list_crowds
SELECT c.id, c.rule_id, c.server_id, s.name AS server, c.minutes, c.began_at, c.formed_at, c.last_at
FROM severity_crowds c JOIN servers s ON s.id = c.server_id WHERE c.last_at > $1 ORDER BY c.last_at DESC LIMIT 100

-- name: list_crowd_tickets
SELECT t.id FROM severity_arrivals a JOIN tickets t ON t.id = a.ticket_id
WHERE a.server_id = $1 AND a.rule_id = $2 AND a.at >= $3 AND a.at <= $4 AND t.is_open = 1 /*parts*/ ORDER BY t.id DESC LIMIT 1000

-- part: tickets_in_brands @sqlite
AND t.brand_id IN (SELECT value FROM json_each($1))
-- part: tickets_in_brands @postgres
AND t.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- name: find_server_name
SELECT name FROM servers WHERE id = $1

-- name: find_service_of_host
SELECT f.id FROM (
  SELECT v.id, v.status FROM services v WHERE v.primary_domain = $1
  UNION SELECT v.id, v.status FROM sites s JOIN services v ON v.id = s.service_id
    WHERE s.url IN ('https://' || $1, 'http://' || $1, 'https://' || $1 || '/', 'http://' || $1 || '/')) f
WHERE f.status IN ('active', 'suspended') ORDER BY f.status, f.id LIMIT 1

-- name: find_signal
SELECT id, key, kind, state, server_id, service_id, site, place, summary, since, changed_at, times FROM severity_signals WHERE key = $1

-- name: find_signal_by_id
SELECT id, key, kind, state, server_id, service_id, site, place, summary, since, changed_at, times FROM severity_signals WHERE id = $1

-- name: save_signal
INSERT INTO severity_signals (key, kind, state, server_id, service_id, site, place, summary, since, changed_at, times)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, state = excluded.state, server_id = excluded.server_id,
  service_id = excluded.service_id, site = excluded.site, place = excluded.place, summary = excluded.summary, since = excluded.since,
  changed_at = excluded.changed_at, times = excluded.times
RETURNING id

-- name: delete_signal
DELETE FROM severity_signals WHERE id = $1

-- name: list_signals
SELECT s.id, s.key, s.kind, s.state, s.server_id, s.service_id, s.site, s.place, s.summary, s.since, s.changed_at, s.times
FROM severity_signals s LEFT JOIN services v ON v.id = s.service_id
WHERE 1 = 1 /*parts*/ ORDER BY CASE s.state WHEN 'down' THEN 0 ELSE 1 END, s.changed_at DESC, s.id DESC LIMIT 500

-- part: signals_in_brands @sqlite
AND (s.service_id IS NULL OR v.brand_id IN (SELECT value FROM json_each($1)))
-- part: signals_in_brands @postgres
AND (s.service_id IS NULL OR v.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json)))

-- Of a service, of its server and of all that this stands on; down, or changed since.
-- name: list_signals_on
WITH RECURSIVE below (id) AS (
  SELECT id FROM servers WHERE id = $2
  UNION SELECT d.depends_on FROM server_dependencies d JOIN below b ON d.server_id = b.id),
concerning AS (
  SELECT id, key, kind, state, server_id, service_id, site, place, summary, since, changed_at, times FROM severity_signals WHERE service_id = $1
  UNION ALL
  SELECT s.id, s.key, s.kind, s.state, s.server_id, s.service_id, s.site, s.place, s.summary, s.since, s.changed_at, s.times
  FROM below b JOIN severity_signals s ON s.server_id = b.id)
SELECT id, key, kind, state, server_id, service_id, site, place, summary, since, changed_at, times FROM concerning
WHERE state = 'down' OR changed_at > $3 ORDER BY CASE state WHEN 'down' THEN 0 ELSE 1 END, changed_at DESC, id DESC LIMIT 500

-- What is hit, what stands on it, whose that is, and what they asked: SQLite keeps the order of a cross join.
-- name: list_open_of_server
WITH RECURSIVE hit (id) AS (
  SELECT id FROM servers WHERE id = $1
  UNION SELECT d.server_id FROM server_dependencies d JOIN hit h ON d.depends_on = h.id)
SELECT DISTINCT t.id FROM hit h CROSS JOIN services v JOIN tickets t ON t.customer_id = v.customer_id
WHERE v.server_id = h.id AND v.status IN ('active', 'suspended') AND t.is_open = 1 AND t.id > $2 ORDER BY t.id LIMIT $3

-- name: list_open_of_service
SELECT id FROM tickets WHERE service_id = $1 AND is_open = 1 AND id > $2 ORDER BY id LIMIT $3

-- name: list_past
SELECT t.id, t.brand_id, t.severity, t.category, t.channel, COALESCE(c.locale, 'en') AS language, t.team_id, t.service_id, t.customer_id,
  t.created_at, v.server_id, t.subject,
  COALESCE((SELECT substr(m.body_text, 1, 20000) FROM messages m WHERE m.ticket_id = t.id ORDER BY m.id LIMIT 1), '') AS body_text
FROM tickets t LEFT JOIN contacts c ON c.id = t.contact_id LEFT JOIN services v ON v.id = t.service_id
WHERE t.created_at > $1 AND t.merged_into IS NULL /*parts*/ ORDER BY t.created_at DESC, t.id DESC LIMIT 2000
