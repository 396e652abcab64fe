#pragma once
#include <sqlite3.h>

#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/db/db.hpp"

namespace goodhost::db {

/// The names of unique constraints as PostgreSQL would tell them, from the `table.a, table.b` that SQLite tells.
class SqliteUniqueNames {
  public:
    std::string name_of(sqlite3* handle, std::string_view columns);

  private:
    std::unordered_map<std::string, std::string> names_;
    int schema_version_ = -1;  ///< at which names_ were found
};

/// The error that the handle has just met. `name` is the statement's.
Error sqlite_error(sqlite3* handle, std::string_view name, SqliteUniqueNames& unique_names);

/// Whether the connection can not go on with what it had begun.
bool loses_transaction(int extended_code);

}  // namespace goodhost::db
