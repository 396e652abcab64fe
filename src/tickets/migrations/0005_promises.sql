-- The promise that is due next, and since when a person of the host owes a word: derived in save_flow, in the transaction of what
-- made it so, so that the watch over it needs nothing else.
ALTER TABLE tickets ADD COLUMN promise_kind TEXT;
ALTER TABLE tickets ADD COLUMN promise_due_at BIGINT;
ALTER TABLE tickets ADD COLUMN owed_since BIGINT;
UPDATE tickets SET owed_since = CASE WHEN next_report_at IS NULL OR unanswered_since < next_report_at THEN unanswered_since ELSE next_report_at END
WHERE merged_into IS NULL;
CREATE INDEX tickets_owed_since ON tickets (owed_since, id) WHERE owed_since IS NOT NULL;
