#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "platform/db/testing.hpp"
#include "platform/db/testing_tables.hpp"

namespace goodhost::db {

namespace {

/// What a channel heard, in order.
class Heard {
  public:
    auto listener() {
        return [this](std::string_view payload) {
            std::lock_guard lock(mutex_);
            words_.emplace_back(payload);
            changed_.notify_all();
        };
    }
    /// The next word, or `(nothing)` after a long wait.
    std::string next() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::chrono::seconds{20}, [this] { return !words_.empty(); })) return "(nothing)";
        auto word = words_.front();
        words_.pop_front();
        return word;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> words_;
};

}  // namespace

class NotifyTest : public ::testing::TestWithParam<Dialect> {
  protected:
    Heard heard;  // outlives the database that calls it
    testing::TestDatabase database{GetParam(), tables::migrations};

    static void say(Database& to, std::string_view channel, std::string_view payload) {
        to.write([&](Tx& tx) { tx.notify(channel, payload); });
    }
};
INSTANTIATE_TEST_SUITE_P(databases, NotifyTest, ::testing::ValuesIn(testing::both_databases()), testing::name_of);

TEST_P(NotifyTest, words_arrive_in_order_on_their_channel) {
    database->listen("trail", heard.listener());
    say(*database, "other", "0");
    say(*database, "trail", "1");
    say(*database, "trail", "2");
    EXPECT_EQ(heard.next(), "1");
    EXPECT_EQ(heard.next(), "2");
}

TEST_P(NotifyTest, a_rollback_says_nothing_and_equal_words_are_said_once) {
    database->listen("trail", heard.listener());
    auto fails = [](Tx& tx) {
        tx.notify("trail", "lost");
        throw Problem(ProblemKind::conflict, "test.no");
    };
    EXPECT_THROW(database->write(fails), Problem);
    database->write([](Tx& tx) { tx.notify("trail", "same"), tx.notify("trail", "same"); });
    say(*database, "trail", "last");
    EXPECT_EQ(heard.next(), "same");
    EXPECT_EQ(heard.next(), "last");
}

TEST_P(NotifyTest, every_listener_of_a_channel_hears) {
    Heard second;
    database->listen("trail", heard.listener());
    database->listen("trail", second.listener());
    database->listen("trail", [](std::string_view) { throw std::runtime_error("a listener that fails harms nobody"); });
    say(*database, "trail", "1");
    EXPECT_EQ(heard.next(), "1");
    EXPECT_EQ(second.next(), "1");
    database->stop();
}

TEST_P(NotifyTest, only_plain_channels_and_short_payloads_are_accepted) {
    EXPECT_THROW(database->listen("a b", heard.listener()), std::logic_error);
    EXPECT_THROW(database->listen("", heard.listener()), std::logic_error);
    EXPECT_THROW(say(*database, "trail", std::string(8000, 'x')), std::logic_error);
    database->listen("trail", heard.listener());
    say(*database, "trail", std::string(7999, 'x'));
    EXPECT_EQ(heard.next().size(), 7999u);
}

TEST_P(NotifyTest, words_reach_other_nodes) {
    if (GetParam() == Dialect::sqlite) GTEST_SKIP() << "SQLite is one process";
    auto node = open(database.options());
    node->listen("trail", heard.listener());
    say(*database, "trail", "1");
    EXPECT_EQ(heard.next(), "1");
}

}  // namespace goodhost::db
