#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace goodhost::db {

/// Rewrites the placeholders `$n` of SQL to `mark` and n + offset. What stands in quotes and comments is left alone.
/// SQLite needs this although it reads `$n`: there `$2` is a name, numbered by where it stands first.
std::string renumbered(std::string_view sql, char mark, std::size_t offset);

}  // namespace goodhost::db
