-- Who orders a mail or a note about pages to an agent, and who sends it, count here first: one after the other, so that none leaves something
-- waiting that nobody comes for.
CREATE TABLE escalation_turns (
  agent_id BIGINT NOT NULL PRIMARY KEY REFERENCES agents (id),
  turn BIGINT NOT NULL
);
