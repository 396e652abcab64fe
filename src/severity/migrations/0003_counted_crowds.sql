-- How many tickets came to a crowd stands on it: thousands may come to one, and each of them asks.
ALTER TABLE severity_crowds ADD COLUMN tickets BIGINT NOT NULL DEFAULT 0;
UPDATE severity_crowds SET tickets = (
  SELECT COUNT(*) FROM severity_arrivals a
  WHERE a.server_id = severity_crowds.server_id AND a.rule_id = severity_crowds.rule_id AND a.at >= severity_crowds.began_at);
