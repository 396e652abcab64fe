-- name: list_audit @sqlite
SELECT e."transaction", e.sequence, e.at, e.actor_kind, e.actor_id, e.actor_name, e.type, e.stream, e.payload
FROM trail_entries e WHERE $1 >= 0 AND e.sequence < $2 AND e.stream NOT LIKE 'ticket/%' /*parts*/
ORDER BY e.sequence DESC LIMIT $3

-- name: list_audit @postgres
SELECT e."transaction", e.sequence, e.at, e.actor_kind, e.actor_id, e.actor_name, e.type, e.stream, e.payload
FROM trail_entries e WHERE (e."transaction", e.sequence) < ($1, $2) AND e.stream NOT LIKE 'ticket/%' /*parts*/
ORDER BY e."transaction" DESC, e.sequence DESC LIMIT $3

-- part: audit_in_brands @sqlite
AND e.brand_id IN (SELECT value FROM json_each($1))
-- part: audit_in_brands @postgres
AND e.brand_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))

-- part: audit_by_actor
AND e.actor_kind = 'agent' AND e.actor_id = $1

-- part: audit_by_type
AND e.type = $1
