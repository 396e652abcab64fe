#include "platform/trail/trail.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "platform/core/testing.hpp"
#include "platform/db/testing.hpp"
#include "platform/trail/chain.hpp"
#include "platform/trail/migrations.hpp"
#include "platform/trail/queries.hpp"

namespace goodhost::trail {
namespace {

struct Said {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Said, (), (text))

/// What a tamperer would run.
constexpr db::Statement change_payload{
    "test.change_payload", "UPDATE trail_entries SET payload = '{\"text\":\"nothing\"}' WHERE stream = $1 AND stream_sequence = $2",
    "UPDATE trail_entries SET payload = '{\"text\":\"nothing\"}' WHERE stream = $1 AND stream_sequence = $2"};
constexpr db::Statement change_time{"test.change_time", "UPDATE trail_entries SET at = at + 1 WHERE stream = $1 AND stream_sequence = $2",
                                    "UPDATE trail_entries SET at = at + 1 WHERE stream = $1 AND stream_sequence = $2"};
constexpr db::Statement delete_entry{"test.delete_entry", "DELETE FROM trail_entries WHERE stream = $1 AND stream_sequence = $2",
                                     "DELETE FROM trail_entries WHERE stream = $1 AND stream_sequence = $2"};
constexpr db::Statement delete_head{"test.delete_head", "DELETE FROM trail_heads WHERE stream = $1",
                                    "DELETE FROM trail_heads WHERE stream = $1"};
constexpr db::Statement age{"test.age", "UPDATE trail_entries SET \"transaction\" = $1", "UPDATE trail_entries SET \"transaction\" = $1"};

struct TrailTest : testing::TestWithParam<db::Dialect> {
    void say(std::string_view stream, const std::string& text) {
        database->write([&](db::Tx& tx) { append(tx, context, stream, "tests.said", Said{text}); });
    }
    std::vector<Entry> after(Position position, int limit = 1000) {
        return database->read([&](db::Reader& reader) { return read_after(reader, position, limit); });
    }
    void tamper(const db::Statement& statement, std::int64_t sequence) {
        database->write([&](db::Tx& tx) { EXPECT_EQ(tx.execute(statement, "ticket/1", sequence), 1); });
    }
    bool postgres() const { return GetParam() == db::Dialect::postgres; }

    db::testing::TestDatabase database{GetParam(), migrations};
    ManualClock clock{from_millis(1'800'000'000'000)};
    TestServices platform{clock, *database};
    Context context = platform.acting(ActorKind::agent, 7, "Mina");
};

TEST_P(TrailTest, an_entry_tells_who_did_what_when) {
    context.brand = BrandId{3};
    say("ticket/1", "hello");
    const auto entries = after({});
    ASSERT_EQ(entries.size(), 1u);
    const auto& entry = entries[0];
    EXPECT_EQ(entry.stream, "ticket/1");
    EXPECT_EQ(entry.stream_sequence, 1);
    EXPECT_EQ(entry.type, "tests.said");
    EXPECT_EQ(entry.actor_kind, ActorKind::agent);
    EXPECT_EQ(entry.actor_id, 7);
    EXPECT_EQ(entry.actor_name, "Mina");
    EXPECT_EQ(entry.at, clock.now());
    EXPECT_EQ(entry.brand_id, BrandId{3});
    EXPECT_EQ(payload_of<Said>(entry).text, "hello");
    EXPECT_EQ(entry.payload_hash, payload_hash_of(entry));
    EXPECT_EQ(entry.hash, hash_of("", entry));
}

TEST_P(TrailTest, entries_are_read_in_order_and_in_pages) {
    for (int i = 0; i < 5; ++i) say(i % 2 ? "ticket/1" : "ticket/2", std::to_string(i));
    std::string seen;
    Position at;
    for (auto page = after(at, 2); !page.empty(); page = after(at, 2)) {
        for (auto& entry : page) seen += payload_of<Said>(entry).text;
        at = page.back().position();
    }
    EXPECT_EQ(seen, "01234");
    EXPECT_EQ(database->read([](db::Reader& reader) { return position_of(reader); }), at);
    const auto stream = database->read([](db::Reader& reader) { return read_stream(reader, "ticket/2", 1, 10); });
    ASSERT_EQ(stream.size(), 2u);
    EXPECT_EQ(stream[0].stream_sequence, 2);
    EXPECT_EQ(payload_of<Said>(stream[1]).text, "4");
}

TEST_P(TrailTest, what_is_rolled_back_leaves_no_entry_and_no_gap) {
    say("ticket/1", "one");
    EXPECT_THROW(database->write([&](db::Tx& tx) {
        append(tx, context, "ticket/1", "tests.said", Said{"lost"});
        throw Problem(ProblemKind::conflict, "tests.lost");
    }),
                 Problem);
    say("ticket/1", "two");
    const auto entries = after({});
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[1].stream_sequence, 2);
    EXPECT_EQ(entries[1].hash, hash_of(entries[0].hash, entries[1]));
}

TEST_P(TrailTest, entries_of_one_transaction_follow_each_other_in_whichever_stream_they_are) {
    say("ticket/1", "before");
    database->write([&](db::Tx& tx) {
        for (auto stream : {"ticket/1", "ticket/1", "ticket/2", "ticket/1", "ticket/2", "ticket/2"})
            append(tx, context, stream, "tests.said", Said{stream});
    });
    say("ticket/1", "after");
    const auto verified = verify(*database);
    EXPECT_TRUE(verified.faults.empty());
    EXPECT_EQ(verified.entries, 8);
    EXPECT_EQ(verified.streams, 2);
    const auto stream = database->read([](db::Reader& reader) { return read_stream(reader, "ticket/1", 0, 10); });
    ASSERT_EQ(stream.size(), 5u);
    EXPECT_EQ(stream.back().stream_sequence, 5);
}

TEST_P(TrailTest, where_the_next_entry_stands_is_read_once_for_a_stream) {
    if (postgres()) GTEST_SKIP() << "PostgreSQL tells it as it takes the lock on the stream";
    auto statements_of = [&](int entries) {
        auto before = database->statistics().statements;
        database->write([&](db::Tx& tx) {
            for (int i = 0; i < entries; ++i) append(tx, context, "ticket/1", "tests.said", Said{"more"});
        });
        return database->statistics().statements - before;
    };
    const auto one = statements_of(1);
    EXPECT_EQ(statements_of(2), one + 2);
    EXPECT_EQ(statements_of(5), one + 8);
}

TEST_P(TrailTest, writers_of_one_stream_are_serial) {
    std::vector<std::jthread> writers;
    writers.reserve(4);
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&] {
            for (int i = 0; i < 25; ++i)
                database->write([&](db::Tx& tx) {
                    append(tx, context, "ticket/1", "tests.said", Said{"first"});
                    append(tx, context, "ticket/1", "tests.said", Said{"second"});
                });
        });
    writers.clear();
    const auto found = verify(*database);
    EXPECT_EQ(found.entries, 200);
    EXPECT_EQ(found.streams, 1);
    EXPECT_TRUE(found.faults.empty());
}

/// The one that a reader who trusts sequence numbers loses: the entry with the lower number is committed last.
TEST_P(TrailTest, a_slow_transactions_entry_is_never_skipped) {
    if (!postgres()) GTEST_SKIP() << "one writer: order is commit order";
    std::promise<void> appended, go_on;
    auto slow = std::async(std::launch::async, [&] {
        database->write([&](db::Tx& tx) {
            append(tx, context, "ticket/1", "tests.said", Said{"slow"});
            appended.set_value();
            go_on.get_future().wait();
        });
    });
    appended.get_future().wait();
    say("ticket/2", "fast");
    const auto before = database->read([](db::Reader& reader) { return position_of(reader); });
    EXPECT_TRUE(after({}).empty()) << "the fast entry is not final while the slow one may come before it";
    go_on.set_value();
    slow.get();
    const auto entries = after(before);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(payload_of<Said>(entries[0]).text, "slow");
    EXPECT_EQ(payload_of<Said>(entries[1]).text, "fast");
}

TEST_P(TrailTest, entries_of_a_restored_dump_stay_before_new_ones) {
    say("ticket/1", "old");
    EXPECT_FALSE(settle(*database));
    if (!postgres()) return;
    database->write([](db::Tx& tx) { tx.execute(age, std::int64_t{1} << 40); });
    EXPECT_TRUE(after({}).empty());
    EXPECT_TRUE(settle(*database));
    EXPECT_FALSE(settle(*database));
    say("ticket/1", "new");
    const auto entries = after({});
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(payload_of<Said>(entries[1]).text, "new");
    EXPECT_EQ(after(entries[0].position()).size(), 1u);
}

TEST_P(TrailTest, an_untouched_trail_is_intact) {
    database->write([&](db::Tx& tx) {
        for (int i = 0; i < 1203; ++i) append(tx, context, i < 1100 ? "ticket/1" : "ticket/" + std::to_string(i), "tests.said", Said{"x"});
    });
    const auto found = verify(*database);
    EXPECT_EQ(found.entries, 1203);
    EXPECT_EQ(found.streams, 104);
    EXPECT_TRUE(found.faults.empty());
    EXPECT_EQ(verify(*database, "ticket/1150").entries, 1);
    EXPECT_EQ(verify(*database, "ticket/none").streams, 0);
}

TEST_P(TrailTest, erased_entries_verify_and_tell_nothing) {
    for (auto text : {"my password is 1234", "thanks"}) say("ticket/1", text);
    say("ticket/2", "other");
    EXPECT_EQ(database->write([](db::Tx& tx) { return erase(tx, "ticket/1"); }), 2);
    say("ticket/1", "later");
    const auto found = verify(*database);
    EXPECT_EQ(found.erased, 2);
    EXPECT_TRUE(found.faults.empty());
    const auto entries = after({});
    EXPECT_EQ(entries[0].payload + entries[0].actor_name + entries[0].salt, "");
    EXPECT_EQ(entries[0].actor_id, 7);
    EXPECT_EQ(payload_of<Said>(entries[0]).text, "");
}

struct Fault {
    const db::Statement* statement;
    std::int64_t sequence;
    Finding finding;
    std::int64_t at;
};

TEST_P(TrailTest, each_kind_of_tampering_is_found) {
    const Fault faults[] = {{&change_payload, 2, Finding::altered, 2},
                            {&change_time, 1, Finding::altered, 1},
                            {&delete_entry, 1, Finding::missing, 1},
                            {&delete_entry, 2, Finding::missing, 2},
                            {&delete_entry, 3, Finding::missing, 3}};
    for (const auto& fault : faults) {
        database->write([](db::Tx& tx) {
            for (std::int64_t i = 1; i <= 3; ++i) tx.execute(delete_entry, "ticket/1", i);
            tx.execute(delete_head, "ticket/1");
        });
        for (auto text : {"one", "two", "three"}) say("ticket/1", text);
        say("ticket/2", "untouched");
        tamper(*fault.statement, fault.sequence);
        for (auto only : {"", "ticket/1"}) {
            const auto found = verify(*database, only);
            ASSERT_EQ(found.faults.size(), 1u);
            EXPECT_EQ(found.faults[0].stream, "ticket/1");
            EXPECT_EQ(found.faults[0].finding, fault.finding) << found.faults[0].detail;
            EXPECT_EQ(found.faults[0].at_sequence, fault.at);
        }
        EXPECT_TRUE(verify(*database, "ticket/2").faults.empty());
    }
}

TEST_P(TrailTest, a_whole_stream_or_its_head_taken_away_is_missing) {
    say("ticket/1", "one");
    tamper(delete_entry, 1);
    EXPECT_EQ(verify(*database).faults.at(0).finding, Finding::missing);
    database->write([](db::Tx& tx) { tx.execute(delete_head, "ticket/1"); });
    say("ticket/1", "one");
    database->write([](db::Tx& tx) { tx.execute(delete_head, "ticket/1"); });
    EXPECT_EQ(verify(*database).faults.at(0).finding, Finding::missing);
}

INSTANTIATE_TEST_SUITE_P(databases, TrailTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST(Position, text_and_back) {
    EXPECT_EQ(to_string(Position{0, 4711}), "0.4711");
    EXPECT_EQ(parse_position("12.4711"), (Position{12, 4711}));
    for (auto bad : {"", ".", "1", "1.", ".1", "1.2.3", "a.1", "1.-2", "-1.2", "1.2 ", "99999999999999999999.1"})
        EXPECT_EQ(parse_position(bad), std::nullopt) << bad;
    EXPECT_LT((Position{1, 9}), (Position{2, 1}));
}

/// The bytes under the hashes are a promise to whoever verifies an export by other means.
TEST(Chain, hashes_are_those_of_the_documented_bytes) {
    Entry entry;
    entry.stream = "ticket/1";
    entry.stream_sequence = 1;
    entry.type = "tests.said";
    entry.actor_kind = ActorKind::contact;
    entry.actor_id = 5;
    entry.actor_name = "김민지";
    entry.at = from_millis(1'800'000'000'000);
    entry.brand_id = BrandId{1};
    entry.payload = "{}";
    entry.salt = "00ff";
    entry.payload_hash = payload_hash_of(entry);
    EXPECT_EQ(entry.payload_hash, "3cfab9e9d36b5871a30fbb36819b23baae9b649cead1e0d89227224a098709ea");
    EXPECT_EQ(hash_of("", entry), "c53578724f873248302fda3646b6a3473d2435e031db1d3a39b7f8d9757d003d");
}

}  // namespace
}  // namespace goodhost::trail
