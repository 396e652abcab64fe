-- What of DMARC, DKIM and SPF our own mail server found to fail for the domain in From (RFC 8601).
ALTER TABLE mails ADD COLUMN failed_checks TEXT NOT NULL DEFAULT '[]';
