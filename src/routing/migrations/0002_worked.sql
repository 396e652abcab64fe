-- When the agent last said something to a customer: whoever has nothing left to do has been idle since then, or since the last ticket came.
ALTER TABLE routing_turns ADD COLUMN worked_at BIGINT;
