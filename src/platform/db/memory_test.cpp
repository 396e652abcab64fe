#include "platform/db/memory.hpp"

#include <gtest/gtest.h>

namespace goodhost::db {
namespace {

constexpr Statement make{"test.make", "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL)", ""};
constexpr Statement add{"test.add", "INSERT INTO things (name) VALUES (?1)", ""};
constexpr Statement add_nothing{"test.add_nothing", "INSERT INTO things (name) VALUES (NULL)", ""};
constexpr Statement count{"test.count", "SELECT count(*) FROM things", ""};

class MemoryDatabaseTest : public ::testing::TestWithParam<Undo> {
  protected:
    MemoryDatabaseTest() {
        database.write([](Tx& tx) {
            tx.execute(make);
            tx.execute(add, "first");
        });
    }
    std::int64_t things() {
        return database.read([](Reader& reader) { return reader.get<std::int64_t>(count); });
    }
    bool undoes() const { return GetParam() == Undo::kept; }

    MemoryDatabase database{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(undo, MemoryDatabaseTest, ::testing::Values(Undo::kept, Undo::none),
                         [](const auto& one) { return one.param == Undo::kept ? "kept" : "none"; });

TEST_P(MemoryDatabaseTest, a_write_that_is_refused_before_it_changes_anything_does_no_harm) {
    EXPECT_THROW(database.write([](Tx& tx) {
        tx.get<std::int64_t>(count);
        throw Problem(ProblemKind::conflict, "test.refused");
    }),
                 Problem);
    EXPECT_FALSE(database.spoiled());
    database.write([](Tx& tx) { tx.execute(add, "second"); });
    EXPECT_EQ(things(), 2);
}

TEST_P(MemoryDatabaseTest, a_write_that_is_refused_after_it_changed_something_is_undone_or_is_the_last) {
    auto refuse = [&] {
        database.write([](Tx& tx) {
            tx.execute(add, "second");
            throw Problem(ProblemKind::conflict, "test.refused");
        });
    };
    if (undoes()) {
        EXPECT_THROW(refuse(), Problem);
        EXPECT_EQ(things(), 1);
        return;
    }
    EXPECT_THROW(refuse(), Crash);
    EXPECT_TRUE(database.spoiled());
    database.recover();
    EXPECT_THROW(things(), Crash);
}

TEST_P(MemoryDatabaseTest, a_statement_that_fails_may_have_changed_something) {
    auto fail = [&] { database.write([](Tx& tx) { tx.execute(add_nothing); }); };
    if (undoes())
        EXPECT_THROW(fail(), Error);
    else
        EXPECT_THROW(fail(), Crash);
    EXPECT_EQ(database.spoiled(), !undoes());
}

TEST_P(MemoryDatabaseTest, a_crash_leaves_nothing_of_what_was_not_committed_or_no_database) {
    database.crash_in(2);
    EXPECT_THROW(database.write([](Tx& tx) {
        tx.execute(add, "second");
        tx.execute(add, "third");
    }),
                 Crash);
    database.recover();
    EXPECT_EQ(database.spoiled(), !undoes());
    if (undoes()) EXPECT_EQ(things(), 1);
}

}  // namespace
}  // namespace goodhost::db
