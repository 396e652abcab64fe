#pragma once
#include <cstdint>

#include "platform/db/sqlite_connection.hpp"

namespace goodhost::db {

/// One writer: what a reader sees is final, wherever it stands.
inline constexpr std::int64_t sqlite_horizon = INT64_MAX;

class SqliteReader final : public Reader {
  public:
    explicit SqliteReader(SqliteConnection& connection) : connection_(connection) {}
    Dialect dialect() const override { return Dialect::sqlite; }
    void run(const Statement& statement, std::span<const Value> values, const std::function<void(Cursor&)>& on_row) override {
        connection_.run(statement, values, on_row);
    }
    void run(const Query& query, const std::function<void(Cursor&)>& on_row) override { connection_.run(query, on_row); }
    std::int64_t horizon() override { return sqlite_horizon; }

  private:
    SqliteConnection& connection_;
};

}  // namespace goodhost::db
