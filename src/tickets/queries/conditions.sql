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

-- part: team_is
(t.team_id IS NOT NULL AND t.team_id = $1)

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

-- part: is_unattended
(t.owed_since IS NOT NULL AND t.owed_since <= $1)

-- part: promise_half
(t.promise_half_at IS NOT NULL AND t.promise_half_at <= $1 AND t.promise_most_at > $1)

-- part: promise_three_quarters
(t.promise_half_at IS NOT NULL AND t.promise_half_at <= $1 AND t.promise_most_at <= $1 AND t.promise_late_at > $1)

-- part: promise_broken
(t.promise_half_at IS NOT NULL AND t.promise_half_at <= $1 AND t.promise_late_at <= $1)

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
