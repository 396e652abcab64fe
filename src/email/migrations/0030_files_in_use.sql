CREATE INDEX mails_raw ON mails (raw_sha256);
