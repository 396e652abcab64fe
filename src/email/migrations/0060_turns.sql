-- Who may be mailed automatically is decided by what was mailed before: of two transactions that decide about one address at the
-- same time, on whichever node, one is run again. A row stands for all addresses of one digest.
CREATE TABLE mail_turns (
  part BIGINT NOT NULL PRIMARY KEY,
  taken BIGINT NOT NULL
);
