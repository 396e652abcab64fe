#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct StateTest : TicketsFixture {};
INSTANTIATE_TEST_SUITE_P(databases, StateTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(StateTest, on_hold_needs_a_reason_and_the_next_report) {
    auto id = open();
    auto bare = put(As::sara, path_of(id) + "/status", "{'status':'on_hold'}");
    EXPECT_EQ(bare.status, 422);
    EXPECT_EQ(bare["fields"].as_array().size(), 2u);
    auto held = put(As::sara, path_of(id) + "/status",
                    "{'status':'on_hold','reason':'Waiting for the registry','next_report_at':'2026-11-20T16:00:00Z'}");
    ASSERT_EQ(held.status, 200) << held.response.body;
    EXPECT_EQ(held.text("reason"), "Waiting for the registry");
    EXPECT_EQ(types_of(id), "created status_changed");
}

TEST_P(StateTest, when_a_report_is_due_the_customer_is_owed_a_word) {
    auto id = open();
    reply(As::sara, id, ",'status_after':'on_hold','reason':'Disk','next_report_at':'2026-11-20T16:00:00Z'");
    EXPECT_TRUE(ticket(id)["unanswered_since"].is_null());
    clock.advance(4h);
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(ticket(id).text("unanswered_since"), "2026-11-20T16:00:00Z");
    EXPECT_EQ(types_of(id), "created replied report_due");
}

TEST_P(StateTest, a_report_given_in_time_moves_the_promise) {
    auto id = open();
    reply(As::sara, id, ",'status_after':'on_hold','reason':'Disk','next_report_at':'2026-11-20T16:00:00Z'");
    clock.advance(3h);
    auto report = post(As::sara, path_of(id) + "/messages",
                       "{'kind':'report','body_text':'Arrives "
                       "tomorrow','status_after':'on_hold','reason':'Disk','next_report_at':'2026-11-21T16:00:00Z'}");
    ASSERT_EQ(report.status, 201) << report.response.body;
    clock.advance(2h);
    EXPECT_EQ(run_jobs(), 0);
    EXPECT_TRUE(ticket(id)["unanswered_since"].is_null());
    EXPECT_EQ(ticket(id).text("next_report_at"), "2026-11-21T16:00:00Z");
}

TEST_P(StateTest, resolving_and_reopening_are_resources) {
    auto id = open();
    EXPECT_EQ(post(As::sara, path_of(id) + "/resolution", "{}").text("status"), "resolved");
    EXPECT_EQ(post(As::sara, path_of(id) + "/resolution", "{}").status, 201);
    EXPECT_EQ(remove(As::sara, path_of(id) + "/resolution").text("status"), "open");
    EXPECT_EQ(post(As::sara, path_of(id) + "/closure", "{}").text("status"), "closed");
    EXPECT_EQ(remove(As::sara, path_of(id) + "/closure").text("status"), "open");
    EXPECT_EQ(types_of(id), "created resolved reopened closed reopened");
}

TEST_P(StateTest, a_contact_closes_and_reopens_within_the_window) {
    auto id = open();
    auto contact = as_contact(1);
    database->write([&](db::Tx& tx) { resolve_ticket(tx, contact, {id}); });
    EXPECT_EQ(status_of(id), "resolved");
    clock.advance(24h);
    database->write([&](db::Tx& tx) { reopen_ticket(tx, contact, {id}); });
    EXPECT_EQ(status_of(id), "open");
    EXPECT_EQ(ticket(id).text("unanswered_since"), "2026-11-21T12:00:00Z");
    database->write([&](db::Tx& tx) { close_ticket(tx, contact, {id}); });
    clock.advance(24h * 8);
    EXPECT_THROW(database->write([&](db::Tx& tx) { reopen_ticket(tx, contact, {id}); }), Problem);
}

TEST_P(StateTest, the_window_is_the_brand_s) {
    EXPECT_EQ(put(As::sara, "/brands/1/ticket_settings", "{'reopen_days':1,'undo_seconds':0}").status, 403);
    auto set = put(As::lead, "/brands/1/ticket_settings", "{'reopen_days':1,'undo_seconds':0}");
    EXPECT_EQ(set.status, 200) << set.response.body;
    auto id = open();
    post(As::sara, path_of(id) + "/resolution", "{}");
    clock.advance(24h + 1s);
    EXPECT_GE(run_jobs(), 1);
    EXPECT_EQ(status_of(id), "closed");
    EXPECT_NE(say_as_contact(1, id, "Hello?").ticket_id.value, id);
    auto other = open();
    auto sent = call_at_desk(As::sara, http::Method::post, path_of(other) + "/messages", "{'kind':'reply','body_text':'x'}");
    EXPECT_TRUE(sent["undo_until"].is_null());
}

TEST_P(StateTest, a_snoozed_ticket_sleeps_until_its_time_or_a_word) {
    auto id = open();
    EXPECT_EQ(put(As::sara, path_of(id) + "/snooze", "{'until':'2026-11-20T11:00:00Z'}").status, 422);
    EXPECT_EQ(put(As::sara, path_of(id) + "/snooze", "{'until':'2026-11-21T12:00:00Z'}").status, 200);
    auto in_view = [&](std::string view) { return get(As::sara, "/tickets?view=" + view)["items"].as_array().size(); };
    EXPECT_EQ(in_view("open"), 0u);
    EXPECT_EQ(in_view("snoozed"), 1u);
    clock.advance(24h);
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(in_view("open"), 1u);
    put(As::sara, path_of(id) + "/snooze", "{'until':'2026-11-22T12:00:00Z'}");
    say_as_contact(1, id, "Hello?");
    EXPECT_EQ(in_view("open"), 1u);
    clock.advance(24h);
    run_jobs();
    EXPECT_EQ(types_of(id), "created snoozed woken snoozed replied");
}

TEST_P(StateTest, fields_are_edited_and_the_trail_says_what_was) {
    auto id = open();
    auto edited = patch(As::sara, path_of(id),
                        "{'subject':'Mail is down','category':'downtime','severity':'critical','severity_reason':'Shop','service_id':1}");
    ASSERT_EQ(edited.status, 200) << edited.response.body;
    EXPECT_EQ(edited.text("subject"), "Mail is down");
    EXPECT_EQ(edited.text("severity"), "critical");
    EXPECT_EQ(edited["service"].at("domain").as_string(), "acme.test");
    EXPECT_EQ(types_of(id), "created edited severity_changed");
    auto changes = trail::payload_of<entries::Edited>(entries_of(id)[1]).changes;
    EXPECT_EQ(changes.at("subject")[0].text, "\"Site is down\"");
    EXPECT_EQ(patch(As::sara, path_of(id), "{'service_id':2}").status, 422);
    EXPECT_EQ(patch(As::sara, path_of(id), "{'service_id':null}")["service"].is_null(), true);
    EXPECT_EQ(patch(As::sara, path_of(id), "{'subject':''}").status, 422);
    patch(As::sara, path_of(id), "{'category':'downtime'}");
    EXPECT_EQ(types_of(id), "created edited severity_changed edited");
}

TEST_P(StateTest, assignment_tags_followers_and_copies) {
    auto id = open();
    EXPECT_EQ(put(As::sara, path_of(id) + "/assignment", "{'assignee_id':3}")["assignee"].at("name").as_string(), "Minjun");
    auto teamed = put(As::sara, path_of(id) + "/assignment", "{'team_id':2}");
    EXPECT_EQ(teamed["assignee"].at("name").as_string(), "Minjun");
    EXPECT_EQ(teamed["team"].at("name").as_string(), "Network");
    EXPECT_TRUE(put(As::sara, path_of(id) + "/assignment", "{'assignee_id':null}")["assignee"].is_null());
    EXPECT_EQ(put(As::sara, path_of(id) + "/assignment", "{'assignee_id':77}").status, 422);
    EXPECT_EQ(bj::serialize(put(As::sara, path_of(id) + "/tags", "{'tags':['b','A','b']}")["tags"]), "[\"a\",\"b\"]");
    EXPECT_EQ(bj::serialize(put(As::sara, path_of(id) + "/tags", "{'tags':['c','a']}")["tags"]), "[\"a\",\"c\"]");
    EXPECT_EQ(post(As::sara, path_of(id) + "/follow", "{}")["followers"].at(0).at("name").as_string(), "Sara Lind");
    EXPECT_EQ(put(As::sara, path_of(id) + "/followers", "{'agent_ids':[2,3]}")["followers"].as_array().size(), 2u);
    EXPECT_EQ(remove(As::sara, path_of(id) + "/follow")["followers"].as_array().size(), 1u);
    EXPECT_EQ(
        put(As::sara, path_of(id) + "/cc", "{'addresses':[{'email':'CTO@acme.test','name':'CTO'}]}")["cc"].at(0).at("email").as_string(),
        "cto@acme.test");
    EXPECT_EQ(put(As::sara, path_of(id) + "/cc", "{'addresses':[{'email':'nonsense'}]}").status, 422);
    EXPECT_EQ(types_of(id), "created assigned assigned assigned tagged tagged followed followed followed copied");
    EXPECT_TRUE(chain_is_intact());
}

TEST_P(StateTest, unread_is_everybody_s_own) {
    auto id = open();
    auto unread = [&](As as) { return get(as, path_of(id))["unread"].as_bool(); };
    EXPECT_TRUE(unread(As::sara));
    EXPECT_EQ(put(As::sara, path_of(id) + "/read", "{}").status, 204);
    EXPECT_FALSE(unread(As::sara));
    EXPECT_TRUE(unread(As::minjun));
    clock.advance(1min);
    reply(As::minjun, id);
    EXPECT_FALSE(unread(As::minjun));
    EXPECT_TRUE(unread(As::sara));
    EXPECT_EQ(get(As::sara, "/tickets?view=all&q=is:unread")["items"].as_array().size(), 1u);
    EXPECT_EQ(get(As::minjun, "/tickets?view=all&q=is:unread")["items"].as_array().size(), 0u);
    EXPECT_EQ(remove(As::minjun, path_of(id) + "/read").status, 204);
    EXPECT_TRUE(unread(As::minjun));
}

TEST_P(StateTest, a_draft_survives_until_the_reply) {
    auto id = open();
    auto kept = put(As::sara, path_of(id) + "/draft",
                    "{'kind':'message','body_html':'<p>Dear <script>x</script>Ann</p>','attachment_ids':[],'base_message_count':1}");
    ASSERT_EQ(kept.status, 204) << kept.response.body;
    auto draft = ticket(id)["draft"];
    EXPECT_EQ(draft.at("body_html").as_string().find("script"), std::string::npos);
    EXPECT_EQ(draft.at("base_message_count").as_int64(), 1);
    EXPECT_TRUE(get(As::minjun, path_of(id))["draft"].is_null());
    reply(As::sara, id);
    EXPECT_TRUE(ticket(id)["draft"].is_null());
}

}  // namespace
}  // namespace goodhost::tickets
