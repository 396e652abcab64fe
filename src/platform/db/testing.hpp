#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/db/db.hpp"

/// For tests only. A suite that runs on both databases:
///
///     class TicketTest : public ::testing::TestWithParam<db::Dialect> {
///         db::testing::TestDatabase database{GetParam(), tickets::migrations};
///     };
///     INSTANTIATE_TEST_SUITE_P(databases, TicketTest, ::testing::ValuesIn(db::testing::both_databases()),
///     db::testing::name_of);
namespace goodhost::db::testing {

/// SQLite, and PostgreSQL when a server can be had: the one that GOODHOST_TEST_POSTGRES names (a URL of a role that may
/// create databases), or a private one that is started when it is first needed and ends with this process. Where
/// neither is installed, or GOODHOST_TEST_POSTGRES is `none`, only SQLite.
std::vector<Dialect> both_databases();

/// The suffix of a parametrised test: `sqlite`, `postgres`.
inline constexpr auto name_of = [](const auto& test) -> std::string { return test.param == Dialect::sqlite ? "sqlite" : "postgres"; };

/// Why a statement can't be prepared on the database's tables, or empty. For the test that tries every statement of every
/// slice on both databases.
std::string preparation_error(Database& database, const Statement& statement);

/// A fresh database with the migrations applied, gone at the end. The migrated state is kept as a template, so that
/// only the first of a process pays for it.
class TestDatabase {
  public:
    /// Of `options` all but data and postgres_url is used.
    explicit TestDatabase(Dialect dialect, std::span<const Migration> migrations = {}, Options options = {});
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;

    Database& operator*() const { return *database_; }
    Database* operator->() const { return database_.get(); }
    /// To open the same database again, as another node does.
    const Options& options() const { return options_; }
    /// Closes and opens, as a restart does.
    void reopen();

  private:
    Options options_;
    std::string folder_;
    std::string postgres_name_;
    std::unique_ptr<Database> database_;
};

}  // namespace goodhost::db::testing
