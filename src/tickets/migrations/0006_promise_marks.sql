-- When half and three quarters of the promise that comes there first are gone, and when the first one is due that is not made good:
-- kept by who makes promises. Half comes first, so one small index finds whatever is at risk or broken.
ALTER TABLE tickets ADD COLUMN promise_half_at BIGINT;
ALTER TABLE tickets ADD COLUMN promise_most_at BIGINT;
ALTER TABLE tickets ADD COLUMN promise_late_at BIGINT;
CREATE INDEX tickets_promise_marks ON tickets (promise_half_at, promise_most_at, promise_late_at, team_id, brand_id)
  WHERE promise_half_at IS NOT NULL;
