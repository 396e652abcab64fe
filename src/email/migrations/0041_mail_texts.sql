-- What an administrator wrote instead of the standard words of a mail, as mustache. An empty subject is the standard one.
CREATE TABLE mail_texts (
  brand_id BIGINT NOT NULL REFERENCES brands (id),
  kind TEXT NOT NULL,
  locale TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (brand_id, kind, locale)
);
