-- A line of a list with the names that it shows. The page is chosen and ordered from tickets alone and the names are joined to
-- what was chosen, so that no planner is tempted to join first; the reader puts the few lines in order again.
-- SQLite would copy each value of an inner row that has more than the number; CROSS JOIN keeps its order.
-- name: list_tickets @sqlite
-- bounded: by its order, or by an id
SELECT l.id, l.brand_id, l.subject, l.category, l.severity, l.status, l.channel, l.contact_id, c.name AS contact_name,
  (SELECT e.email FROM contact_addresses e WHERE e.contact_id = l.contact_id AND e.is_primary = 1 LIMIT 1) AS contact_email,
  l.customer_id, cu.name AS customer_name, l.service_id, p.name AS service_name, s.primary_domain AS service_domain,
  l.assignee_id, a.name AS assignee_name, l.team_id, te.name AS team_name, l.tags, l.cc, l.custom_fields, l.reason,
  l.last_message_at, l.last_message_by, l.last_message_snippet, l.message_count, l.attachment_count, l.unanswered_since, l.next_report_at,
  l.snoozed_until, l.created_at, l.updated_at, l.resolved_at, l.merged_into, l.owed_at, l.promise_kind,
  l.promise_due_at, r.read_up_to, r.read_until
FROM (SELECT t.id FROM tickets t WHERE TRUE /*parts*/ /*order*/) chosen CROSS JOIN tickets l ON l.id = chosen.id
LEFT JOIN contacts c ON c.id = l.contact_id
LEFT JOIN customers cu ON cu.id = l.customer_id
LEFT JOIN services s ON s.id = l.service_id
LEFT JOIN products p ON p.id = s.product_id
LEFT JOIN agents a ON a.id = l.assignee_id
LEFT JOIN teams te ON te.id = l.team_id
LEFT JOIN ticket_reads r ON r.agent_id = $1 AND r.ticket_id = l.id

-- name: list_tickets @postgres
-- bounded: by its order, or by an id
SELECT chosen.id, chosen.brand_id, chosen.subject, chosen.category, chosen.severity, chosen.status, chosen.channel, chosen.contact_id, c.name AS contact_name,
  (SELECT e.email FROM contact_addresses e WHERE e.contact_id = chosen.contact_id AND e.is_primary = 1 LIMIT 1) AS contact_email,
  chosen.customer_id, cu.name AS customer_name, chosen.service_id, p.name AS service_name, s.primary_domain AS service_domain,
  chosen.assignee_id, a.name AS assignee_name, chosen.team_id, te.name AS team_name, chosen.tags, chosen.cc, chosen.custom_fields, chosen.reason,
  chosen.last_message_at, chosen.last_message_by, chosen.last_message_snippet, chosen.message_count, chosen.attachment_count, chosen.unanswered_since, chosen.next_report_at,
  chosen.snoozed_until, chosen.created_at, chosen.updated_at, chosen.resolved_at, chosen.merged_into, chosen.owed_at, chosen.promise_kind,
  chosen.promise_due_at, r.read_up_to, r.read_until
FROM (
  SELECT t.id, t.brand_id, t.subject, t.category, t.severity, t.status, t.channel, t.contact_id, t.customer_id, t.service_id, t.assignee_id,
    t.team_id, t.tags, t.cc, t.custom_fields, t.reason, t.last_message_at, t.last_message_by, t.last_message_snippet, t.message_count,
    t.attachment_count, t.unanswered_since, t.next_report_at, t.snoozed_until, t.created_at, t.updated_at, t.resolved_at, t.merged_into, t.owed_at,
    t.promise_kind, t.promise_due_at
  FROM tickets t WHERE TRUE /*parts*/ /*order*/
) chosen
LEFT JOIN contacts c ON c.id = chosen.contact_id
LEFT JOIN customers cu ON cu.id = chosen.customer_id
LEFT JOIN services s ON s.id = chosen.service_id
LEFT JOIN products p ON p.id = s.product_id
LEFT JOIN agents a ON a.id = chosen.assignee_id
LEFT JOIN teams te ON te.id = chosen.team_id
LEFT JOIN ticket_reads r ON r.agent_id = $1 AND r.ticket_id = chosen.id

-- part: with_id
AND t.id = $1

-- part: not_id
AND t.id <> $1

-- part: in_brands @sqlite
AND t.brand_id IN (SELECT value FROM json_each($1))

-- part: in_brands @postgres
AND t.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- part: not_merged
AND t.queue <> 'merged'

-- part: of_contact
AND t.contact_id = $1

-- part: of_customer
AND t.customer_id = $1

-- part: of_contact_or_customer
AND (t.contact_id = $1 OR t.customer_id = $2)

-- part: owed_after_key
AND (t.owed_at, t.id) > ($1, $2)

-- part: updated_before_key
AND (t.updated_at, t.id) < ($1, $2)

-- Numbers are given in the order of creation.
-- part: created_before_key
AND t.id < $1

-- The bound stands in the text: PostgreSQL would plan anew each time for one that it does not know.
-- part: by_owed_51
ORDER BY t.owed_at, t.id LIMIT 51

-- part: by_owed_201
ORDER BY t.owed_at, t.id LIMIT 201

-- part: by_updated_51
ORDER BY t.updated_at DESC, t.id DESC LIMIT 51

-- part: by_updated_201
ORDER BY t.updated_at DESC, t.id DESC LIMIT 201

-- part: by_created_51
ORDER BY t.id DESC LIMIT 51

-- part: by_created_201
ORDER BY t.id DESC LIMIT 201

-- part: at_most_201
LIMIT 201

-- name: find_view
SELECT id, name, query, sort, shared, owner_id FROM views WHERE id = $1 AND (shared = 1 OR owner_id = $2)

-- name: list_views
SELECT id, name, query, sort, shared, owner_id FROM views WHERE shared = 1 OR owner_id = $1 ORDER BY name, id LIMIT 200

-- name: insert_view
INSERT INTO views (name, query, sort, shared, owner_id, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id

-- name: change_view
UPDATE views SET name = $2, query = $3, sort = $4, shared = $5 WHERE id = $1

-- name: delete_view
DELETE FROM views WHERE id = $1

-- Counts up to a bound: a view of a million tickets says `1000`, not how many.
-- name: count_tickets
SELECT count(*) FROM (
  SELECT t.id FROM tickets t WHERE TRUE /*parts*/ LIMIT 1000) counted

-- name: count_of_customers @sqlite
SELECT t.customer_id, count(*) AS open_tickets FROM tickets t
WHERE t.customer_id IN (SELECT value FROM json_each($1)) AND t.is_open = 1 /*parts*/ GROUP BY t.customer_id LIMIT 500

-- name: count_of_customers @postgres
SELECT t.customer_id, count(*) AS open_tickets FROM tickets t
WHERE t.customer_id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) AND t.is_open = 1 /*parts*/
GROUP BY t.customer_id LIMIT 500

-- name: find_indexed
SELECT m.id, m.ticket_id, t.brand_id, t.subject, c.name AS contact_name, m.body_text, m.by_name, m.kind, m.state
FROM messages m JOIN tickets t ON t.id = m.ticket_id JOIN contacts c ON c.id = t.contact_id WHERE m.id = $1

-- name: list_indexed
SELECT m.id, m.ticket_id, t.brand_id, t.subject, c.name AS contact_name, m.body_text, m.by_name, m.kind, m.state
FROM messages m JOIN tickets t ON t.id = m.ticket_id JOIN contacts c ON c.id = t.contact_id WHERE m.ticket_id = $1 ORDER BY m.id LIMIT 5000

-- name: list_ids_of_contact
SELECT id FROM tickets WHERE contact_id = $1 ORDER BY id LIMIT 10000

-- name: list_texts @sqlite
SELECT id, body_text FROM messages WHERE id IN (SELECT value FROM json_each($1)) LIMIT 200

-- name: list_texts @postgres
SELECT id, body_text FROM messages WHERE id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) LIMIT 200

-- name: count_open_tickets
SELECT queue, severity, count(*) AS tickets FROM tickets WHERE is_open = 1 GROUP BY queue, severity LIMIT 100
