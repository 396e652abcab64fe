#include "platform/live/live_fixture.hpp"
#include "platform/live/presence.hpp"

namespace goodhost::live {
namespace {

using SignalsTest = LiveFixture;

constexpr std::string_view follow_room = R"({"subscribe":["room/1"]})";

TEST_P(SignalsTest, typing_reaches_the_others_on_every_node_and_is_not_recorded) {
    auto a = node("a"), b = node("b");
    Client mina(*a, agent), kim(*b, contact), elsewhere(*b, agent);
    mina.say(follow_room);
    kim.say(follow_room);
    elsewhere.say(R"({"subscribe":["room/2"]})");
    for (auto* client : {&mina, &kim, &elsewhere}) ASSERT_TRUE(client->socket->gets("ready"));
    kim.say(R"({"signal":{"topic":"room/1","kind":"typing","data":{"words":3}}})");
    ASSERT_TRUE(mina.socket->gets(
        R"({"signal":{"topic":"room/1","kind":"typing","from":{"kind":"contact","id":9,"name":"Kim"},"data":{"words":3}}})"));
    a->signal("room/1", "closing", {}, "");
    ASSERT_TRUE(mina.socket->gets("closing"));
    mina.say(R"({"signal":{"topic":"room/1","kind":"typing"}})");
    ASSERT_TRUE(kim.socket->gets("Mina"));
    EXPECT_EQ(kim.socket->count("\"Kim\""), 0) << "no echo";
    EXPECT_EQ(kim.socket->count("closing"), 0) << "may_hear";
    EXPECT_EQ(elsewhere.socket->count("signal"), 0);
    EXPECT_EQ(position(), "0.0");
}

TEST_P(SignalsTest, only_followers_signal_and_not_too_often) {
    auto hub = node("a");
    Client hears(*hub, agent), stranger(*hub, agent), noisy(*hub, agent);
    hears.say(follow_room);
    noisy.say(follow_room);
    ASSERT_TRUE(hears.socket->gets("ready"));
    stranger.say(R"({"signal":{"topic":"room/1","kind":"strange"}})");
    for (int i = 0; i < 60; ++i) noisy.say(R"({"signal":{"topic":"room/1","kind":"noise"}})");
    noisy.say(R"({"signal":{"topic":"room/1","kind":"joined"}})");
    noisy.say(R"({"subscribe":["room/2"]})");
    ASSERT_TRUE(noisy.socket->gets("ready"));
    hub->signal("room/1", "last", {}, "{}");
    ASSERT_TRUE(hears.socket->gets("last"));
    EXPECT_LE(hears.socket->count("noise"), 30);
    EXPECT_EQ(hears.socket->count("strange"), 0);
    EXPECT_EQ(hears.socket->count("joined"), 0);
}

TEST_P(SignalsTest, who_is_there_is_known_on_every_node) {
    auto a = node("a"), b = node("b");
    Client mina(*a, agent), jun(*b, platform.acting(ActorKind::agent, 8, "Jun"));
    for (auto* client : {&mina, &jun}) {
        client->say(follow_room);
        ASSERT_TRUE(client->socket->gets("ready"));
    }
    mina.say(R"({"signal":{"topic":"room/1","kind":"here"}})");
    ASSERT_TRUE(mina.socket->gets(R"({"present":{"topic":"room/1","people":[]}})"));
    ASSERT_TRUE(jun.socket->gets(R"("kind":"joined","from":{"kind":"agent","id":7,"name":"Mina"})"));
    jun.say(R"({"signal":{"topic":"room/1","kind":"here"}})");
    ASSERT_TRUE(jun.socket->gets(R"("people":[{"kind":"agent","id":7,"name":"Mina"}])"));
    ASSERT_TRUE(mina.socket->gets(R"("kind":"joined","from":{"kind":"agent","id":8,"name":"Jun"})"));
    mina.say(R"({"signal":{"topic":"room/1","kind":"here"}})");
    mina.leave();
    ASSERT_TRUE(jun.socket->gets(R"("kind":"left","from":{"kind":"agent","id":7,"name":"Mina"})"));
    EXPECT_EQ(jun.socket->count("joined"), 1) << "a heartbeat is no second coming";
}

TEST_P(SignalsTest, who_is_not_heard_of_is_gone) {
    auto a = node("a"), b = node("b");
    Client mina(*a, agent), jun(*b, platform.acting(ActorKind::agent, 8, "Jun"));
    for (auto* client : {&mina, &jun}) {
        client->say(follow_room);
        ASSERT_TRUE(client->socket->gets("ready"));
    }
    mina.say(R"({"signal":{"topic":"room/1","kind":"here"}})");
    ASSERT_TRUE(jun.socket->gets("joined"));
    clock.advance(30s);
    EXPECT_FALSE(jun.socket->has("left"));
    clock.advance(30s);
    EXPECT_TRUE(jun.socket->gets(R"("kind":"left","from":{"kind":"agent","id":7,"name":"Mina"})"));
}

INSTANTIATE_TEST_SUITE_P(databases, SignalsTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST(Presence, a_person_with_several_connections_is_one) {
    Presence presence;
    const Instant now = from_millis(0);
    const Actor mina{ActorKind::agent, 7, "Mina"}, visitor{ActorKind::anonymous, 0, "Visitor"};
    EXPECT_TRUE(presence.here("t", mina, "a#1", now));
    EXPECT_FALSE(presence.here("t", mina, "a#2", now));
    EXPECT_TRUE(presence.here("t", visitor, "a#3", now));
    EXPECT_TRUE(presence.here("t", visitor, "a#4", now)) << "visitors are told apart";
    EXPECT_EQ(presence.people("t").size(), 3u);
    EXPECT_FALSE(presence.away("t", mina, "a#1"));
    EXPECT_FALSE(presence.away("t", mina, "a#1"));
    EXPECT_TRUE(presence.away("t", mina, "a#2"));
    EXPECT_TRUE(presence.here("t", mina, "a#1", now + 40s));
    EXPECT_EQ(presence.expire(now + 46s).size(), 2u);
    EXPECT_EQ(presence.people("t"), (std::vector<Actor>{mina}));
    EXPECT_EQ(presence.expire(now + 90s).size(), 1u);
    EXPECT_TRUE(presence.people("t").empty());
}

}  // namespace
}  // namespace goodhost::live
