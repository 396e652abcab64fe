#pragma once
#include <string>

/// The PostgreSQL server of the tests. Internal to testing.cpp.
namespace goodhost::db::testing {

/// The URL of the server with `%s` for the name of the database, or empty when there is none.
/// Starts the private one when it is first asked.
const std::string& cluster_url();

/// The URL of one database on the server.
std::string url_of_database(const std::string& name);

/// One statement on the server's `postgres` database, outside of a transaction.
void administer(const std::string& sql);

}  // namespace goodhost::db::testing
