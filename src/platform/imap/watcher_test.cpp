#include "platform/imap/watcher.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/crypto/random.hpp"
#include "platform/files/files.hpp"
#include "platform/imap/fake_server.hpp"

namespace goodhost::imap {
namespace {

using testing::FakeMail;
using testing::FakeServer;
using testing::FakeState;

/// Keeps everything in memory, as a database would.
class MemoryKeeper final : public Keeper {
  public:
    Credentials credentials() override { return {"me", "secret", false}; }
    Standing standing(const Opened& opened) override {
        std::lock_guard lock(mutex);
        if (validity != opened.uid_validity) stand = {};
        validity = opened.uid_validity;
        return stand;
    }
    void take(const Opened&, const Listed& listed, const std::string& file) override {
        std::unique_lock lock(mutex);
        if (blocked) changed.wait(lock, [this] { return !blocked; });
        if (refusals-- > 0) throw std::runtime_error("disk full");
        taken.push_back(files::read_whole(file));
        stand.last_uid = stand.taken_uid = listed.uid;
        changed.notify_all();
    }
    void pass(const Opened&, std::uint32_t uid) override {
        std::lock_guard lock(mutex);
        stand.last_uid = uid;
    }
    void leave(const Opened&, const Listed& listed) override {
        std::lock_guard lock(mutex);
        ++left;
        stand.last_uid = listed.uid;
        changed.notify_all();
    }
    void well() override {
        std::lock_guard lock(mutex);
        ++wells;
        changed.notify_all();
    }
    void failed(const net::Failure& failure) override {
        std::lock_guard lock(mutex);
        faults.push_back(failure.fault);
        changed.notify_all();
    }
    template <class Holds>
    bool wait(Holds holds) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds{10}, holds);
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::uint32_t validity = 0;
    Standing stand;
    std::vector<std::string> taken;
    std::vector<net::Fault> faults;
    int refusals = 0, wells = 0, left = 0;
    bool blocked = false;  ///< taking waits, as for a filter that gives no answer
};

class ImapWatcherTest : public ::testing::Test {
  protected:
    ImapWatcherTest() {
        folder = (std::filesystem::temp_directory_path() / ("imap-" + crypto::random_token(128))).string();
        std::filesystem::create_directories(folder);
        loop.start();
    }
    ~ImapWatcherTest() override {
        stop();
        loop.finish();
        std::filesystem::remove_all(folder);
    }
    void watch(const std::shared_ptr<MemoryKeeper>& of, std::uint16_t port) {
        options.destination = {"127.0.0.1", port, true, {}};
        options.security = Security::plain;
        options.spool_folder = folder;
        options.first_delay = std::chrono::milliseconds{10};
        options.longest_delay = std::chrono::milliseconds{50};
        watchers.push_back(std::make_shared<Watcher>(loop, options, of));
        watchers.back()->start();
    }
    void watch() { watch(keeper, server.port()); }
    void stop() {
        for (auto& watcher : watchers) watcher->stop();
        watchers.clear();
    }

    FakeState state;
    FakeServer server{state};
    std::string folder;
    net::Loop loop{1, 2, 2};
    WatchOptions options;
    std::shared_ptr<MemoryKeeper> keeper = std::make_shared<MemoryKeeper>();
    std::vector<std::shared_ptr<Watcher>> watchers;
};

TEST_F(ImapWatcherTest, takes_what_is_there_and_what_comes_and_marks_it) {
    state.add("first");
    state.add(std::string(300'000, 'x'));
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->taken.size() == 2; }));
    state.add("third");
    ASSERT_TRUE(keeper->wait([&] { return keeper->taken.size() == 3; }));
    EXPECT_EQ(keeper->taken[1].size(), 300'000u);
    EXPECT_EQ(keeper->taken[2], "third");
    EXPECT_TRUE(state.wait([&] { return state.mails[3].seen; }));
    EXPECT_TRUE(keeper->faults.empty());
}

TEST_F(ImapWatcherTest, a_mail_that_waits_for_a_filter_holds_up_no_other_mailbox) {
    state.add("first");
    auto waiting = std::make_shared<MemoryKeeper>();
    waiting->blocked = true;
    watch(waiting, server.port());
    watch();
    EXPECT_TRUE(keeper->wait([&] { return keeper->taken.size() == 1 && keeper->wells > 0; }));
    {
        std::lock_guard lock(waiting->mutex);
        EXPECT_TRUE(waiting->taken.empty());
        waiting->blocked = false;
        waiting->changed.notify_all();
    }
    EXPECT_TRUE(waiting->wait([&] { return waiting->taken.size() == 1; }));
}

TEST_F(ImapWatcherTest, what_a_server_says_may_arrive_in_pieces_of_any_size) {
    const std::string tricky = "Subject: {5}\r\n\r\n)\r\ng9 OK done\r\n* BYE\r\n{12}\r\n" + std::string(5'000, 'y');
    state.add(tricky);
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        {
            std::lock_guard lock(state.mutex);
            state.largest_piece = seed % 2 ? 7 : 300;
            state.seed = seed;
        }
        auto reader = std::make_shared<MemoryKeeper>();
        watch(reader, server.port());
        ASSERT_TRUE(reader->wait([&] { return reader->taken.size() == 1; }));
        EXPECT_EQ(reader->taken[0], tricky);
        EXPECT_TRUE(reader->faults.empty());
        stop();
    }
}

TEST_F(ImapWatcherTest, resumes_where_it_stood_and_puts_away_what_a_crash_left) {
    for (auto text : {"a", "b", "c"}) state.add(text);
    keeper->validity = 7;
    keeper->stand.last_uid = keeper->stand.taken_uid = 2;
    watch();
    ASSERT_TRUE(state.wait([&] { return state.mails[3].seen && state.mails[2].seen; }));
    EXPECT_EQ(keeper->taken, std::vector<std::string>{"c"});
    EXPECT_TRUE(state.wait([&] { return !state.mails[1].seen; }));
}

TEST_F(ImapWatcherTest, asks_a_server_that_does_not_push) {
    state.capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR";
    options.poll = std::chrono::milliseconds{10};
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->wells > 0; }));
    state.add("late");
    EXPECT_TRUE(keeper->wait([&] { return keeper->taken.size() == 1; }));
}

TEST_F(ImapWatcherTest, moves_to_a_folder_that_it_makes_with_or_without_MOVE) {
    options.moved_to = "Done";
    state.add("a");
    watch();
    ASSERT_TRUE(state.wait([&] { return state.moved["\"Done\""] == 1 && state.mails.empty(); }));
    stop();
    state.wait([&] { return state.capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR IDLE UIDPLUS", true; });
    watch();
    state.add("b");
    EXPECT_TRUE(state.wait([&] { return state.moved["\"Done\""] == 2 && state.mails.empty(); }));
}

TEST_F(ImapWatcherTest, begins_anew_when_the_numbers_do) {
    state.add("a");
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->taken.size() == 1; }));
    stop();
    state.wait([&] { return state.validity = 8, true; });
    watch();
    EXPECT_TRUE(keeper->wait([&] { return keeper->taken.size() == 2; }));
}

TEST_F(ImapWatcherTest, what_can_not_be_stored_stays_unmarked_and_is_tried_again) {
    keeper->refusals = 2;
    state.add("a");
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->taken.size() == 1; }));
    EXPECT_EQ(keeper->faults, (std::vector{net::Fault::storage, net::Fault::storage}));
}

TEST_F(ImapWatcherTest, what_is_too_large_is_left) {
    options.largest_message = 10;
    state.add("much more than ten");
    state.add("small");
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->taken.size() == 1; }));
    EXPECT_EQ(keeper->taken[0], "small");
    EXPECT_EQ(keeper->left, 1);
    EXPECT_TRUE(state.wait([&] { return !state.mails[1].seen; }));
}

TEST_F(ImapWatcherTest, says_what_is_wrong_and_goes_on_trying) {
    state.good_login = "something else";
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->faults.size() >= 3; }));
    EXPECT_EQ(keeper->faults[0], net::Fault::login);
    state.wait([&] { return state.good_login.clear(), true; });
    EXPECT_TRUE(keeper->wait([&] { return keeper->wells > 0; }));
}

TEST_F(ImapWatcherTest, a_hostile_server_is_refused) {
    for (auto greeting : {"220 mx ESMTP\r\n", "* BYE go away\r\n", "\r\n", "* OK {999999999999}\r\n"}) {
        auto hurt = std::make_shared<MemoryKeeper>();
        state.wait([&] { return state.greeting = greeting, true; });
        watch(hurt, server.port());
        EXPECT_TRUE(hurt->wait([&] { return !hurt->faults.empty(); })) << greeting;
        stop();
    }
    state.wait([&] { return state.greeting = "* OK " + std::string(3'000'000, 'x'), true; });
    watch();
    EXPECT_TRUE(keeper->wait([&] { return !keeper->faults.empty(); }));
}

TEST_F(ImapWatcherTest, an_answer_without_the_message_takes_nothing) {
    state.answer_fetch_with = "* 1 FETCH (UID 9 BODY[HEADER] {3}\r\nabc)\r\n";
    state.add("a");
    watch();
    ASSERT_TRUE(keeper->wait([&] { return keeper->wells > 0; }));
    EXPECT_TRUE(keeper->taken.empty());
}

TEST_F(ImapWatcherTest, servers_that_hang_delay_no_other) {
    FakeState dumb;
    dumb.greeting = "";
    FakeServer silent(dumb);
    std::vector<std::shared_ptr<MemoryKeeper>> hanging;
    for (int i = 0; i < 20; ++i) watch(hanging.emplace_back(std::make_shared<MemoryKeeper>()), silent.port());
    state.add("a");
    watch();
    EXPECT_TRUE(keeper->wait([&] { return keeper->taken.size() == 1; }));
    stop();
    for (auto& one : hanging) EXPECT_TRUE(one->taken.empty());
}

TEST_F(ImapWatcherTest, what_a_trial_finds) {
    const net::Destination here{"127.0.0.1", server.port(), true, {}};
    auto trial = try_out(here, Security::plain, {"me", "secret", false}, {"INBOX"});
    EXPECT_TRUE(trial.pushes);
    EXPECT_EQ(trial.missing_folders, std::vector<std::string>{"INBOX"});
    auto fault_of = [](const net::Destination& destination, Security security) {
        try {
            try_out(destination, security, {"me", "secret", false}, {});
        } catch (const net::Failure& failure) { return failure.fault; }
        return net::Fault::storage;
    };
    EXPECT_EQ(fault_of({"127.0.0.1", server.port(), false, {}}, Security::plain), net::Fault::not_public);
    EXPECT_EQ(fault_of({"127.0.0.1", 1, true, {}}, Security::plain), net::Fault::connection);
    EXPECT_EQ(fault_of({"no-such-host.invalid", 993, true, {}}, Security::tls), net::Fault::name);
    EXPECT_EQ(fault_of(here, Security::starttls), net::Fault::encryption);
    EXPECT_EQ(fault_of(here, Security::tls), net::Fault::encryption);
    state.good_login = "x";
    EXPECT_EQ(fault_of(here, Security::plain), net::Fault::login);
}

TEST(ImapDelayTest, is_spread_by_a_quarter) {
    std::minstd_rand random(1);
    for (int i = 0; i < 100; ++i) {
        auto delay = jittered(std::chrono::milliseconds{1000}, random);
        EXPECT_GE(delay.count(), 750);
        EXPECT_LE(delay.count(), 1250);
    }
}

}  // namespace
}  // namespace goodhost::imap
