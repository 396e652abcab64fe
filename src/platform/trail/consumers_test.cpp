#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "platform/core/testing.hpp"
#include "platform/db/testing.hpp"
#include "platform/trail/migrations.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::trail {
namespace {

using namespace std::chrono_literals;

struct Said {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Said, (), (text))

constexpr std::string_view seen_table =
    "CREATE TABLE tests_seen (consumer TEXT NOT NULL, sequence BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY "
    "(consumer, sequence))";
constexpr db::Migration seen_migration{"tests", "0001_seen", "1", seen_table, seen_table};
constexpr std::string_view insert_text = "INSERT INTO tests_seen (consumer, sequence, text) VALUES ($1, $2, $3)";
constexpr db::Statement insert_seen{"test.insert_seen", insert_text, insert_text};
constexpr std::string_view list_text = "SELECT text FROM tests_seen WHERE consumer = $1 ORDER BY sequence";
constexpr db::Statement list_seen{"test.list_seen", list_text, list_text};

std::vector<db::Migration> all_migrations() {
    std::vector<db::Migration> list(std::begin(migrations), std::end(migrations));
    list.push_back(seen_migration);
    return list;
}

struct ConsumersTest : testing::TestWithParam<db::Dialect> {
    void say(const std::string& text, std::string_view type = "tests.said") {
        database->write([&](db::Tx& tx) { append(tx, context, "ticket/1", type, Said{text}); });
    }
    /// Writes down what it sees, in the transaction that it is given: a second time would break the primary key.
    Consumer recorder(std::string_view name, std::vector<std::string_view> types = {}) {
        return {name, std::move(types), [name](db::Tx& tx, const Context&, const Entry& entry) {
                    tx.execute(insert_seen, name, entry.sequence, payload_of<Said>(entry).text);
                }};
    }
    std::vector<std::string> seen(std::string_view name) {
        return database->read([&](db::Reader& reader) { return reader.list<std::string>(list_seen, name); });
    }
    std::unique_ptr<Consumers> node(std::string name, std::vector<Consumer> consumers) {
        auto made = std::make_unique<Consumers>(*database, platform.system(), std::move(consumers), std::move(name));
        made->start();
        return made;
    }

    db::testing::TestDatabase database{GetParam(), all_migrations()};
    ManualClock clock{from_millis(1'800'000'000'000)};
    TestServices platform{clock, *database};
    Context context = platform.acting(ActorKind::agent, 7, "Mina");
};

using Texts = std::vector<std::string>;

TEST_P(ConsumersTest, each_sees_its_entries_once_and_in_order) {
    say("0");
    auto consumers = node("a", {recorder("all"), recorder("exact", {"tests.said"}), recorder("prefix", {"other.", "tests.done"})});
    Texts expected{"0"};
    for (int i = 1; i < 450; ++i) {
        say(std::to_string(i), i % 3 == 0 ? "other.happened" : "tests.said");
        expected.push_back(std::to_string(i));
    }
    ASSERT_TRUE(consumers->caught_up(20s));
    EXPECT_EQ(seen("all"), expected);
    EXPECT_EQ(seen("exact").size(), 301u);
    EXPECT_EQ(seen("prefix").size(), 149u);
    for (const auto& status : consumers->status()) {
        EXPECT_EQ(status.lag, 0) << status.name;
        EXPECT_EQ(status.failures, 0) << status.name;
    }
}

TEST_P(ConsumersTest, the_handler_acts_as_the_program_for_the_entrys_brand) {
    std::optional<BrandId> brand;
    bool is_system = false;
    auto consumers = node("a", {{"brand", {}, [&](db::Tx&, const Context& with, const Entry&) {
                                     brand = with.brand;
                                     is_system = with.is_system();
                                 }}});
    context.brand = BrandId{5};
    say("x");
    ASSERT_TRUE(consumers->caught_up(20s));
    EXPECT_EQ(brand, BrandId{5});
    EXPECT_TRUE(is_system);
}

TEST_P(ConsumersTest, a_failing_entry_is_tried_again_and_holds_the_next_ones_back) {
    TestCounter tries;
    auto consumer = recorder("picky");
    consumer.handle = [&, record = consumer.handle](db::Tx& tx, const Context& with, const Entry& entry) {
        record(tx, with, entry);
        if (payload_of<Said>(entry).text == "bad" && tries.add() < 4) throw std::runtime_error("can't");
    };
    auto consumers = node("a", {consumer});
    for (auto text : {"one", "bad", "two"}) say(text);
    ASSERT_TRUE(tries.reaches_as_time_passes(2, clock));
    EXPECT_FALSE(consumers->caught_up(1ms));
    EXPECT_EQ(seen("picky"), (Texts{"one"}));
    EXPECT_EQ(consumers->status().at(0).last_error, "can't");
    ASSERT_TRUE(tries.reaches_as_time_passes(4, clock));
    ASSERT_TRUE(consumers->caught_up(20s));
    EXPECT_EQ(seen("picky"), (Texts{"one", "bad", "two"}));
    EXPECT_EQ(consumers->status().at(0).last_error, "");
}

TEST_P(ConsumersTest, after_ten_tries_an_entry_is_set_aside_and_can_be_handled_later) {
    TestCounter tries;
    std::atomic<bool> mended = false;
    auto consumer = recorder("picky");
    consumer.handle = [&, record = consumer.handle](db::Tx& tx, const Context& with, const Entry& entry) {
        record(tx, with, entry);
        if (payload_of<Said>(entry).text != "bad" || mended) return;
        tries.add();
        throw Problem(ProblemKind::conflict, "tests.bad", "no use");
    };
    auto consumers = node("a", {consumer, recorder("other")});
    for (auto text : {"bad", "two"}) say(text);
    ASSERT_TRUE(tries.reaches_as_time_passes(10, clock));
    ASSERT_TRUE(consumers->caught_up(20s));
    EXPECT_EQ(tries.count(), 10);
    EXPECT_EQ(seen("picky"), (Texts{"two"}));
    EXPECT_EQ(seen("other"), (Texts{"bad", "two"}));
    const auto list = database->read([](db::Reader& reader) { return failures(reader, 0, 10); });
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].consumer, "picky");
    EXPECT_EQ(list[0].error, "tests.bad: no use");
    EXPECT_EQ(consumers->status().at(0).failures, 1);
    EXPECT_THROW(consumers->retry(list[0].id), Problem);
    mended = true;
    EXPECT_TRUE(consumers->retry(list[0].id));
    EXPECT_FALSE(consumers->retry(list[0].id));
    EXPECT_EQ(seen("picky"), (Texts{"bad", "two"}));
}

TEST_P(ConsumersTest, one_node_at_a_time_runs_a_consumer_and_a_stopped_one_hands_over_at_once) {
    TestCounter a_runs, b_runs;
    auto counting = [&](TestCounter& counter) {
        return Consumer{"shared", {}, [&](db::Tx&, const Context&, const Entry&) { counter.add(); }};
    };
    auto a = node("a", {counting(a_runs)});
    say("1");
    ASSERT_TRUE(a->caught_up(20s));
    auto b = node("b", {counting(b_runs)});
    for (int i = 0; i < 20; ++i) say("x");
    ASSERT_TRUE(b->caught_up(20s));
    EXPECT_EQ(b_runs.count(), 0) << "a has the lease";
    a.reset();
    say("y");
    ASSERT_TRUE(b->caught_up(20s));
    EXPECT_EQ(a_runs.count(), 21);
    EXPECT_EQ(b_runs.count(), 1);
}

TEST_P(ConsumersTest, regression_what_another_node_skipped_is_no_lag) {
    auto busy = node("a", {recorder("exact", {"tests.said"})});
    say("0");
    ASSERT_TRUE(busy->caught_up(20s));
    auto idle = node("b", {recorder("exact", {"tests.said"})});
    for (int i = 0; i < 5; ++i) say("x", "other.happened");
    ASSERT_TRUE(busy->caught_up(20s));
    // Only `a` knows that it has skipped them.
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (idle->status().at(0).lag > 0 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    EXPECT_EQ(idle->status().at(0).lag, 0);
}

TEST_P(ConsumersTest, a_dead_nodes_lease_runs_out) {
    // As a node leaves it that was killed: its lease in the row, and nobody to renew it.
    constexpr std::string_view text = "UPDATE trail_positions SET node = 'killed', lease_until = $1";
    constexpr db::Statement take{"test.take", text, text};
    auto a = node("a", {recorder("shared")});
    a.reset();
    database->write([&](db::Tx& tx) { tx.execute(take, clock.now() + 30s); });
    a = node("a", {recorder("shared")});
    say("x");
    EXPECT_FALSE(a->caught_up(100ms));
    clock.advance(31s);
    EXPECT_TRUE(a->caught_up(20s));
}

TEST_P(ConsumersTest, regression_a_lease_of_a_wrong_clock_is_not_waited_for) {
    constexpr std::string_view text = "UPDATE trail_positions SET node = 'killed', lease_until = $1";
    constexpr db::Statement take{"test.take_long", text, text};
    auto a = node("a", {recorder("shared")});
    a.reset();
    database->write([&](db::Tx& tx) { tx.execute(take, clock.now() + 11h); });
    a = node("a", {recorder("shared")});
    say("x");
    EXPECT_TRUE(a->caught_up(20s));
}

TEST_P(ConsumersTest, regression_a_clock_that_is_set_back_delays_no_second_try) {
    SystemClock real;
    struct Wrong final : Clock {
        const Clock& real;
        std::atomic<bool> ahead = true;
        explicit Wrong(const Clock& clock) : real(clock) {}
        Instant now() const override { return real.now() + (ahead ? Duration{11h} : Duration{0}); }
        void on_jump(std::function<void()>) const override {}
        Duration until(Instant at) const override { return std::max(Duration{0}, at - now()); }
    } wrong(real);
    TestServices live(wrong, *database);
    TestCounter tries;
    Consumers consumers(*database, live.system(),
                        {{"shared",
                          {},
                          [&](db::Tx&, const Context&, const Entry&) {
                              tries.add();
                              if (wrong.ahead) throw Problem(ProblemKind::unavailable, "tests.not_now");
                          }}},
                        "a");
    consumers.start();
    say("x");
    ASSERT_TRUE(tries.reaches(2));
    wrong.ahead = false;
    EXPECT_TRUE(consumers.caught_up(20s));
}

TEST_P(ConsumersTest, a_replay_begins_again_and_a_new_consumer_may_begin_now) {
    for (auto text : {"one", "two"}) say(text);
    TestCounter replayed, late;
    auto late_consumer = Consumer{"late", {}, [&](db::Tx&, const Context&, const Entry&) { late.add(); }, StartAt::now};
    auto consumers = node("a", {{"replayed", {}, [&](db::Tx&, const Context&, const Entry&) { replayed.add(); }}, late_consumer});
    ASSERT_TRUE(consumers->caught_up(20s));
    EXPECT_EQ(replayed.count(), 2);
    EXPECT_EQ(late.count(), 0);
    consumers->replay("replayed", {});
    EXPECT_TRUE(replayed.reaches(4));
    say("three");
    ASSERT_TRUE(consumers->caught_up(20s));
    EXPECT_EQ(replayed.count(), 5);
    EXPECT_EQ(late.count(), 1);
}

/// Handlers fail in the middle of batches and nodes come and go, while others write: work is repeated, nothing is lost,
/// and what a handler writes is there exactly once.
TEST_P(ConsumersTest, restarts_in_mid_batch_repeat_work_and_lose_none) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::atomic<std::uint32_t> dice = seed;
    auto shaky = [&](std::string_view name) {
        auto consumer = recorder(name);
        consumer.handle = [&, record = consumer.handle](db::Tx& tx, const Context& with, const Entry& entry) {
            record(tx, with, entry);
            if (dice.fetch_add(2654435761u) % 40 == 0) throw std::runtime_error("killed in mid-batch");
        };
        return consumer;
    };
    Texts expected;
    std::jthread writer([&] {
        for (int i = 0; i < 600; ++i) {
            say(std::to_string(i));
            expected.push_back(std::to_string(i));
        }
    });
    for (int round = 0; round < 15; ++round) {
        auto a = node("a", {shaky("one"), shaky("two")});
        auto b = node("b", {shaky("one"), shaky("two")});
        a->caught_up(std::chrono::milliseconds{random() % 20});
        clock.advance(1min);
        a.reset();
        b->caught_up(std::chrono::milliseconds{random() % 20});
    }
    writer.join();
    auto last = node("c", {recorder("one"), recorder("two")});
    clock.advance(1min);
    ASSERT_TRUE(last->caught_up(20s));
    EXPECT_EQ(seen("one"), expected);
    EXPECT_EQ(seen("two"), expected);
}

INSTANTIATE_TEST_SUITE_P(databases, ConsumersTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

}  // namespace
}  // namespace goodhost::trail
