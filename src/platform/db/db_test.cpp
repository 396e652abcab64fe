#include "platform/db/db.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/db/testing.hpp"
#include "platform/db/testing_tables.hpp"

namespace goodhost::db {

using testing::TestDatabase;

class DatabaseTest : public ::testing::TestWithParam<Dialect> {
  protected:
    TestDatabase database{GetParam(), tables::migrations};

    std::vector<std::int64_t> ranks() {
        return database->read([](Reader& r) { return r.list<std::int64_t>(tables::list_ranks); });
    }
    void insert(std::int64_t rank) {
        database->write([&](Tx& tx) { tx.execute(tables::insert_rank, rank); });
    }
    /// The error that `job` ends with.
    template <class F>
    Error error_of(F job) {
        try {
            database->write(job);
        } catch (const Error& error) { return error; }
        return {ErrorKind::other, "", "no error"};
    }
};
INSTANTIATE_TEST_SUITE_P(databases, DatabaseTest, ::testing::ValuesIn(testing::both_databases()), testing::name_of);

using Ranks = std::vector<std::int64_t>;

TEST_P(DatabaseTest, every_type_of_field_comes_back_as_it_was_written) {
    tables::Thing thing{.title = "한국어 'quoted' $1 \\",
                        .urgent = true,
                        .rank = -2'000'000'000,
                        .size = 9'007'199'254'740'993,
                        .ratio = 0.1,
                        .at = from_millis(1'700'000'000'011),
                        .colour = tables::Colour::green,
                        .parent = std::nullopt,
                        .nickname = "",
                        .tags = {"a", "b"},
                        .counts = {{"x", 1}},
                        .spot = {1, 2},
                        .extra = {R"({"k":1})"}};
    auto id = database->write([&](Tx& tx) { return tables::insert_thing_of(tx, thing); });
    auto back = database->read([&](Reader& r) { return r.find<tables::Thing>(tables::find_thing, id); });
    ASSERT_TRUE(back);
    thing.id = id;
    EXPECT_EQ(*back, thing);
}

TEST_P(DatabaseTest, null_columns_leave_defaults_and_empty_optionals) {
    auto id = database->write([](Tx& tx) { return tx.get<tables::ThingId>(tables::insert_empty_thing, "t"); });
    auto back = database->read([&](Reader& r) { return r.find<tables::Thing>(tables::find_thing, id); });
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, (tables::Thing{.id = id, .title = "t"}));
}

TEST_P(DatabaseTest, bytes_come_back_as_they_were_written) {
    std::string bytes("\0\xFF\x27\\x\n", 6);
    auto back = database->write([&](Tx& tx) {
        tx.execute(tables::insert_bytes, Blob{bytes});
        return tx.get<std::string>(tables::find_bytes);
    });
    EXPECT_EQ(back, bytes);
}

TEST_P(DatabaseTest, change_tells_how_many_rows) {
    for (int i : {1, 2, 3}) insert(i);
    database->write([](Tx& tx) {
        EXPECT_EQ(tx.execute(tables::delete_above, 1), 2);
        EXPECT_EQ(tx.execute(tables::delete_above, 1), 0);
        EXPECT_EQ(tx.execute(tables::insert_rank_if_new, 1), 0);
    });
    EXPECT_EQ(ranks(), Ranks{1});
}

TEST_P(DatabaseTest, regression_a_slow_change_tells_how_many_rows_too) {
    testing::TestDatabase slow(GetParam(), tables::migrations, {.slow_statement = std::chrono::milliseconds{0}, .report = [](auto) {}});
    slow->write([](Tx& tx) {
        for (int rank : {1, 2, 3}) EXPECT_EQ(tx.execute(tables::insert_rank, rank), 1);
        EXPECT_EQ(tx.execute(tables::delete_above, 1), 2);
    });
}

TEST_P(DatabaseTest, find_gives_nothing_and_get_throws_without_a_row) {
    database->read([](Reader& r) {
        EXPECT_EQ(r.find<std::int64_t>(tables::list_ranks), std::nullopt);
        EXPECT_THROW(r.get<std::int64_t>(tables::list_ranks), Error);
    });
}

TEST_P(DatabaseTest, a_job_that_throws_leaves_nothing_and_gives_its_exception) {
    EXPECT_THROW(database->write([](Tx& tx) {
        tx.execute(tables::insert_rank, 1);
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(ranks(), Ranks{});
}

TEST_P(DatabaseTest, a_failed_statement_dooms_its_transaction) {
    insert(1);
    auto error = error_of([](Tx& tx) {
        tx.execute(tables::insert_rank, 2);
        EXPECT_THROW(tx.execute(tables::insert_rank, 1), Error);
        EXPECT_THROW(tx.execute(tables::insert_rank, 3), Error);
    });
    EXPECT_EQ(error.kind, ErrorKind::unique);
    EXPECT_EQ(ranks(), Ranks{1});
}

TEST_P(DatabaseTest, a_problem_made_of_an_error_reaches_the_caller) {
    insert(1);
    EXPECT_THROW(database->write([](Tx& tx) {
        try {
            tx.execute(tables::insert_rank, 1);
        } catch (const Error&) { throw Problem(ProblemKind::conflict, "test.taken"); }
    }),
                 Problem);
}

TEST_P(DatabaseTest, errors_name_the_constraint) {
    insert(1);
    auto unique = error_of([](Tx& tx) { tx.execute(tables::insert_rank, 1); });
    EXPECT_EQ(unique.kind, ErrorKind::unique);
    EXPECT_EQ(unique.constraint, "ranks_rank_unique");
    auto primary = error_of([](Tx& tx) { tx.execute(tables::insert_pair, 1, 1, 1), tx.execute(tables::insert_pair, 1, 1, 2); });
    EXPECT_EQ(primary.constraint, "pairs_pkey");
    auto declared = error_of([](Tx& tx) { tx.execute(tables::insert_pair, 1, 1, 5), tx.execute(tables::insert_pair, 2, 1, 5); });
    EXPECT_EQ(declared.constraint, "pairs_b_c_key");
    auto row_id = error_of([](Tx& tx) { tx.execute(tables::insert_parent, 1), tx.execute(tables::insert_parent, 1); });
    EXPECT_EQ(row_id.constraint, "parents_pkey");
    auto check = error_of([](Tx& tx) { tx.execute(tables::insert_rank, -1); });
    EXPECT_EQ(check.kind, ErrorKind::check);
    EXPECT_EQ(check.constraint, "ranks_not_negative");
    auto null = error_of([](Tx& tx) { tx.execute(tables::insert_rank, nullptr); });
    EXPECT_EQ(null.kind, ErrorKind::not_null);
    EXPECT_EQ(null.constraint, "ranks.rank");
    auto expression = error_of([](Tx& tx) { tx.execute(tables::insert_name, "Ann"), tx.execute(tables::insert_name, "ann"); });
    EXPECT_EQ(expression.kind, ErrorKind::unique);
    EXPECT_EQ(expression.constraint, "names_lower_unique");
}

TEST_P(DatabaseTest, foreign_keys_hold) {
    auto at_once = error_of([](Tx& tx) { tx.execute(tables::insert_child, 99); });
    EXPECT_EQ(at_once.kind, ErrorKind::foreign_key);
    auto deferred = error_of([](Tx& tx) { tx.execute(tables::insert_late_child, 99); });
    EXPECT_EQ(deferred.kind, ErrorKind::foreign_key);
    database->write([](Tx& tx) { tx.execute(tables::insert_late_child, 7), tx.execute(tables::insert_parent, 7); });
}

TEST_P(DatabaseTest, triggers_refuse_with_their_message) {
    database->write([](Tx& tx) { tx.execute(tables::insert_name, "Ann"); });
    auto error = error_of([](Tx& tx) { tx.execute(tables::delete_names); });
    EXPECT_EQ(error.kind, ErrorKind::check);
    EXPECT_EQ(error.constraint, "names are kept");
}

TEST_P(DatabaseTest, a_statement_with_the_wrong_number_of_values_fails) {
    EXPECT_EQ(error_of([](Tx& tx) { tx.execute(tables::insert_rank, 1, 2); }).kind, ErrorKind::other);
    EXPECT_EQ(error_of([](Tx& tx) { tx.execute(tables::insert_rank); }).kind, ErrorKind::other);
}

TEST_P(DatabaseTest, placeholders_may_stand_in_any_order_and_twice) {
    auto text = database->read([](Reader& r) { return r.get<std::string>(tables::join_texts, "a", "b"); });
    EXPECT_EQ(text, "bab$1");
}

TEST_P(DatabaseTest, a_reader_sees_one_snapshot) {
    insert(1);
    database->read([&](Reader& r) {
        EXPECT_EQ(r.list<std::int64_t>(tables::list_ranks), Ranks{1});
        insert(2);
        EXPECT_EQ(r.list<std::int64_t>(tables::list_ranks), Ranks{1});
    });
    EXPECT_EQ(ranks(), (Ranks{1, 2}));
}

TEST_P(DatabaseTest, a_reader_can_not_write) {
    database->read([](Reader& r) { EXPECT_THROW(r.list<std::int64_t>(tables::insert_rank, 1), Error); });
    EXPECT_EQ(ranks(), Ranks{});
}

TEST_P(DatabaseTest, nested_reads_and_waiting_writes_in_jobs_are_refused) {
    EXPECT_THROW(database->read([&](Reader&) { ranks(); }), std::logic_error);
    EXPECT_THROW(database->write([&](Tx&) { insert(1); }), std::logic_error);
    EXPECT_EQ(ranks(), Ranks{});
}

TEST_P(DatabaseTest, queries_are_composed_of_parts) {
    for (int i : {5, 3, 4, 1}) insert(i);
    database->read([](Reader& r) {
        Query all(tables::ranks_where, 1);
        EXPECT_EQ(r.list<std::int64_t>(all), (Ranks{3, 4, 5}));
        Query some(tables::ranks_where, 1);
        some.add(tables::and_between, 3, 5).add(tables::and_not, 4).order(tables::falling);
        EXPECT_EQ(r.list<std::int64_t>(some), (Ranks{5, 3}));
        EXPECT_EQ(r.find<std::int64_t>(some), 5);
    });
}

TEST_P(DatabaseTest, after_commit_runs_once_durable_and_not_after_a_rollback) {
    int runs = 0;
    database->write([&](Tx& tx) {
        tx.execute(tables::insert_rank, 1);
        tx.after_commit([&] { ++runs; });
    });
    EXPECT_EQ(runs, 1);
    auto fails = [&](Tx& tx) {
        tx.after_commit([&] { ++runs; });
        throw Problem(ProblemKind::conflict, "test.no");
    };
    EXPECT_THROW(database->write(fails), Problem);
    EXPECT_EQ(runs, 1);
}

TEST_P(DatabaseTest, the_nth_statement_can_be_made_to_fail) {
    auto two = [](Tx& tx) { tx.execute(tables::insert_rank, 1), tx.execute(tables::insert_rank, 2); };
    fail_nth_change(*database, 2);
    EXPECT_EQ(error_of(two).kind, ErrorKind::other);
    EXPECT_EQ(changes_counted(*database), 2);
    EXPECT_EQ(ranks(), Ranks{});
    database->write(two);
    EXPECT_EQ(changes_counted(*database), 4);
    EXPECT_EQ(ranks(), (Ranks{1, 2}));
}

TEST_P(DatabaseTest, what_was_written_is_there_after_a_restart) {
    insert(1);
    database.reopen();
    EXPECT_EQ(ranks(), Ranks{1});
}

TEST_P(DatabaseTest, a_stopped_database_refuses) {
    database->stop();
    EXPECT_THROW(insert(1), Problem);
    EXPECT_THROW(ranks(), Problem);
}

TEST_P(DatabaseTest, a_statement_that_does_not_fit_the_tables_is_found_without_running_it) {
    EXPECT_EQ(testing::preparation_error(*database, tables::insert_thing), "");
    EXPECT_EQ(testing::preparation_error(*database, tables::list_ranks), "");
    auto error = testing::preparation_error(*database, tables::same("t.wrong", "SELECT no_such FROM ranks"));
    EXPECT_TRUE(error.contains("t.wrong") && error.contains("no_such")) << error;
    EXPECT_EQ(ranks(), Ranks{});
}

TEST_P(DatabaseTest, statistics_count) {
    insert(1);
    ranks();
    auto told = database->statistics();
    EXPECT_EQ(told.commits, 1);
    EXPECT_EQ(told.jobs, 1);
    EXPECT_GE(told.statements, 2);
}

}  // namespace goodhost::db
