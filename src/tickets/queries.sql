-- name: find_record
SELECT id, brand_id, subject, category, severity, status, channel, contact_id, customer_id, service_id, assignee_id, team_id, tags, cc,
  custom_fields, reason, next_report_at, snoozed_until, created_at, updated_at, first_replied_at, resolved_at, reopened_count, merged_into,
  unanswered_since, last_message_at, last_message_by, last_message_snippet, message_count, attachment_count, promise_kind, promise_due_at
FROM tickets WHERE id = $1

-- name: insert_ticket
INSERT INTO tickets (brand_id, subject, category, severity, status, channel, contact_id, customer_id, service_id, assignee_id, team_id, tags, cc,
  custom_fields, created_at, updated_at, unanswered_since, last_message_at, last_message_by, last_message_snippet, message_count,
  attachment_count, queue, is_open, owed_at, owed_since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
RETURNING id

-- name: save_flow
UPDATE tickets SET status = $2, reason = $3, next_report_at = $4, snoozed_until = $5, updated_at = $6, first_replied_at = $7, resolved_at = $8,
  reopened_count = $9, merged_into = $10, unanswered_since = $11, last_message_at = $12, last_message_by = $13, last_message_snippet = $14,
  message_count = $15, attachment_count = $16, queue = $17, is_open = $18, owed_at = $19, owed_since = $20
WHERE id = $1

-- A line of a list with the names that it shows. The page is chosen and ordered from tickets alone and the names are joined to
-- what was chosen, so that no planner is tempted to join first; the reader puts the few lines in order again.
-- name: list_tickets
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

-- The conditions of the search language. Each is whole in itself and never null, so that `except` is its opposite.
-- part: also
AND
-- part: except
AND NOT
-- part: group_begin
(
-- part: either
OR
-- part: group_end
)

-- part: severity_in @sqlite
(t.severity IN (SELECT value FROM json_each($1)))
-- part: severity_in @postgres
(t.severity = ANY(ARRAY(SELECT json_array_elements_text($1::json))))

-- part: status_in @sqlite
(t.status IN (SELECT value FROM json_each($1)))
-- part: status_in @postgres
(t.status = ANY(ARRAY(SELECT json_array_elements_text($1::json))))

-- part: category_in @sqlite
(t.category IN (SELECT value FROM json_each($1)))
-- part: category_in @postgres
(t.category = ANY(ARRAY(SELECT json_array_elements_text($1::json))))

-- part: channel_in @sqlite
(t.channel IN (SELECT value FROM json_each($1)))
-- part: channel_in @postgres
(t.channel = ANY(ARRAY(SELECT json_array_elements_text($1::json))))

-- part: queue_is
(t.queue = $1)

-- part: queue_in @sqlite
(t.queue IN (SELECT value FROM json_each($1)))
-- part: queue_in @postgres
(t.queue = ANY(ARRAY(SELECT json_array_elements_text($1::json))))

-- part: id_in @sqlite
(t.id IN (SELECT value FROM json_each($1)))
-- part: id_in @postgres
(t.id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)))

-- part: tier_in @sqlite
(t.service_id IS NOT NULL AND t.service_id IN (SELECT x.id FROM services x WHERE x.tier IN (SELECT value FROM json_each($1))))
-- part: tier_in @postgres
(t.service_id IS NOT NULL AND t.service_id IN (SELECT x.id FROM services x WHERE x.tier = ANY(ARRAY(SELECT json_array_elements_text($1::json)))))

-- part: tag_in @sqlite
(t.id IN (SELECT g.ticket_id FROM ticket_tags g WHERE g.tag IN (SELECT value FROM json_each($1))))
-- part: tag_in @postgres
(t.id IN (SELECT g.ticket_id FROM ticket_tags g WHERE g.tag = ANY(ARRAY(SELECT json_array_elements_text($1::json)))))

-- part: created_between
(t.created_at >= $1 AND t.created_at < $2)

-- part: updated_between
(t.updated_at >= $1 AND t.updated_at < $2)

-- part: assignee_is
(t.assignee_id IS NOT NULL AND t.assignee_id = $1)

-- part: assignee_none
(t.assignee_id IS NULL)

-- part: assignee_named
(t.assignee_id IS NOT NULL AND t.assignee_id IN (SELECT x.id FROM agents x WHERE lower(x.name) LIKE $1 ESCAPE '!' OR x.email LIKE $1 ESCAPE '!'))

-- part: followed_by
(t.id IN (SELECT f.ticket_id FROM ticket_followers f JOIN agents x ON x.id = f.agent_id
  WHERE x.id = $1 OR ($1 = 0 AND (lower(x.name) LIKE $2 ESCAPE '!' OR x.email LIKE $2 ESCAPE '!'))))

-- part: team_of
(t.team_id IS NOT NULL AND t.team_id IN (SELECT x.team_id FROM team_members x WHERE x.agent_id = $1))

-- part: team_none
(t.team_id IS NULL)

-- part: team_named
(t.team_id IS NOT NULL AND t.team_id IN (SELECT x.id FROM teams x WHERE lower(x.name) LIKE $1 ESCAPE '!'))

-- part: brand_named
(t.brand_id IN (SELECT x.id FROM brands x WHERE lower(x.key) LIKE $1 ESCAPE '!' OR lower(x.name) LIKE $1 ESCAPE '!' OR x.domain LIKE $1 ESCAPE '!'))

-- part: contact_with_address
(t.contact_id IN (SELECT x.contact_id FROM contact_addresses x WHERE x.email = $1))

-- part: contact_named
(t.contact_id IN (SELECT x.id FROM contacts x WHERE lower(x.name) LIKE $1 ESCAPE '!'))

-- part: customer_named
(t.customer_id IS NOT NULL AND t.customer_id IN (SELECT x.id FROM customers x WHERE lower(x.name) LIKE $1 ESCAPE '!' OR x.external_id = $2))

-- part: service_named
(t.service_id IS NOT NULL AND t.service_id IN (SELECT x.id FROM services x WHERE x.primary_domain LIKE $1 ESCAPE '!' OR lower(x.external_id) LIKE $1 ESCAPE '!'))

-- part: server_named
(t.service_id IS NOT NULL AND t.service_id IN (SELECT x.id FROM services x JOIN servers v ON v.id = x.server_id WHERE lower(v.name) LIKE $1 ESCAPE '!'))

-- part: has_attachment
(t.attachment_count > 0)

-- part: is_unanswered
(t.unanswered_since IS NOT NULL)

-- part: is_unread
(NOT EXISTS (SELECT 1 FROM ticket_reads x WHERE x.agent_id = $1 AND x.ticket_id = t.id AND x.read_until >= t.last_message_at))

-- part: is_snoozed
(t.queue = 'snoozed')

-- part: is_merged
(t.queue = 'merged')

-- part: is_open_work
(t.is_open = 1)

-- part: is_active
(t.is_open = 1 AND t.queue <> 'snoozed')

-- part: is_assigned
(t.assignee_id IS NOT NULL)

-- part: is_owed_before
(t.is_open = 1 AND t.owed_at < $1)

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

-- name: insert_message
INSERT INTO messages (ticket_id, home_ticket_id, kind, state, by_kind, by_id, by_name, by_email, channel, automatic, body_html, body_text,
  quoted_html, quoted_text, remote_images, mentions, created_at, undo_until, send_at, plan, before, source_id, raw_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
RETURNING id

-- name: list_messages
SELECT m.id, m.ticket_id, m.home_ticket_id, m.kind, m.state, m.by_kind, m.by_id, m.by_name, m.by_email, m.channel, m.automatic, m.body_html,
  m.body_text, m.quoted_html, m.quoted_text, m.remote_images, m.mentions, m.created_at, m.undo_until, m.send_at, m.raw_sha256
FROM messages m WHERE m.ticket_id = $1 AND m.id < $2 /*parts*/ ORDER BY m.id DESC LIMIT 201

-- part: public_messages
AND m.kind <> 'note' AND m.state = 'sent' AND (m.undo_until IS NULL OR m.undo_until <= $1)

-- name: find_message
SELECT m.id, m.ticket_id, m.home_ticket_id, m.kind, m.state, m.by_kind, m.by_id, m.by_name, m.by_email, m.channel, m.automatic, m.body_html,
  m.body_text, m.quoted_html, m.quoted_text, m.remote_images, m.mentions, m.created_at, m.undo_until, m.send_at, m.raw_sha256
FROM messages m WHERE m.id = $1

-- name: list_attachments_of_ticket
SELECT a.id, a.message_id, a.sha256, a.name, a.media_type, a.size, a.is_inline, a.content_id
FROM attachments a JOIN messages m ON m.id = a.message_id
WHERE m.ticket_id = $1 AND m.id >= $2 AND m.id <= $3 ORDER BY a.id LIMIT 5000

-- name: list_attachments_of_message
SELECT a.id, a.message_id, a.sha256, a.name, a.media_type, a.size, a.is_inline, a.content_id
FROM attachments a WHERE a.message_id = $1 ORDER BY a.id LIMIT 500

-- name: list_followers
SELECT f.agent_id AS id, a.name FROM ticket_followers f JOIN agents a ON a.id = f.agent_id WHERE f.ticket_id = $1 ORDER BY a.name, a.id LIMIT 200

-- Both ends of the links and the tickets that were merged into this one, in one statement.
-- name: list_related
SELECT l.kind, 'to' AS direction, t.id, t.subject, t.status
FROM ticket_links l JOIN tickets t ON t.id = l.to_ticket_id WHERE l.from_ticket_id = $1
UNION ALL
SELECT l.kind, 'from' AS direction, t.id, t.subject, t.status
FROM ticket_links l JOIN tickets t ON t.id = l.from_ticket_id WHERE l.to_ticket_id = $1
UNION ALL
SELECT 'merged' AS kind, 'from' AS direction, t.id, t.subject, t.status FROM tickets t WHERE t.merged_into = $1
ORDER BY 3 LIMIT 500

-- name: insert_tag
INSERT INTO ticket_tags (ticket_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- name: mark_read
INSERT INTO ticket_reads (agent_id, ticket_id, read_up_to, read_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (agent_id, ticket_id) DO UPDATE SET read_up_to = excluded.read_up_to, read_until = excluded.read_until

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

-- name: list_files_in_use
-- bounded: by the first digits of the digest
SELECT sha256 FROM attachments WHERE sha256 >= $1 AND sha256 < $2
UNION ALL SELECT raw_sha256 FROM messages WHERE raw_sha256 >= $1 AND raw_sha256 < $2

-- name: use_attachment
UPDATE attachments SET message_id = $2 WHERE id = $1 AND message_id IS NULL AND by_kind = $3 AND by_id = $4

-- name: find_settings
SELECT brand_id, reopen_days, undo_seconds FROM ticket_settings WHERE brand_id = $1

-- name: find_active_agent_name
SELECT name FROM agents WHERE id = $1 AND active = 1

-- name: find_team_name
SELECT name FROM teams WHERE id = $1

-- name: find_customer_name
SELECT name FROM customers WHERE id = $1

-- name: find_category
SELECT active FROM categories WHERE key = $1

-- name: insert_link
INSERT INTO ticket_links (from_ticket_id, to_ticket_id, kind) VALUES ($1, $2, $3)
ON CONFLICT (from_ticket_id, to_ticket_id) DO UPDATE SET kind = excluded.kind

-- name: save_fields
UPDATE tickets SET subject = $2, category = $3, severity = $4, service_id = $5, contact_id = $6, customer_id = $7, custom_fields = $8,
  updated_at = $9, owed_at = $10 WHERE id = $1

-- name: set_promise
UPDATE tickets SET promise_kind = $2, promise_due_at = $3, owed_at = $4 WHERE id = $1

-- name: count_later_words
SELECT count(*) FROM messages WHERE ticket_id = $1 AND id > $2 AND state = 'sent' AND kind <> 'note' AND by_kind = 'agent' AND automatic = 0

-- name: assign
UPDATE tickets SET assignee_id = $2, team_id = $3, updated_at = $4, owed_at = $5 WHERE id = $1

-- name: save_tags
UPDATE tickets SET tags = $2, updated_at = $3, owed_at = $4 WHERE id = $1

-- name: delete_tag
DELETE FROM ticket_tags WHERE ticket_id = $1 AND tag = $2

-- name: list_follower_ids
SELECT agent_id FROM ticket_followers WHERE ticket_id = $1 ORDER BY agent_id LIMIT 200

-- name: insert_follower
INSERT INTO ticket_followers (ticket_id, agent_id) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- name: delete_follower
DELETE FROM ticket_followers WHERE ticket_id = $1 AND agent_id = $2

-- name: change_cc
UPDATE tickets SET cc = $2 WHERE id = $1

-- name: mark_unread
DELETE FROM ticket_reads WHERE agent_id = $1 AND ticket_id = $2

-- name: find_draft
SELECT kind, body_html, attachment_ids, base_message_count, updated_at FROM drafts WHERE ticket_id = $1 AND agent_id = $2

-- name: save_draft
INSERT INTO drafts (ticket_id, agent_id, kind, body_html, attachment_ids, base_message_count, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (ticket_id, agent_id) DO UPDATE SET kind = excluded.kind, body_html = excluded.body_html,
  attachment_ids = excluded.attachment_ids, base_message_count = excluded.base_message_count, updated_at = excluded.updated_at

-- name: delete_draft
DELETE FROM drafts WHERE ticket_id = $1 AND agent_id = $2

-- name: list_own_attachments @sqlite
SELECT id, message_id, sha256, name, media_type, size, is_inline, content_id FROM attachments
WHERE id IN (SELECT value FROM json_each($1)) AND message_id IS NULL AND by_kind = 'agent' AND by_id = $2 ORDER BY id LIMIT 200
-- name: list_own_attachments @postgres
SELECT id, message_id, sha256, name, media_type, size, is_inline, content_id FROM attachments
WHERE id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) AND message_id IS NULL AND by_kind = 'agent' AND by_id = $2
ORDER BY id LIMIT 200

-- name: save_settings
INSERT INTO ticket_settings (brand_id, reopen_days, undo_seconds) VALUES ($1, $2, $3)
ON CONFLICT (brand_id) DO UPDATE SET reopen_days = excluded.reopen_days, undo_seconds = excluded.undo_seconds

-- name: find_category_line
SELECT key, name, questions, active FROM categories WHERE key = $1

-- name: list_categories
SELECT key, name, questions, active FROM categories ORDER BY created_at, key LIMIT 200

-- name: save_category
INSERT INTO categories (key, name, questions, active, created_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (key) DO UPDATE SET name = excluded.name, questions = excluded.questions, active = excluded.active

-- name: delete_category
DELETE FROM categories WHERE key = $1

-- name: find_ticket_of_category
SELECT id FROM tickets WHERE category = $1 LIMIT 1

-- name: list_fields_of_brand
SELECT id, key, label, kind, choices, required_on, brand_id FROM custom_fields WHERE brand_id IS NULL OR brand_id = $1 ORDER BY id LIMIT 200

-- name: list_custom_fields
SELECT id, key, label, kind, choices, required_on, brand_id FROM custom_fields ORDER BY id LIMIT 500

-- name: find_custom_field
SELECT id, key, label, kind, choices, required_on, brand_id FROM custom_fields WHERE id = $1

-- name: insert_custom_field
INSERT INTO custom_fields (key, label, kind, choices, required_on, brand_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: change_custom_field
UPDATE custom_fields SET label = $2, choices = $3, required_on = $4 WHERE id = $1

-- name: delete_custom_field
DELETE FROM custom_fields WHERE id = $1

-- name: list_reads
SELECT agent_id, read_until FROM ticket_reads WHERE ticket_id = $1 ORDER BY agent_id LIMIT 2000

-- name: find_pending
SELECT plan, before FROM messages WHERE id = $1

-- name: set_message_state
UPDATE messages SET state = $2, created_at = $3, undo_until = NULL, before = NULL, plan = NULL WHERE id = $1

-- name: release_message
UPDATE messages SET undo_until = NULL, before = NULL WHERE id = $1

-- name: find_last_message
SELECT m.id, m.ticket_id, m.home_ticket_id, m.kind, m.state, m.by_kind, m.by_id, m.by_name, m.by_email, m.channel, m.automatic, m.body_html,
  m.body_text, m.quoted_html, m.quoted_text, m.remote_images, m.mentions, m.created_at, m.undo_until, m.send_at, m.raw_sha256
FROM messages m WHERE m.ticket_id = $1 AND m.state = 'sent' ORDER BY m.created_at DESC, m.id DESC LIMIT 1

-- name: count_messages
SELECT count(*) FROM messages WHERE ticket_id = $1 AND state = 'sent'

-- name: count_attachments
SELECT count(*) FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.ticket_id = $1 AND m.state = 'sent'

-- name: insert_attachment
INSERT INTO attachments (sha256, name, media_type, size, is_inline, content_id, by_kind, by_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id

-- name: find_attachment
SELECT id, message_id, sha256, name, media_type, size, is_inline, content_id FROM attachments WHERE id = $1

-- name: find_attachment_owner
SELECT a.message_id, a.by_kind, a.by_id, m.kind, m.state, m.undo_until, m.ticket_id, t.brand_id, t.contact_id, t.customer_id
FROM attachments a LEFT JOIN messages m ON m.id = a.message_id LEFT JOIN tickets t ON t.id = m.ticket_id WHERE a.id = $1

-- name: find_draft_with_attachment @sqlite
SELECT d.agent_id FROM attachments a JOIN drafts d ON d.agent_id = a.by_id JOIN json_each(d.attachment_ids) e ON e.value = a.id
WHERE a.id = $1 AND a.by_kind = 'agent' LIMIT 1
-- name: find_draft_with_attachment @postgres
SELECT d.agent_id FROM attachments a JOIN drafts d ON d.agent_id = a.by_id
WHERE a.id = $1 AND a.by_kind = 'agent' AND d.attachment_ids::jsonb @> to_jsonb(a.id) LIMIT 1

-- name: delete_attachment
DELETE FROM attachments WHERE id = $1 AND message_id IS NULL

-- name: find_macro
SELECT m.id, m.name, m.shared, m.team_id, m.owner_id, m.actions, m.body_html FROM macros m WHERE m.id = $1 AND (m.owner_id = $2
  OR (m.shared = 1 AND (m.team_id IS NULL OR m.team_id IN (SELECT x.team_id FROM team_members x WHERE x.agent_id = $2))))

-- name: list_macros
SELECT m.id, m.name, m.shared, m.team_id, m.owner_id, m.actions, m.body_html FROM macros m WHERE m.owner_id = $1
  OR (m.shared = 1 AND (m.team_id IS NULL OR m.team_id IN (SELECT x.team_id FROM team_members x WHERE x.agent_id = $1)))
ORDER BY m.name, m.id LIMIT 500

-- name: insert_macro
INSERT INTO macros (name, shared, team_id, owner_id, actions, body_html, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id

-- name: change_macro
UPDATE macros SET name = $2, shared = $3, team_id = $4, actions = $5, body_html = $6 WHERE id = $1

-- name: delete_macro
DELETE FROM macros WHERE id = $1

-- name: move_messages_of_ticket
UPDATE messages SET ticket_id = $2 WHERE ticket_id = $1

-- name: take_back_messages
WITH RECURSIVE family (id) AS (
  SELECT t.id FROM tickets t WHERE t.id = $1
  UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id
)
UPDATE messages SET ticket_id = $1 WHERE ticket_id = $2 AND home_ticket_id IN (SELECT id FROM family)

-- name: count_answers_after
SELECT COUNT(*) FROM messages
WHERE ticket_id = $1 AND by_kind = 'agent' AND kind <> 'note' AND state = 'sent' AND automatic = 0 AND created_at > $2
  AND (undo_until IS NULL OR undo_until <= $3)

-- name: find_unanswered_since
SELECT MIN(created_at) FROM messages
WHERE ticket_id = $1 AND by_kind = 'contact' AND kind <> 'note' AND state = 'sent' AND automatic = 0
  AND id > (SELECT coalesce(MAX(a.id), 0) FROM messages a
            WHERE a.ticket_id = $1 AND a.by_kind = 'agent' AND a.kind <> 'note' AND a.state = 'sent' AND a.automatic = 0)

-- name: move_message
UPDATE messages SET ticket_id = $2, home_ticket_id = $2 WHERE id = $1

-- name: delete_link
DELETE FROM ticket_links WHERE (from_ticket_id = $1 AND to_ticket_id = $2) OR (from_ticket_id = $2 AND to_ticket_id = $1)

-- name: find_indexed
SELECT m.id, m.ticket_id, t.brand_id, t.subject, c.name AS contact_name, m.body_text, m.by_name, m.kind, m.state
FROM messages m JOIN tickets t ON t.id = m.ticket_id JOIN contacts c ON c.id = t.contact_id WHERE m.id = $1

-- name: list_indexed
SELECT m.id, m.ticket_id, t.brand_id, t.subject, c.name AS contact_name, m.body_text, m.by_name, m.kind, m.state
FROM messages m JOIN tickets t ON t.id = m.ticket_id JOIN contacts c ON c.id = t.contact_id WHERE m.ticket_id = $1 ORDER BY m.id LIMIT 5000

-- name: list_ids_of_contact
SELECT id FROM tickets WHERE contact_id = $1 ORDER BY id LIMIT 10000

-- name: change_contact
UPDATE tickets SET contact_id = $2, customer_id = $3 WHERE id = $1

-- name: list_texts @sqlite
SELECT id, body_text FROM messages WHERE id IN (SELECT value FROM json_each($1)) LIMIT 200
-- name: list_texts @postgres
SELECT id, body_text FROM messages WHERE id = ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint)) LIMIT 200

-- name: find_answer
SELECT id, title, shortcut, category, texts FROM answers WHERE id = $1

-- name: list_answers
SELECT id, title, shortcut, category, texts FROM answers ORDER BY title, id LIMIT 1000

-- name: insert_answer
INSERT INTO answers (title, shortcut, category, texts, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_answer
UPDATE answers SET title = $2, shortcut = $3, category = $4, texts = $5 WHERE id = $1

-- name: delete_answer
DELETE FROM answers WHERE id = $1

-- name: find_place
SELECT id, merged_into, brand_id, contact_id, subject, status, cc FROM tickets WHERE id = $1

-- name: find_message_by_source
SELECT m.id, m.ticket_id, t.brand_id, t.contact_id, m.state FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.source_id = $1
ORDER BY m.id LIMIT 1

-- name: set_message_source
UPDATE messages SET source_id = $2 WHERE id = $1

-- name: find_raw
SELECT m.raw_sha256 AS sha256, m.ticket_id, m.kind FROM messages m WHERE m.id = $1

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

-- name: count_open_tickets
SELECT queue, severity, count(*) AS tickets FROM tickets WHERE is_open = 1 GROUP BY queue, severity LIMIT 100
