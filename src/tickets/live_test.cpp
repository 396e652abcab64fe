#include "tickets/live.hpp"

#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct TicketsLiveTest : TicketsFixture {
    /// What a viewer is sent for every entry of the trail, by topic, as a client that applies it would keep it.
    struct Kept {
        std::map<std::string, bj::value> details;  ///< of the ticket, by topic
        std::map<std::int64_t, bj::value> rows, messages, events;
        bool refetch = false;
        std::vector<std::string> mentioned_by;
    };
    Kept follow(const Context& viewer, std::string_view stream) {
        Kept kept;
        database->read([&](db::Reader& reader) {
            for (auto& entry : trail::read_after(reader, {}, 1000)) {
                auto loaded = load_update(reader, entry);
                if (loaded.empty()) continue;
                for (auto& update : view_update(viewer, entry, loaded)) apply(kept, stream, update);
            }
        });
        return kept;
    }
    static void apply(Kept& kept, std::string_view stream, const live::Update& update) {
        auto data = bj::parse(update.data);
        if (update.topic == "tickets") {
            kept.rows[data.at("id").as_int64()] = data.at("ticket");
            if (auto* by = data.as_object().if_contains("mentioned_by")) kept.mentioned_by.emplace_back(by->as_string());
        } else if (update.topic == stream) {
            kept.details[update.topic] = data.as_object().contains("ticket") ? data.at("ticket") : data;
            if (auto* message = data.as_object().if_contains("message"); message && !message->is_null())
                kept.messages[message->at("id").as_int64()] = *message;
            if (auto* event = data.as_object().if_contains("event")) kept.events[event->at("sequence").as_int64()] = *event;
            if (auto* refetch = data.as_object().if_contains("refetch")) kept.refetch = kept.refetch || refetch->as_bool();
        }
    }
    Context agent(std::int64_t id) {
        return database->read([&](db::Reader& reader) { return accounts::acting_as_agent(reader, system(), {id}); });
    }
};
INSTANTIATE_TEST_SUITE_P(databases, TicketsLiveTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(TicketsLiveTest, snapshot_plus_entries_is_a_fresh_snapshot) {
    auto id = open(), other = open("Other");
    put(As::sara, path_of(id) + "/assignment", "{'assignee_id':2,'team_id':1}");
    put(As::sara, path_of(id) + "/tags", "{'tags':['a']}");
    put(As::sara, path_of(id) + "/cc", "{'addresses':[{'email':'x@y.test'}]}");
    post(As::minjun, path_of(id) + "/follow", "{}");
    post(As::sara, path_of(id) + "/links", "{'ticket_id':" + std::to_string(other) + ",'kind':'related'}");
    post(As::sara, path_of(id) + "/messages", "{'kind':'note','body_text':'n'}");
    clock.advance(1s);
    auto undone = call_at_desk(As::minjun, http::Method::post, path_of(id) + "/messages", "{'kind':'reply','body_text':'oops'}");
    call_at_desk(As::minjun, http::Method::delete_, path_of(id) + "/messages/" + std::to_string(undone.id()));
    clock.advance(1s);
    say_as_contact(1, id, "more");
    reply(As::sara, id, ",'status_after':'on_hold','reason':'Disk','next_report_at':'2026-11-21T09:00:00Z'");
    patch(As::sara, path_of(id), "{'severity':'high'}");
    for (auto as : {As::sara, As::minjun, As::lead}) {
        auto kept = follow(agent(static_cast<std::int64_t>(as)), "ticket/" + std::to_string(id));
        auto fresh = get(as, path_of(id)).body.as_object();
        EXPECT_FALSE(kept.refetch);
        for (auto& [key, value] : kept.details["ticket/" + std::to_string(id)].as_object())
            EXPECT_EQ(bj::serialize(value), bj::serialize(fresh.at(key))) << std::string(key);
        ASSERT_EQ(kept.messages.size(), fresh.at("messages").as_array().size());
        for (auto& message : fresh.at("messages").as_array())
            EXPECT_EQ(bj::serialize(message), bj::serialize(kept.messages[message.at("id").as_int64()]));
        ASSERT_EQ(kept.events.size(), fresh.at("events").as_array().size());
        for (auto& event : fresh.at("events").as_array())
            EXPECT_EQ(bj::serialize(event), bj::serialize(kept.events[event.at("sequence").as_int64()]));
        auto list = get(as, "/tickets?view=all");
        for (auto& row : list["items"].as_array()) EXPECT_EQ(bj::serialize(row), bj::serialize(kept.rows[row.at("id").as_int64()]));
    }
}

TEST_P(TicketsLiveTest, viewers_get_only_what_they_may_see) {
    auto id = open();
    post(As::sara, path_of(id) + "/messages", "{'kind':'note','body_text':'between us'}");
    reply(As::sara, id);
    auto stream = "ticket/" + std::to_string(id);
    EXPECT_TRUE(follow(agent(4), stream).rows.empty());
    EXPECT_TRUE(follow(as_contact(3), stream).details.empty());
    auto ann = follow(as_contact(1), stream);
    EXPECT_EQ(ann.messages.size(), 2u);
    EXPECT_TRUE(ann.rows.empty());
    EXPECT_TRUE(ann.events.empty());
    auto may = [&](const Context& viewer, std::string_view topic) {
        return database->read([&](db::Reader& reader) { return may_follow_topic(reader, viewer, topic); });
    };
    EXPECT_TRUE(may(agent(2), "tickets"));
    EXPECT_TRUE(may(agent(2), stream));
    EXPECT_FALSE(may(agent(4), stream));
    EXPECT_FALSE(may(as_contact(1), "tickets"));
    EXPECT_TRUE(may(as_contact(1), stream));
    EXPECT_FALSE(may(as_contact(3), stream));
    EXPECT_FALSE(may(agent(2), "ticket/x"));
}

TEST_P(TicketsLiveTest, a_contact_hears_a_reply_when_it_can_t_be_undone_any_more) {
    auto id = open();
    call_at_desk(As::sara, http::Method::post, path_of(id) + "/messages", "{'kind':'reply','body_text':'hello'}");
    auto stream = "ticket/" + std::to_string(id);
    EXPECT_EQ(follow(as_contact(1), stream).messages.size(), 1u);
    clock.advance(10s);
    run_jobs();
    EXPECT_EQ(follow(as_contact(1), stream).messages.size(), 2u);
}

TEST_P(TicketsLiveTest, who_is_mentioned_is_told_who_asks_and_follows_from_then_on) {
    auto id = open();
    post(As::minjun, path_of(id) + "/messages", "{'kind':'note','body_text':'Please look','mentions':[2]}");
    auto stream = "ticket/" + std::to_string(id);
    EXPECT_EQ(follow(agent(2), stream).mentioned_by.size(), 1u);
    EXPECT_FALSE(follow(agent(2), stream).mentioned_by.front().empty());
    EXPECT_TRUE(follow(agent(3), stream).mentioned_by.empty());
    EXPECT_TRUE(follow(as_contact(1), stream).mentioned_by.empty());
    EXPECT_EQ(bj::serialize(get(As::sara, path_of(id))["followers"].at(0).at("id")), "2");
}

TEST_P(TicketsLiveTest, a_merge_says_that_messages_moved) {
    auto one = open("One"), two = open("Two");
    post(As::sara, path_of(one) + "/merge", "{'into_ticket_id':" + std::to_string(two) + "}");
    EXPECT_TRUE(follow(agent(2), "ticket/" + std::to_string(two)).refetch);
    EXPECT_TRUE(follow(agent(2), "ticket/" + std::to_string(one)).refetch);
}

}  // namespace
}  // namespace goodhost::tickets
