-- `push`: none, waiting (for what comes at the same time), sent; none again once the page has ended.
ALTER TABLE escalation_tells ADD COLUMN push TEXT NOT NULL DEFAULT 'none';
CREATE INDEX escalation_tells_push ON escalation_tells (agent_id, id) WHERE push <> 'none';

-- The last note about pages to the devices of each agent.
CREATE TABLE escalation_pushed (
  agent_id BIGINT NOT NULL PRIMARY KEY REFERENCES agents (id),
  pushed_at BIGINT NOT NULL
);

-- The ladder that every host begins with calls by push, too; one that a person made keeps its means.
UPDATE escalation_ladders SET steps = REPLACE(steps, '"means":["desk","mail","webhook"]', '"means":["desk","mail","push","webhook"]')
WHERE created_at = 0;
