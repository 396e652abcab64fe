-- The newest turn is asked for with every ticket that is given.
CREATE INDEX routing_turns_turn ON routing_turns (turn);
