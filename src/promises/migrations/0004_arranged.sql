-- Another text after each change of policies and calendars, never the same twice: whoever has read them knows by it that they still hold.
ALTER TABLE promise_settings ADD COLUMN arranged TEXT NOT NULL DEFAULT '';
-- @sqlite
UPDATE promise_settings SET arranged = lower(hex(randomblob(16)));
-- @end
-- @postgres
UPDATE promise_settings SET arranged = md5(random()::text || clock_timestamp()::text);
-- @end
