-- Whether everything that runs was followed since tickets say how far their promises have run.
ALTER TABLE promise_settings ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;
