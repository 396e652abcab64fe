-- The number of the rules for secrets that found none in a message's words when it came; 0 where they found some or did not look. Only
-- what the present rules did not clear is looked through when it is shown.
ALTER TABLE messages ADD COLUMN clean_by BIGINT NOT NULL DEFAULT 0;
