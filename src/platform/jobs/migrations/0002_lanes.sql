ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT 'quick' CHECK (lane IN ('quick', 'slow'));
DROP INDEX jobs_due;
CREATE INDEX jobs_due ON jobs (lane, run_at, id) WHERE state = 'waiting';
