#include "platform/db/sqlite_errors.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <system_error>
#include <vector>

namespace goodhost::db {

namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Lookup = std::unique_ptr<sqlite3_stmt, Finalize>;

Lookup prepare(sqlite3* handle, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
    return Lookup(statement);
}

std::string column(const Lookup& row, int index) {
    auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row.get(), index));
    return text ? text : "";
}

int schema_version(sqlite3* handle) {
    auto row = prepare(handle, "PRAGMA schema_version");
    return row && sqlite3_step(row.get()) == SQLITE_ROW ? sqlite3_column_int(row.get(), 0) : -1;
}

/// `t.a, t.b` to the columns, without the table.
std::vector<std::string> columns_of(std::string_view text, std::string_view table) {
    std::vector<std::string> columns;
    while (text.size() > table.size()) {
        text.remove_prefix(table.size() + 1);
        auto comma = std::min(text.find(", "), text.size());
        columns.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 2, text.size()));
    }
    return columns;
}

struct Index {
    std::string origin;  ///< c: CREATE INDEX, u: UNIQUE, pk: PRIMARY KEY
    std::vector<std::string> columns;
};

std::map<std::string, Index> unique_indexes(sqlite3* handle, const std::string& table) {
    auto row = prepare(handle,
                       "SELECT il.name, il.origin, ii.name FROM pragma_index_list(?1) il, pragma_index_info(il.name) ii "
                       "WHERE il.\"unique\" ORDER BY il.seq, ii.seqno");
    std::map<std::string, Index> indexes;
    if (!row) return indexes;
    sqlite3_bind_text(row.get(), 1, table.c_str(), -1, SQLITE_STATIC);
    while (sqlite3_step(row.get()) == SQLITE_ROW) {
        auto& index = indexes[column(row, 0)];
        index.origin = column(row, 1);
        index.columns.push_back(column(row, 2));
    }
    return indexes;
}

/// Without a match it is the row id, that is an INTEGER PRIMARY KEY.
std::string look_up(sqlite3* handle, const std::string& table, const std::vector<std::string>& columns) {
    std::string name = table + "_pkey";
    for (auto& [index_name, index] : unique_indexes(handle, table)) {
        if (index.columns != columns || index.origin == "pk") continue;
        if (index.origin == "c") return index_name;
        name = table;
        for (auto& each : columns) name += "_" + each;
        name += "_key";
    }
    return name;
}

ErrorKind constraint_kind(int extended) {
    switch (extended) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return ErrorKind::unique;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return ErrorKind::foreign_key;
        case SQLITE_CONSTRAINT_NOTNULL: return ErrorKind::not_null;
        case SQLITE_CONSTRAINT_CHECK:
        case SQLITE_CONSTRAINT_TRIGGER: return ErrorKind::check;
        default: return ErrorKind::other;
    }
}

ErrorKind kind_of(int extended) {
    switch (extended & 0xFF) {
        case SQLITE_CONSTRAINT: return constraint_kind(extended);
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return ErrorKind::busy;
        case SQLITE_FULL: return ErrorKind::full;
        case SQLITE_INTERRUPT: return ErrorKind::timeout;
        default: return ErrorKind::other;
    }
}

/// What stands after `... constraint failed: `; a trigger's RAISE has only its message.
std::string_view detail_of(std::string_view message) {
    constexpr std::string_view before = "constraint failed: ";
    auto at = message.find(before);
    return at == std::string_view::npos ? message : message.substr(at + before.size());
}

std::string unique_name(sqlite3* handle, std::string_view detail, SqliteUniqueNames& names) {
    constexpr std::string_view on_expression = "index '";
    if (!detail.starts_with(on_expression)) return names.name_of(handle, detail);
    detail.remove_prefix(on_expression.size());
    return std::string(detail.substr(0, detail.find('\'')));
}

}  // namespace

std::string SqliteUniqueNames::name_of(sqlite3* handle, std::string_view columns) {
    if (auto version = schema_version(handle); version != schema_version_) {
        names_.clear();
        schema_version_ = version;
    }
    auto [at, missing] = names_.try_emplace(std::string(columns));
    if (missing) {
        std::string table(columns.substr(0, columns.find('.')));
        at->second = look_up(handle, table, columns_of(columns, table));
    }
    return at->second;
}

/// What the system said to a file that can't be written, read or opened: SQLite's own words don't tell a full disk from a broken one.
std::string system_words(sqlite3* handle, int extended) {
    auto code = extended & 0xFF;
    if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN && code != SQLITE_FULL) return {};
    auto error = sqlite3_system_errno(handle);
    return error ? " (" + std::generic_category().message(error) + ")" : "";
}

Error sqlite_error(sqlite3* handle, std::string_view name, SqliteUniqueNames& unique_names) {
    auto extended = sqlite3_extended_errcode(handle);
    // Copied: the look-up below overwrites it.
    std::string message = sqlite3_errmsg(handle) + system_words(handle, extended);
    auto kind = kind_of(extended);
    std::string constraint;
    if (kind == ErrorKind::unique)
        constraint = unique_name(handle, detail_of(message), unique_names);
    else if (kind == ErrorKind::check || kind == ErrorKind::not_null)
        constraint = detail_of(message);
    return {kind, constraint, std::string(name) + ": " + message};
}

bool loses_transaction(int extended_code) {
    switch (extended_code & 0xFF) {
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return true;
        default: return false;
    }
}

}  // namespace goodhost::db
