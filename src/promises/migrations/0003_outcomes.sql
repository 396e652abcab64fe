-- What a promise was about when it was kept or broken, and until when the cap let its customer wait: for reports. It is written with
-- the clock and stays what it was. The indexes have all that a report counts, and nothing that runs and is not yet due.
ALTER TABLE promise_clocks ADD COLUMN brand_id BIGINT;
ALTER TABLE promise_clocks ADD COLUMN severity TEXT;
ALTER TABLE promise_clocks ADD COLUMN tier TEXT;
ALTER TABLE promise_clocks ADD COLUMN channel TEXT;
ALTER TABLE promise_clocks ADD COLUMN team_id BIGINT;
ALTER TABLE promise_clocks ADD COLUMN agent_id BIGINT;
ALTER TABLE promise_clocks ADD COLUMN cap_due_at BIGINT;
UPDATE promise_clocks SET
  brand_id = (SELECT t.brand_id FROM tickets t WHERE t.id = ticket_id),
  severity = (SELECT t.severity FROM tickets t WHERE t.id = ticket_id),
  tier = (SELECT s.tier FROM tickets t JOIN services s ON s.id = t.service_id WHERE t.id = ticket_id),
  channel = (SELECT t.channel FROM tickets t WHERE t.id = ticket_id),
  team_id = (SELECT t.team_id FROM tickets t WHERE t.id = ticket_id),
  agent_id = (SELECT t.assignee_id FROM tickets t WHERE t.id = ticket_id),
  cap_due_at = CASE WHEN kind IN ('first_response', 'next_response')
    THEN started_at + (SELECT s.cap_seconds FROM promise_settings s WHERE s.id = 1) * 1000 END;
CREATE INDEX promise_clocks_outcome
  ON promise_clocks (due_at, id, kind, ending, broken_at, started_at, ended_at, brand_id, severity, tier, channel, team_id, agent_id, ticket_id)
  WHERE due_at IS NOT NULL AND (ending = 'kept' OR broken_at IS NOT NULL);
CREATE INDEX promise_clocks_cap
  ON promise_clocks (cap_due_at, id, ending, started_at, ended_at, brand_id, severity, tier, channel, team_id, agent_id, ticket_id)
  WHERE cap_due_at IS NOT NULL;

-- What was due and what became of it, one row for each promise, those of the cap included. owed: due and not given yet. dropped: not
-- given, and not owed any more when it had already been broken. Of the cap those that run have a row as well: who asks says until when.
CREATE VIEW promise_outcomes AS
SELECT id, ticket_id, kind, due_at, started_at, ended_at,
  CASE WHEN ending = 'kept' THEN 'kept' WHEN ended_at IS NULL THEN 'owed' WHEN ending = 'late' THEN 'late' ELSE 'dropped' END AS outcome,
  brand_id, severity, tier, channel, team_id, agent_id
FROM promise_clocks WHERE due_at IS NOT NULL AND (ending = 'kept' OR broken_at IS NOT NULL)
UNION ALL
SELECT id, ticket_id, 'cap' AS kind, cap_due_at AS due_at, started_at, ended_at,
  CASE WHEN ended_at IS NULL THEN 'owed' WHEN ended_at <= cap_due_at THEN 'kept' WHEN ending = 'dropped' THEN 'dropped' ELSE 'late' END AS outcome,
  brand_id, severity, tier, channel, team_id, agent_id
FROM promise_clocks WHERE cap_due_at IS NOT NULL AND (ended_at IS NULL OR ending <> 'dropped' OR ended_at > cap_due_at);
