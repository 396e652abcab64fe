#include "tickets/scheduled.hpp"
#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct MessagesTest : TicketsFixture {};
INSTANTIATE_TEST_SUITE_P(databases, MessagesTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(MessagesTest, a_reply_waits_for_the_customer_and_an_answer_opens_again) {
    auto id = open();
    auto answer = reply(As::sara, id);
    ASSERT_EQ(answer.status, 201) << answer.response.body;
    EXPECT_EQ(answer["by"].at("name").as_string(), "Sara Lind");
    EXPECT_EQ(status_of(id), "waiting");
    EXPECT_TRUE(ticket(id)["unanswered_since"].is_null());
    clock.advance(1h);
    say_as_contact(1, id, "Still down");
    auto now = ticket(id);
    EXPECT_EQ(now.text("status"), "open");
    EXPECT_EQ(now.text("unanswered_since"), "2026-11-20T13:00:00Z");
    EXPECT_EQ(now["last_message"].at("snippet").as_string(), "Still down");
    EXPECT_EQ(now["message_count"].as_int64(), 3);
    EXPECT_EQ(now["messages"].as_array().size(), 3u);
    EXPECT_EQ(types_of(id), "created replied replied");
    EXPECT_TRUE(chain_is_intact());
}

TEST_P(MessagesTest, a_note_changes_neither_status_nor_what_is_owed) {
    auto id = open();
    auto before = ticket(id).text("unanswered_since");
    auto answer = post(As::minjun, path_of(id) + "/messages", "{'kind':'note','body_text':'Looks like DNS','mentions':[2]}");
    ASSERT_EQ(answer.status, 201) << answer.response.body;
    EXPECT_EQ(bj::serialize(answer["mentions"]), "[2]");
    EXPECT_EQ(status_of(id), "new");
    EXPECT_EQ(ticket(id).text("unanswered_since"), before);
    EXPECT_EQ(types_of(id), "created noted followed");
}

TEST_P(MessagesTest, who_is_named_in_a_note_follows_the_ticket) {
    auto id = open();
    auto names = [&](const std::string& ids) {
        return post(As::minjun, path_of(id) + "/messages", "{'kind':'note','body_text':'Please look','mentions':" + ids + "}").status;
    };
    EXPECT_EQ(names("[2,999]"), 201);
    EXPECT_EQ(names("[2]"), 201);
    auto followers = ticket(id)["followers"].as_array();
    ASSERT_EQ(followers.size(), 1u);
    EXPECT_EQ(followers[0].at("id").as_int64(), 2);
    EXPECT_EQ(types_of(id), "created noted followed noted");
}

TEST_P(MessagesTest, the_status_may_be_decided_with_the_reply) {
    auto id = open();
    EXPECT_EQ(reply(As::sara, id, ",'status_after':'on_hold'").status, 422);
    EXPECT_EQ(status_of(id), "new");
    EXPECT_EQ(reply(As::sara, id, ",'status_after':'on_hold','reason':'Disk ordered','next_report_at':'2026-11-21T09:00:00Z'").status, 201);
    EXPECT_EQ(status_of(id), "on_hold");
    EXPECT_EQ(ticket(id).text("reason"), "Disk ordered");
    EXPECT_EQ(reply(As::sara, id, ",'status_after':'resolved'").status, 201);
    EXPECT_EQ(status_of(id), "resolved");
    EXPECT_EQ(types_of(id), "created replied replied resolved");
}

TEST_P(MessagesTest, a_word_in_time_reopens_and_a_late_one_follows_up) {
    auto id = open();
    reply(As::sara, id, ",'status_after':'resolved'");
    clock.advance(24h * 6);
    EXPECT_EQ(say_as_contact(1, id, "It is back").ticket_id.value, id);
    EXPECT_EQ(status_of(id), "open");
    EXPECT_EQ(types_of(id), "created replied resolved replied reopened");
    reply(As::sara, id, ",'status_after':'resolved'");
    clock.advance(24h * 7 + 1s);
    EXPECT_GE(run_jobs(), 1);
    EXPECT_EQ(status_of(id), "closed");
    auto late = say_as_contact(1, id, "Again!");
    EXPECT_NE(late.ticket_id.value, id);
    auto follow_up = ticket(late.ticket_id.value);
    EXPECT_EQ(follow_up.text("status"), "new");
    EXPECT_EQ(follow_up.text("subject"), "Site is down");
    EXPECT_EQ(follow_up["links"].at(0).at("kind").as_string(), "follow_up");
    EXPECT_EQ(follow_up["links"].at(0).at("ticket").at("id").as_int64(), id);
    EXPECT_EQ(ticket(id)["links"].at(0).at("direction").as_string(), "from");
}

TEST_P(MessagesTest, who_answered_meanwhile_is_not_talked_over) {
    auto id = open();
    reply(As::minjun, id);
    auto late = reply(As::sara, id, ",'expected_message_count':1");
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.code(), "tickets.answered_meanwhile");
    EXPECT_EQ(reply(As::sara, id, ",'expected_message_count':2").status, 201);
}

TEST_P(MessagesTest, a_reply_taken_back_undoes_all_that_it_changed_however_slow_the_machine_is) {
    auto id = open();
    clock.tick(1ms);
    auto sent = call_at_desk(As::sara, http::Method::post, path_of(id) + "/messages",
                             "{'kind':'reply','body_text':'Wrong one','status_after':'waiting'}");
    ASSERT_EQ(sent.status, 201) << sent.response.body;
    EXPECT_EQ(ticket(id).text("status"), "waiting");
    auto undone = call_at_desk(As::sara, http::Method::delete_, path_of(id) + "/messages/" + std::to_string(sent.id()));
    ASSERT_EQ(undone.status, 200) << undone.response.body;
    EXPECT_EQ(ticket(id).text("status"), "new");
    EXPECT_FALSE(ticket(id)["unanswered_since"].is_null());
}

TEST_P(MessagesTest, at_the_desk_a_reply_can_be_taken_back_for_ten_seconds) {
    auto id = open();
    auto sent = call_at_desk(As::sara, http::Method::post, path_of(id) + "/messages",
                             "{'kind':'reply','body_text':'Wrong one','status_after':'resolved'}");
    ASSERT_EQ(sent.status, 201) << sent.response.body;
    EXPECT_EQ(sent.text("undo_until"), "2026-11-20T12:00:10Z");
    auto contact = as_contact(1);
    auto seen = [&] { return database->read([&](db::Reader& r) { return get_ticket(r, contact, {id}).messages.size(); }); };
    EXPECT_EQ(seen(), 1u);
    clock.advance(9s);
    auto path = path_of(id) + "/messages/" + std::to_string(sent.id());
    EXPECT_EQ(call_at_desk(As::minjun, http::Method::delete_, path).status, 403);
    auto undone = call_at_desk(As::sara, http::Method::delete_, path);
    ASSERT_EQ(undone.status, 200) << undone.response.body;
    EXPECT_EQ(undone.text("body_text"), "Wrong one");
    auto now = ticket(id);
    EXPECT_EQ(now.text("status"), "new");
    EXPECT_FALSE(now["unanswered_since"].is_null());
    EXPECT_EQ(now["message_count"].as_int64(), 1);
    EXPECT_EQ(now["messages"].at(1).at("state").as_string(), "undone");
    EXPECT_EQ(now["messages"].at(1).at("body_text").as_string(), "");
    clock.advance(1h);
    run_jobs();
    EXPECT_EQ(types_of(id), "created replied resolved reply_undone");
    EXPECT_EQ(seen(), 1u);
}

TEST_P(MessagesTest, after_ten_seconds_a_reply_goes_out) {
    auto id = open();
    auto sent = call_at_desk(As::sara, http::Method::post, path_of(id) + "/messages", "{'kind':'reply','body_text':'Right one'}");
    for (auto& entry : entries_of(id)) EXPECT_FALSE(entries::outward_word(entry)) << entry.type;
    clock.advance(10s);
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(types_of(id), "created replied released");
    auto word = entries::outward_word(entries_of(id).back());
    ASSERT_TRUE(word);
    EXPECT_EQ(word->message_id.value, sent.id());
    EXPECT_EQ(call_at_desk(As::sara, http::Method::delete_, path_of(id) + "/messages/" + std::to_string(sent.id())).code(),
              "tickets.too_late_to_undo");
}

TEST_P(MessagesTest, what_is_said_by_token_goes_out_at_once) {
    auto id = open();
    reply(As::sara, id);
    EXPECT_TRUE(entries::outward_word(entries_of(id).back()));
    post(As::sara, path_of(id) + "/messages", "{'kind':'note','body_text':'n'}");
    EXPECT_FALSE(entries::outward_word(entries_of(id).back()));
}

TEST_P(MessagesTest, a_scheduled_reply_is_said_when_its_time_comes) {
    auto id = open();
    auto planned = reply(As::sara, id, ",'send_at':'2026-11-20T18:00:00Z','status_after':'resolved'");
    ASSERT_EQ(planned.status, 201) << planned.response.body;
    EXPECT_EQ(planned.text("state"), "scheduled");
    EXPECT_EQ(status_of(id), "new");
    clock.advance(5h);
    EXPECT_EQ(run_jobs(), 0);
    clock.advance(1h);
    EXPECT_EQ(run_jobs(), 1);
    auto now = ticket(id);
    EXPECT_EQ(now.text("status"), "resolved");
    EXPECT_EQ(now["messages"].at(1).at("state").as_string(), "sent");
    EXPECT_EQ(now["messages"].at(1).at("created_at").as_string(), "2026-11-20T18:00:00Z");
    EXPECT_EQ(types_of(id), "created scheduled replied resolved");
    EXPECT_EQ(entries_of(id)[2].actor_name, "Sara Lind");
}

TEST_P(MessagesTest, a_scheduled_reply_can_be_cancelled) {
    auto id = open();
    auto planned = reply(As::sara, id, ",'send_at':'2026-11-20T18:00:00Z'");
    EXPECT_EQ(remove(As::sara, path_of(id) + "/messages/" + std::to_string(planned.id())).status, 200);
    clock.advance(24h);
    EXPECT_EQ(run_jobs(), 0);
    EXPECT_EQ(types_of(id), "created scheduled schedule_cancelled");
    EXPECT_EQ(status_of(id), "new");
}

TEST_P(MessagesTest, an_automatic_word_owes_nothing_and_reopens_nothing) {
    auto id = open();
    reply(As::sara, id, ",'status_after':'resolved'");
    auto context = as_contact(1);
    NewMessage away;
    away.body = make_body({}, "I am out of office");
    away.automatic = true;
    database->write([&](db::Tx& tx) { add_message(tx, context, {id}, away); });
    EXPECT_EQ(status_of(id), "resolved");
    EXPECT_TRUE(ticket(id)["unanswered_since"].is_null());
}

TEST_P(MessagesTest, an_answer_finds_its_ticket_by_message_id) {
    auto id = open();
    auto message = reply(As::sara, id).id();
    database->write([&](db::Tx& tx) { set_message_source(tx, {message}, "<m1@nova.test>"); });
    auto place = database->read([](db::Reader& reader) { return find_message_by_source(reader, "<m1@nova.test>"); });
    ASSERT_TRUE(place);
    EXPECT_EQ(place->ticket_id.value, id);
    EXPECT_EQ(place->contact_id.value, 1);
    EXPECT_FALSE(database->read([](db::Reader& reader) { return find_message_by_source(reader, "<other>"); }));
}

}  // namespace
}  // namespace goodhost::tickets
