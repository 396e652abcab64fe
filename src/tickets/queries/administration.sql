-- name: find_category
SELECT active FROM categories WHERE key = $1

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
