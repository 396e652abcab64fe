-- How often somebody lately failed to show that an account is theirs, by whatever address.
CREATE TABLE guesses (
  account TEXT NOT NULL PRIMARY KEY, -- SHA-256: what was typed may be nobody's address, or a password in the wrong field
  since BIGINT NOT NULL,
  failures BIGINT NOT NULL
);
CREATE INDEX guesses_since ON guesses (since);
