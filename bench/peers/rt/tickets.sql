-- The tickets of the demo host as the rows that Request Tracker itself writes: a ticket with its four role groups, a transaction and
-- an attachment for each message. Read from contacts.tsv, tickets.tsv, messages.tsv and agents.tsv of the folder `:folder`.
\set ON_ERROR_STOP on
\cd :folder
SET synchronous_commit = off;
SET timezone = 'UTC';
CREATE TEMP TABLE contact (number int, name text, email text);
CREATE TEMP TABLE told (number int, subject text, status text, contact int, agent int, created timestamp, updated timestamp);
CREATE TEMP TABLE said (ticket int, place int, contact int, agent int, created timestamp, body text);
CREATE TEMP TABLE agent (number int, id int);
\copy contact from 'contacts.tsv'
\copy told from 'tickets.tsv'
\copy said from 'messages.tsv'
\copy agent from 'agents.tsv'

-- Every contact is a user with a group of its own; every ticket has four groups. Principals number them all.
CREATE TEMP SEQUENCE person;
SELECT setval('person', (SELECT max(id) FROM principals));
CREATE TEMP TABLE who AS SELECT number, name, email, nextval('person')::int AS id, nextval('person')::int AS alone FROM contact ORDER BY number;
CREATE TEMP TABLE role AS
    SELECT told.number AS ticket, kind.name, nextval('person')::int AS id, told.created,
        CASE kind.name WHEN 'Requestor' THEN who.id WHEN 'Owner' THEN agent.id END AS member
    FROM told JOIN who ON who.number = told.contact JOIN agent ON agent.number = told.agent
        CROSS JOIN (VALUES ('Requestor'), ('Owner'), ('Cc'), ('AdminCc')) AS kind (name);
INSERT INTO principals (id, principaltype, disabled)
    SELECT id, 'User', 0 FROM who UNION ALL SELECT alone, 'Group', 0 FROM who UNION ALL SELECT id, 'Group', 0 FROM role;
INSERT INTO users (id, name, password, emailaddress, realname, creator, created, lastupdatedby, lastupdated)
    SELECT id, email, '*NO-PASSWORD*', email, name, 1, now(), 1, now() FROM who;
INSERT INTO groups (id, name, description, domain, instance, creator, created, lastupdatedby, lastupdated)
    SELECT alone, 'UserEquiv', 'ACL equiv. for user ' || id, 'ACLEquivalence', id, 1, now(), 1, now() FROM who
    UNION ALL SELECT id, name, NULL, 'RT::Ticket-Role', ticket, 1, created, 1, created FROM role;
CREATE TEMP TABLE membership AS
    SELECT alone AS grouping, id AS member FROM who
    UNION ALL SELECT groups.id, who.id FROM who CROSS JOIN groups WHERE groups.domain = 'SystemInternal' AND groups.name IN ('Everyone', 'Unprivileged')
    UNION ALL SELECT id, member FROM role WHERE member IS NOT NULL;
INSERT INTO groupmembers (groupid, memberid, creator, created, lastupdatedby, lastupdated) SELECT grouping, member, 1, now(), 1, now() FROM membership;
-- What is a member of what, through others too; every group is a member of itself.
WITH pairs AS (
    SELECT grouping, member FROM membership UNION ALL SELECT alone, alone FROM who UNION ALL SELECT id, id FROM role
), numbered AS (SELECT nextval('cachedgroupmembers_id_seq') AS id, grouping, member FROM pairs)
INSERT INTO cachedgroupmembers (id, groupid, memberid, via, immediateparentid, disabled) SELECT id, grouping, member, id, grouping, 0 FROM numbered;

INSERT INTO tickets (id, effectiveid, queue, type, owner, subject, status, started, told, resolved, starts, due, lastupdatedby, lastupdated, creator, created)
    SELECT told.number, told.number, queues.id, 'ticket', agent.id, subject, status, told.created, told.updated,
        CASE status WHEN 'resolved' THEN told.updated ELSE to_timestamp(0) AT TIME ZONE 'UTC' END, to_timestamp(0) AT TIME ZONE 'UTC',
        to_timestamp(0) AT TIME ZONE 'UTC', agent.id, told.updated, who.id, told.created
    FROM told JOIN who ON who.number = told.contact JOIN agent ON agent.number = told.agent JOIN queues ON queues.name = 'General'
    ORDER BY told.number;
CREATE TEMP TABLE act AS
    SELECT nextval('transactions_id_seq') AS id, said.*, coalesce(agent.id, who.id) AS by
    FROM (SELECT * FROM said ORDER BY ticket, place) AS said LEFT JOIN who ON who.number = said.contact LEFT JOIN agent ON agent.number = said.agent;
INSERT INTO transactions (id, objecttype, objectid, timetaken, type, data, creator, created)
    SELECT id, 'RT::Ticket', ticket, 0, CASE place WHEN 1 THEN 'Create' ELSE 'Correspond' END, CASE place WHEN 1 THEN NULL ELSE 'No Subject' END, by, created
    FROM act ORDER BY id;
INSERT INTO attachments (transactionid, parent, messageid, subject, contenttype, contentencoding, content, headers, creator, created)
    SELECT act.id, 0, ticket || '-' || place || '@peer.test', CASE place WHEN 1 THEN subject END, 'text/plain', 'none', body,
        E'MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\nContent-Disposition: inline\nMessage-ID: <' || ticket || '-' || place
            || E'@peer.test>\nX-RT-Original-Encoding: utf-8\nContent-Length: ' || octet_length(body) || E'\n', by, act.created
    FROM act JOIN told ON told.number = act.ticket ORDER BY act.id;
SELECT setval('principals_id_seq', (SELECT max(id) FROM principals)), setval('users_id_seq', (SELECT max(id) FROM principals)),
    setval('groups_id_seq', (SELECT max(id) FROM principals)), setval('tickets_id_seq', (SELECT max(id) FROM tickets));
