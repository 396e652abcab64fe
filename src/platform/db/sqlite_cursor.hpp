#pragma once
#include "platform/db/sqlite_connection.hpp"

namespace goodhost::db {

/// The row on which a prepared statement stands, until the next step.
class SqliteCursor final : public Cursor {
  public:
    explicit SqliteCursor(SqlitePrepared& prepared) : prepared_(prepared), row_(prepared.handle.get()) {}

    int columns() const override { return sqlite3_column_count(row_); }
    std::string_view column_name(int column) const override { return sqlite3_column_name(row_, column); }
    bool is_null(int column) const override { return sqlite3_value_type(value(column)) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_value_int64(value(column)); }
    double number(int column) const override { return sqlite3_value_double(value(column)); }
    /// Text is fetched as the bytes that it is in the row: SQLite would copy it to end it with a zero, which nobody looks at.
    std::string_view text(int column) const override {
        auto* held = value(column);
        auto type = sqlite3_value_type(held);
        bool as_stored = type == SQLITE_TEXT || type == SQLITE_BLOB;
        auto* bytes =
            as_stored ? static_cast<const char*>(sqlite3_value_blob(held)) : reinterpret_cast<const char*>(sqlite3_value_text(held));
        return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(held))) : std::string_view();
    }
    RowPlan& plan() const override { return prepared_.plan; }

  private:
    /// What sqlite3_column_* look up and ask the connection about in each call. Whoever reads a column asks first whether it is null.
    sqlite3_value* value(int column) const {
        if (column != column_) {
            value_ = sqlite3_column_value(row_, column);
            column_ = column;
        }
        return value_;
    }

    SqlitePrepared& prepared_;
    sqlite3_stmt* row_;
    mutable sqlite3_value* value_ = nullptr;
    mutable int column_ = -1;
};

/// The number that an inserted row was given, as if it had been returned.
class NumberCursor final : public Cursor {
  public:
    NumberCursor(SqlitePrepared& prepared, std::int64_t number) : prepared_(prepared), number_(number), text_(std::to_string(number)) {}

    int columns() const override { return 1; }
    std::string_view column_name(int) const override { return "id"; }
    bool is_null(int) const override { return false; }
    std::int64_t integer(int) const override { return number_; }
    double number(int) const override { return static_cast<double>(number_); }
    std::string_view text(int) const override { return text_; }
    RowPlan& plan() const override { return prepared_.plan; }

  private:
    SqlitePrepared& prepared_;
    const std::int64_t number_;
    const std::string text_;
};

}  // namespace goodhost::db
