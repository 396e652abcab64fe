#pragma once
#include <string_view>

namespace goodhost::db {

/// Of the SQLite inside, which no update of the system replaces: `3.40.1`.
std::string_view sqlite_version();

}  // namespace goodhost::db
