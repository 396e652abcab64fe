-- @postgres
-- New words wait in a list that every search walks from end to end, by PostgreSQL's default up to 4 MB of it.
ALTER INDEX search_documents_search SET (gin_pending_list_limit = 256);
-- @end
