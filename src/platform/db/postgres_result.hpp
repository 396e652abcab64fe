#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/db/postgres_library.hpp"

namespace goodhost::db {

struct ClearResult {
    void operator()(PGresult* result) const { libpq().clear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

/// The error that a result (or, without one, the connection) tells. `name` is the statement's.
Error postgres_error(PGconn* connection, const PGresult* result, std::string_view name);

/// One row of a result that is wholly here, in text format.
class PostgresCursor final : public Cursor {
  public:
    PostgresCursor(const PGresult* result, RowPlan& plan) : pq_(libpq()), result_(result), plan_(plan) {}

    int rows() const { return pq_.ntuples(result_); }
    void move_to(int row) { row_ = row; }

    int columns() const override { return pq_.nfields(result_); }
    std::string_view column_name(int column) const override { return pq_.fname(result_, column); }
    bool is_null(int column) const override { return pq_.getisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override;
    double number(int column) const override;
    std::string_view text(int column) const override;
    RowPlan& plan() const override { return plan_; }

  private:
    std::string_view raw(int column) const;

    const Libpq& pq_;
    const PGresult* result_;
    RowPlan& plan_;
    int row_ = 0;
    mutable std::string bytes_;  ///< a decoded bytea
};

}  // namespace goodhost::db
