-- Lists and counts of open work read one small index, whatever else they ask for, and its order is theirs.
DROP INDEX tickets_open_of_team;
CREATE INDEX tickets_open ON tickets (owed_at, id, team_id, queue, severity, category, brand_id) WHERE is_open = 1;
DROP INDEX tickets_open_of_assignee;
CREATE INDEX tickets_open_of_assignee ON tickets (assignee_id, owed_at, id, queue, brand_id) WHERE is_open = 1;
-- The open tickets of customers are counted in the index alone.
DROP INDEX tickets_customer;
CREATE INDEX tickets_customer ON tickets (customer_id, id, is_open, brand_id) WHERE customer_id IS NOT NULL;
-- Whether a message names a stored file.
CREATE INDEX messages_raw ON messages (raw_sha256) WHERE raw_sha256 IS NOT NULL;
