#include "platform/db/postgres_result.hpp"

#include <charconv>

namespace goodhost::db {

namespace {

constexpr Oid bytea_type = 17;

ErrorKind kind_of(std::string_view state) {
    if (state == "23505") return ErrorKind::unique;
    if (state == "23503") return ErrorKind::foreign_key;
    if (state == "23514" || state == "P0001") return ErrorKind::check;
    if (state == "23502") return ErrorKind::not_null;
    if (state == "40001" || state == "40P01") return ErrorKind::serialization;
    if (state == "57014") return ErrorKind::timeout;
    if (state == "55P03" || state == "53300") return ErrorKind::busy;
    if (state == "53100") return ErrorKind::full;
    bool protocol = state == "08P01";  // the wrong number of values
    if ((state.starts_with("08") && !protocol) || state.starts_with("57P")) return ErrorKind::disconnected;
    return ErrorKind::other;
}

std::string field(const PGresult* result, int code) {
    const char* text = libpq().resultErrorField(result, code);
    return text ? text : "";
}

/// PostgreSQL has no constraint's name for NOT NULL, and a trigger tells by its message.
std::string constraint_of(const PGresult* result, std::string_view state) {
    if (state == "23502") return field(result, PG_DIAG_TABLE_NAME) + "." + field(result, PG_DIAG_COLUMN_NAME);
    if (state == "P0001") return field(result, PG_DIAG_MESSAGE_PRIMARY);
    return field(result, PG_DIAG_CONSTRAINT_NAME);
}

int nibble(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

}  // namespace

Error postgres_error(PGconn* connection, const PGresult* result, std::string_view name) {
    auto state = result ? field(result, PG_DIAG_SQLSTATE) : std::string();
    bool broken = libpq().status(connection) == CONNECTION_BAD;
    auto kind = broken ? ErrorKind::disconnected : kind_of(state);
    auto message = result ? field(result, PG_DIAG_MESSAGE_PRIMARY) : std::string();
    if (message.empty()) message = libpq().errorMessage(connection);
    return {kind, broken ? std::string() : constraint_of(result, state), std::string(name) + ": " + message + " (" + state + ")"};
}

std::string_view PostgresCursor::raw(int column) const {
    return {pq_.getvalue(result_, row_, column), static_cast<std::size_t>(pq_.getlength(result_, row_, column))};
}

/// Also of booleans (`t`, `f`) and of a numeric, as sum() gives, whose fraction is cut off.
std::int64_t PostgresCursor::integer(int column) const {
    auto text = raw(column);
    if (text == "t") return 1;
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double PostgresCursor::number(int column) const {
    auto text = raw(column);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string_view PostgresCursor::text(int column) const {
    auto text = raw(column);
    if (pq_.ftype(result_, column) != bytea_type || !text.starts_with("\\x")) return text;
    bytes_.clear();
    for (std::size_t at = 2; at + 1 < text.size(); at += 2) bytes_ += static_cast<char>(nibble(text[at]) << 4 | nibble(text[at + 1]));
    return bytes_;
}

}  // namespace goodhost::db
