-- For a list of more than two values that it checks SQLite makes a table in every run.
-- @sqlite
DROP INDEX jobs_key_unique;
DROP INDEX jobs_due;
DROP INDEX jobs_leases;
DROP INDEX jobs_dead;
ALTER TABLE jobs ADD COLUMN one_state TEXT NOT NULL DEFAULT 'waiting'
  CONSTRAINT jobs_state CHECK (one_state = 'waiting' OR one_state = 'running' OR one_state = 'dead');
UPDATE jobs SET one_state = state;
ALTER TABLE jobs DROP COLUMN state;
ALTER TABLE jobs RENAME COLUMN one_state TO state;
CREATE UNIQUE INDEX jobs_key_unique ON jobs (kind, unique_key) WHERE unique_key <> '' AND state <> 'dead';
CREATE INDEX jobs_due ON jobs (lane, run_at, id) WHERE state = 'waiting';
CREATE INDEX jobs_leases ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead';
-- @end
-- @postgres
ALTER TABLE jobs ALTER COLUMN state SET DEFAULT 'waiting';
-- @end
