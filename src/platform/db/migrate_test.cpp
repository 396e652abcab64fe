#include <gtest/gtest.h>

#include <thread>

#include "platform/db/testing.hpp"

namespace goodhost::db {

namespace {

constexpr Migration first{"a", "0001_one", "d1", "CREATE TABLE one (id INTEGER PRIMARY KEY)", "CREATE TABLE one (id BIGINT PRIMARY KEY)"};
constexpr Migration second{"b", "0001_two", "d2",
                           "CREATE TABLE two (one INTEGER REFERENCES one (id)); INSERT INTO one VALUES (1); INSERT INTO two VALUES (1);",
                           "CREATE TABLE two (one BIGINT REFERENCES one (id)); INSERT INTO one VALUES (1); INSERT INTO two VALUES (1);"};
constexpr Migration second_changed{"b", "0001_two", "other", "", ""};
constexpr Migration broken{"b", "0002_broken", "d3", "CREATE TABLE three (id INTEGER); SELECT nothing FROM nowhere;",
                           "CREATE TABLE three (id BIGINT); SELECT nothing FROM nowhere;"};
constexpr Migration rebuilt{"a", "0002_rebuilt", "d4",
                            "CREATE TABLE new_one (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO new_one (id) SELECT id FROM one;"
                            "DROP TABLE one; ALTER TABLE new_one RENAME TO one;",
                            "ALTER TABLE one ADD COLUMN name TEXT"};
constexpr Migration orphaning{"a", "0003_orphaning", "d5", "DELETE FROM one", "DELETE FROM one"};
constexpr Statement count_two{"t.count_two", "SELECT count(*) FROM two JOIN one ON one.id = two.one",
                              "SELECT count(*) FROM two JOIN one ON one.id = two.one"};

std::string code_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.kind, ProblemKind::conflict);
        return problem.code;
    }
    return "";
}

}  // namespace

class MigrateTest : public ::testing::TestWithParam<Dialect> {
  protected:
    testing::TestDatabase database{GetParam()};

    int migrate(std::vector<Migration> migrations) { return database->migrate(migrations); }
    int pending(std::vector<Migration> migrations) { return database->pending(migrations); }
    std::int64_t twos() {
        return database->read([](Reader& r) { return r.get<std::int64_t>(count_two); });
    }
};
INSTANTIATE_TEST_SUITE_P(databases, MigrateTest, ::testing::ValuesIn(testing::both_databases()), testing::name_of);

TEST_P(MigrateTest, only_what_is_missing_is_applied) {
    EXPECT_EQ(pending({first, second}), 2);
    EXPECT_EQ(migrate({first}), 1);
    EXPECT_EQ(pending({first, second}), 1);
    EXPECT_EQ(migrate({first, second}), 1);
    EXPECT_EQ(migrate({first, second}), 0);
    EXPECT_EQ(twos(), 1);
}

TEST_P(MigrateTest, a_changed_migration_is_refused) {
    migrate({first, second});
    EXPECT_EQ(code_of([&] { migrate({first, second_changed}); }), "platform.migration_changed");
}

TEST_P(MigrateTest, a_newer_database_is_refused) {
    migrate({first, second});
    EXPECT_EQ(code_of([&] { migrate({first}); }), "platform.database_is_newer");
    EXPECT_EQ(code_of([&] { pending({first}); }), "platform.database_is_newer");
}

TEST_P(MigrateTest, a_failed_migration_leaves_nothing_and_keeps_those_before) {
    EXPECT_THROW(migrate({first, second, broken}), Error);
    EXPECT_EQ(pending({first, second, broken}), 1);
    EXPECT_EQ(twos(), 1);
    EXPECT_THROW(migrate({first, second, broken}), Error) << "not because the table was there already";
    auto three = [&] {
        database->read([](Reader& r) { r.list<std::int64_t>(Statement{"t.three", "SELECT id FROM three", "SELECT id FROM three"}); });
    };
    EXPECT_THROW(three(), Error);
}

TEST_P(MigrateTest, a_referenced_table_can_be_built_anew_but_no_reference_may_break) {
    migrate({first, second, rebuilt});
    EXPECT_EQ(twos(), 1);
    EXPECT_THROW(migrate({first, second, rebuilt, orphaning}), Error);
    EXPECT_EQ(twos(), 1);
}

TEST_P(MigrateTest, many_nodes_may_start_at_once) {
    std::vector<std::jthread> nodes;
    std::atomic<int> applied = 0;
    for (int i = 0; i < 4; ++i)
        nodes.emplace_back([&] {
            auto node = open(database.options());
            const Migration migrations[] = {first, second, rebuilt};
            applied += node->migrate(migrations);
        });
    nodes.clear();
    EXPECT_EQ(applied, 3);
    EXPECT_EQ(twos(), 1);
}

}  // namespace goodhost::db
