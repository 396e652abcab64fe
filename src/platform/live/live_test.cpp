#include <random>
#include <thread>

#include "platform/live/access.hpp"
#include "platform/live/live_fixture.hpp"
#include "platform/live/message.hpp"

namespace goodhost::live {
namespace {

using LiveTest = LiveFixture;

TEST_P(LiveTest, a_viewer_is_told_what_happens_on_its_topics) {
    auto hub = node("a");
    Client client(*hub, agent);
    client.say(R"({"subscribe":["room/1"]})");
    ASSERT_TRUE(client.socket->gets(R"({"ready":")"));
    say("room/2", "elsewhere");
    say("other/1", "nobody's");
    say("room/1", "hello");
    ASSERT_TRUE(client.socket->gets(R"("topic":"room/1","entry":{"text":"hello"}})"));
    EXPECT_TRUE(client.socket->has("{\"position\":\"" + position() + "\""));
    EXPECT_FALSE(client.socket->has("elsewhere"));
    client.say(R"({"subscribe":["rooms"]})");
    ASSERT_TRUE(client.socket->gets("ready"));
    client.say(R"({"unsubscribe":["room/1"]})");
    say("room/3", "third");
    ASSERT_TRUE(client.socket->gets("third"));
}

TEST_P(LiveTest, permission_is_asked_for_topics_and_for_each_entry) {
    auto hub = node("a");
    Client sees(*hub, agent), does_not(*hub, contact);
    for (auto* client : {&sees, &does_not}) client->say(R"({"subscribe":["room/1","rooms","none/1"]})");
    ASSERT_TRUE(sees.socket->gets(R"("refused":["none/1"])"));
    ASSERT_TRUE(does_not.socket->gets(R"("refused":["rooms","none/1"])"));
    say("room/1", "secret plan");
    say("room/1", "word for all");
    ASSERT_TRUE(sees.socket->gets("word for all"));
    ASSERT_TRUE(does_not.socket->gets("word for all"));
    EXPECT_EQ(sees.socket->count("secret"), 2);
    EXPECT_EQ(does_not.socket->count("secret"), 0);
}

TEST_P(LiveTest, an_entry_is_loaded_once_for_all_viewers) {
    auto hub = node("a");
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<Client>(*hub, agent));
        clients.back()->say(R"({"subscribe":["room/1"]})");
        ASSERT_TRUE(clients.back()->socket->gets("ready"));
    }
    say("room/1", "hello");
    for (auto& client : clients) EXPECT_TRUE(client->socket->gets("hello"));
    EXPECT_EQ(loads.count(), 1);
    EXPECT_EQ(hub->viewers(), 50);
    clients.clear();
    EXPECT_EQ(hub->viewers(), 0);
}

TEST_P(LiveTest, a_broken_connection_resumes_where_it_stood_on_any_node) {
    auto hub = node("a");
    Client stays(*hub, agent);
    stays.say(R"({"subscribe":["room/1"]})");
    ASSERT_TRUE(stays.socket->gets("ready"));
    say("room/1", "seen");
    const auto snapshot = position();
    for (int i = 0; i < 450; ++i) say(i % 2 ? "room/1" : "room/2", "missed " + std::to_string(i));
    ASSERT_TRUE(stays.socket->gets("missed 449")) << "the hub has come so far";
    auto other = node("b");
    for (auto* node : {hub.get(), other.get()}) {
        Client client(*node, agent);
        client.say(R"({"subscribe":["room/1"],"position":")" + snapshot + "\"}");
        ASSERT_TRUE(client.socket->gets("ready"));
        const auto frames = client.socket->frames();
        const auto ready = std::ranges::find_if(frames, [](auto& frame) { return frame.starts_with(R"({"ready":)"); });
        EXPECT_EQ(std::ranges::count_if(frames.begin(), ready, [](auto& frame) { return frame.contains("missed"); }), 225);
        EXPECT_EQ(client.socket->count("missed"), 225);
        EXPECT_EQ(client.socket->count("\"seen\""), 0);
        say("room/1", "after");
        EXPECT_TRUE(client.socket->gets("after"));
    }
}

TEST_P(LiveTest, a_position_says_that_all_topics_were_told_of_it) {
    auto hub = node("a");
    Client client(*hub, agent);
    client.say(R"({"subscribe":["room/1","rooms"]})");
    ASSERT_TRUE(client.socket->gets("ready"));
    say("room/1", "one");
    ASSERT_TRUE(client.socket->gets(R"({"position":")" + position() + R"(","topic":"rooms")"));
    const auto frames = client.socket->frames();
    ASSERT_EQ(frames.size(), 3U);
    EXPECT_TRUE(frames[1].starts_with(R"({"topic":"room/1")")) << frames[1];
}

TEST_P(LiveTest, who_comes_from_too_far_back_or_from_another_history_fetches_anew) {
    say("room/1", "one");
    const auto old = position();
    database->write([&](db::Tx& tx) {
        for (int i = 0; i < 10'001; ++i) trail::append(tx, agent, "room/" + std::to_string(i), "rooms.said", Said{"x"});
    });
    auto hub = node("a");
    for (const auto& at : {old, std::string("9999999.9999999")}) {
        Client client(*hub, agent);
        client.say(R"({"subscribe":["room/1"],"position":")" + at + "\"}");
        ASSERT_TRUE(client.socket->gets("ready"));
        EXPECT_EQ(client.socket->frames().front(), R"({"reset":true})");
        say("room/1", "after");
        EXPECT_TRUE(client.socket->gets("after"));
    }
}

TEST_P(LiveTest, who_does_not_read_is_sent_away_and_resumes) {
    auto hub = node("a");
    Client client(*hub, agent);
    client.say(R"({"subscribe":["room/1"]})");
    ASSERT_TRUE(client.socket->gets("ready"));
    const auto at = position();
    client.socket->queued = 600'000;
    say("room/1", "waiting");
    Client quick(*hub, agent);
    quick.say(R"({"subscribe":["room/1"],"position":")" + at + "\"}");
    EXPECT_TRUE(quick.socket->gets("waiting")) << "others are not held up";
    EXPECT_FALSE(client.socket->has("waiting"));
    // It is looked at every 20 ms; ten seconds of the clock later its time is up.
    for (int i = 0; i < 100 && !client.socket->closes_within(50ms); ++i) clock.advance(4s);
    ASSERT_TRUE(client.socket->closes(http::CloseCode::try_again));
    EXPECT_FALSE(client.socket->has("waiting"));
}

TEST_P(LiveTest, a_revoked_session_is_closed_within_the_minute_or_when_access_changes) {
    auto hub = node("a");
    std::atomic<bool> valid = true;
    Client first(*hub, agent, [&] { return valid.load(); });
    first.say(R"({"subscribe":["room/1"]})");
    ASSERT_TRUE(first.socket->gets("ready"));
    say("account/7", "password changed");
    say("room/1", "still here");
    ASSERT_TRUE(first.socket->gets("still here"));
    valid = false;
    say("account/7", "signed out everywhere");
    EXPECT_TRUE(first.socket->closes(http::CloseCode::policy));

    valid = true;
    Client second(*hub, agent, [&] { return valid.load(); });
    second.say(R"({"subscribe":["room/1"]})");
    ASSERT_TRUE(second.socket->gets("ready"));
    valid = false;
    clock.advance(61s);
    EXPECT_TRUE(second.socket->closes(http::CloseCode::policy));
}

TEST_P(LiveTest, whose_access_ends_is_asked_and_nobody_else) {
    auto hub = node("a");
    std::atomic<int> asked_mina = 0, asked_kim = 0;
    Client mina(*hub, agent, [&] { return ++asked_mina > 0; }), kim(*hub, contact, [&] { return ++asked_kim < 0; });
    for (auto* client : {&mina, &kim}) {
        client->say(R"({"subscribe":["room/1"]})");
        ASSERT_TRUE(client->socket->gets("ready"));
    }
    database->write([&](db::Tx& tx) { tx.notify(access_channel, access_word(contact.actor)); });
    EXPECT_TRUE(kim.socket->closes(http::CloseCode::policy));
    EXPECT_EQ(asked_mina, 0);
    // After a break of the connection that listens nobody knows whose word was lost.
    database->write([&](db::Tx& tx) { tx.notify(access_channel, ""); });
    say("room/1", "still here");
    ASSERT_TRUE(mina.socket->gets("still here"));
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (asked_mina == 0 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    EXPECT_GT(asked_mina, 0);
}

TEST_P(LiveTest, what_is_not_understood_closes_the_connection) {
    auto hub = node("a");
    for (const auto& text :
         {std::string("hello"), std::string("[]"), std::string(R"({"subscribe":"room/1"})"), std::string(R"({"subscribe":[""]})"),
          std::string(R"({"subscribe":["room/1"],"position":"x"})"), std::string(20'000, ' ')}) {
        Client client(*hub, agent);
        client.say(text);
        EXPECT_TRUE(client.socket->closes(http::CloseCode::policy)) << text.substr(0, 60);
    }
    hub->stop();
    Client late(*hub, agent);
    EXPECT_TRUE(late.socket->closes(http::CloseCode::going_away));
}

/// Connections break and come back at random while others write: what a client has been told, applied in order, is all that happened.
TEST_P(LiveTest, snapshot_and_entries_make_the_fresh_snapshot) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    auto a = node("a"), b = node("b");
    say("room/1", "begin");
    std::string at = position();
    std::vector<std::jthread> writers;
    writers.reserve(3);
    for (int w = 0; w < 3; ++w)
        writers.emplace_back([&, w] {
            for (int i = 0; i < 100; ++i) say("room/1", std::to_string(w) + "-" + std::to_string(i));
        });
    std::vector<std::string> told;
    auto connect = [&](bool last) {
        Client client(random() % 2 ? *a : *b, agent);
        client.say(R"({"subscribe":["room/1"],"position":")" + at + "\"}");
        ASSERT_TRUE(client.socket->gets("ready"));
        ASSERT_TRUE(!last || client.socket->gets("the end"));
        client.leave();
        for (const auto& frame : client.socket->frames()) {
            if (!frame.contains("entry")) continue;
            told.push_back(frame);
            at = frame.substr(13, frame.find('"', 13) - 13);
        }
    };
    for (int round = 0; round < 30; ++round) connect(false);
    writers.clear();
    say("room/1", "the end");
    connect(true);
    const auto all = database->read([](db::Reader& reader) { return trail::read_stream(reader, "room/1", 1, 1000); });
    ASSERT_EQ(told.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(told[i], entry_message(all[i].position(), {"room/1", all[i].payload}));
}

INSTANTIATE_TEST_SUITE_P(databases, LiveTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

}  // namespace
}  // namespace goodhost::live
