#pragma once
#include <string_view>

namespace goodhost::db {

/// A named statement of a slice's queries.sql. Static storage: its address keys the cache of prepared statements.
/// Placeholders are $1..$n in both texts.
struct Statement {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};

/// A fragment that db::Query appends to a statement; placeholders count from $1 within the fragment.
struct Part {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};

struct Migration {
    std::string_view slice;
    std::string_view name;    ///< NNNN_what
    std::string_view digest;  ///< of the file; a landed migration must not change
    std::string_view sqlite;
    std::string_view postgres;
};

}  // namespace goodhost::db
