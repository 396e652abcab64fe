-- Every index is paid for by every new ticket on the one writer. These were served by others: a brand's lists by
-- the queue's, the order of creation by the id, a merge's undoing by the messages of the ticket that it leads to.
DROP INDEX tickets_brand_queue;
DROP INDEX tickets_open_of_team;
DROP INDEX tickets_created;
DROP INDEX messages_home;
DROP INDEX tickets_customer;
DROP INDEX tickets_service;
CREATE INDEX tickets_customer ON tickets (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX tickets_service ON tickets (service_id, id) WHERE service_id IS NOT NULL;
CREATE INDEX tickets_open_of_team ON tickets (team_id, owed_at, id) WHERE is_open = 1 AND team_id IS NOT NULL;
