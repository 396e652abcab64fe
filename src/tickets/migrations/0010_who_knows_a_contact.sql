-- Who last had a ticket of a contact is asked for each new one: some contacts, monitoring for one, have thousands that nobody ever had.
-- On SQLite the index alone says it.
-- @sqlite
DROP INDEX tickets_contact;
CREATE INDEX tickets_contact ON tickets (contact_id, id, assignee_id);
-- @end
-- @postgres
DROP INDEX tickets_contact;
CREATE INDEX tickets_contact ON tickets (contact_id, id) INCLUDE (assignee_id);
-- @end
