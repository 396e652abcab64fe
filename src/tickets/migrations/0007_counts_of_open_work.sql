-- Counts of open work read nothing but the index. SQLite asks for the column of the index's own condition too.
DROP INDEX tickets_open;
-- @sqlite
CREATE INDEX tickets_open ON tickets (owed_at, id, team_id, queue, severity, category, brand_id, status, is_open) WHERE is_open = 1;
DROP INDEX tickets_open_of_assignee;
CREATE INDEX tickets_open_of_assignee ON tickets (assignee_id, owed_at, id, queue, brand_id, is_open) WHERE is_open = 1;
-- @end
-- @postgres
CREATE INDEX tickets_open ON tickets (owed_at, id, team_id, queue, severity, category, brand_id, status) WHERE is_open = 1;
-- @end
