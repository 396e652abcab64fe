-- name: put_document
INSERT INTO search_documents (kind, document_id, owner_id, brand_id, internal) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, document_id) DO UPDATE SET owner_id = excluded.owner_id, brand_id = excluded.brand_id, internal = excluded.internal
RETURNING id

-- name: find_document
SELECT id FROM search_documents WHERE kind = $1 AND document_id = $2

-- name: add_document
INSERT INTO search_documents (kind, document_id, owner_id, brand_id, internal) VALUES ($1, $2, $3, $4, $5) RETURNING id

-- name: change_document
UPDATE search_documents SET owner_id = $2, brand_id = $3, internal = $4 WHERE id = $1

-- name: index_document @sqlite
INSERT OR REPLACE INTO search_index (rowid, title, body) VALUES ($1, $2, $3)

-- name: index_document @postgres
UPDATE search_documents SET search = setweight($2::text::tsvector, 'A') || setweight($3::text::tsvector, 'D') WHERE id = $1

-- name: unindex_document @sqlite
DELETE FROM search_index WHERE rowid = (SELECT id FROM search_documents WHERE kind = $1 AND document_id = $2)

-- name: unindex_document @postgres
UPDATE search_documents SET search = NULL WHERE kind = $1 AND document_id = $2

-- name: remove_document
DELETE FROM search_documents WHERE kind = $1 AND document_id = $2

-- name: merge_index @sqlite
INSERT INTO search_index (search_index, rank) VALUES ('merge', $1)

-- name: merge_index @postgres
UPDATE search_documents SET id = id WHERE $1 < 0

-- By the index, those of the newest $4.
-- name: find_recent @sqlite
SELECT d.id AS row, d.kind, d.document_id AS id, d.owner_id AS owner, d.internal
FROM search_index i JOIN search_documents d ON d.id = i.rowid
WHERE i.search_index MATCH $1 AND i.rowid < $2
  AND i.rowid > (SELECT coalesce(max(o.id), 0) FROM search_documents o WHERE o.id < $2) - $4 /*parts*/
ORDER BY i.rowid DESC LIMIT $3

-- The sum in the order keeps PostgreSQL from walking the newest $4 one by one: it knows neither how rare the words are nor $4.
-- name: find_recent @postgres
SELECT d.id AS row, d.kind, d.document_id AS id, d.owner_id AS owner, d.internal
FROM search_documents d
WHERE d.search @@ $1::text::tsquery AND d.id < $2
  AND d.id > (SELECT coalesce(max(o.id), 0) FROM search_documents o WHERE o.id < $2) - $4::bigint /*parts*/
ORDER BY d.id + 0 DESC LIMIT $3

-- Without the index, by a look at each of the newest $4. SQLite's index gives the newest first.
-- name: find_among_newest @sqlite
SELECT d.id AS row, d.kind, d.document_id AS id, d.owner_id AS owner, d.internal
FROM search_index i JOIN search_documents d ON d.id = i.rowid
WHERE i.search_index MATCH $1 AND i.rowid < $2
  AND i.rowid > (SELECT coalesce(max(o.id), 0) FROM search_documents o WHERE o.id < $2) - $4 /*parts*/
ORDER BY i.rowid DESC LIMIT $3

-- name: find_among_newest @postgres
SELECT d.id AS row, d.kind, d.document_id AS id, d.owner_id AS owner, d.internal
FROM (SELECT id, kind, document_id, owner_id, brand_id, internal, search FROM search_documents WHERE id < $2 ORDER BY id DESC LIMIT $4) d
WHERE d.search @@ $1::text::tsquery /*parts*/ ORDER BY d.id DESC LIMIT $3

-- name: find_newest @sqlite
SELECT d.id AS row, d.kind, d.document_id AS id, d.owner_id AS owner, d.internal
FROM search_index i JOIN search_documents d ON d.id = i.rowid
WHERE i.search_index MATCH $1 AND i.rowid < $2 /*parts*/ ORDER BY i.rowid DESC LIMIT $3

-- The sum keeps the bound from being looked up for all documents.
-- name: find_newest @postgres
WITH matching AS MATERIALIZED (
  SELECT d.id AS row, d.kind, d.document_id AS id, d.owner_id AS owner, d.internal
  FROM search_documents d WHERE d.search @@ $1::text::tsquery AND d.id + 0 < $2 /*parts*/)
SELECT row, kind, id, owner, internal FROM matching ORDER BY row DESC LIMIT $3

-- part: of_kinds @sqlite
AND d.kind IN (SELECT value FROM json_each($1))

-- part: of_kinds @postgres
AND d.kind = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)))

-- part: in_brands @sqlite
AND d.brand_id IN (SELECT value FROM json_each($1))

-- part: in_brands @postgres
AND d.brand_id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)::bigint))

-- part: not_internal
AND d.internal = 0
