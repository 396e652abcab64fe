-- Whoever asks for the next ticket goes through what nobody has, soonest owed first, and most of it may be in a language that is not
-- theirs: on SQLite the index alone says what decides, so that the tickets themselves are not looked up.
-- @sqlite
DROP INDEX tickets_open_of_assignee;
CREATE INDEX tickets_open_of_assignee
  ON tickets (assignee_id, owed_at, id, queue, brand_id, is_open, contact_id, promise_due_at, unanswered_since, created_at) WHERE is_open = 1;
-- @end
-- @postgres
COMMENT ON INDEX tickets_open_of_assignee IS 'What each agent has, and what nobody has, soonest owed first.';
-- @end
