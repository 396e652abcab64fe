#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct ToolsTest : TicketsFixture {};
INSTANTIATE_TEST_SUITE_P(databases, ToolsTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(ToolsTest, bulk_tells_the_outcome_of_each) {
    auto one = open("One"), two = open("Two");
    auto ids = "[" + std::to_string(one) + "," + std::to_string(two) + ",999]";
    auto bulk = [&](std::string rest) { return post(As::sara, "/tickets/bulk", "{'ticket_ids':" + ids + "," + rest + "}"); };
    auto assigned = bulk("'action':'assign','value':3");
    ASSERT_EQ(assigned.status, 201) << assigned.response.body;
    EXPECT_TRUE(assigned["outcomes"].at(0).at("ok").as_bool());
    EXPECT_TRUE(assigned["outcomes"].at(1).at("ok").as_bool());
    EXPECT_FALSE(assigned["outcomes"].at(2).at("ok").as_bool());
    EXPECT_EQ(assigned["outcomes"].at(2).at("code").as_string(), "tickets.not_found");
    EXPECT_EQ(ticket(two)["assignee"].at("id").as_int64(), 3);
    EXPECT_EQ(bulk("'action':'status','value':'on_hold'")["outcomes"].at(0).at("code").as_string(), "tickets.reason_required");
    bulk("'action':'severity','value':'high'"), bulk("'action':'tag','value':['x','y']"), bulk("'action':'untag','value':'y'");
    bulk("'action':'category','value':'billing'"), bulk("'action':'snooze','value':'2026-11-21T00:00:00Z'"), bulk("'action':'read'");
    bulk("'action':'team','value':2");
    auto now = ticket(one);
    EXPECT_EQ(now.text("severity"), "high");
    EXPECT_EQ(now.text("category"), "billing");
    EXPECT_EQ(bj::serialize(now["tags"]), "[\"x\"]");
    EXPECT_FALSE(now["snoozed_until"].is_null());
    EXPECT_FALSE(now["unread"].as_bool());
    EXPECT_EQ(bulk("'action':'severity','value':'huge'").status, 422);
    EXPECT_EQ(bulk("'action':'merge','value':" + std::to_string(two))["outcomes"].at(1).at("code").as_string(),
              "tickets.merge_into_itself");
    EXPECT_EQ(post(As::light, "/tickets/bulk", "{'ticket_ids':" + ids + ",'action':'severity','value':'low'}")["outcomes"]
                  .at(0)
                  .at("code")
                  .as_string(),
              "platform.forbidden");
    EXPECT_TRUE(chain_is_intact());
}

TEST_P(ToolsTest, a_macro_does_its_actions_with_the_reply) {
    auto made = post(As::sara, "/macros",
                     "{'name':'Solved','actions':[{'action':'status','value':'resolved'},{'action':'tag','value':'done'}],'body_html':'<p>"
                     "Glad to help<script>x</script></p>'}");
    ASSERT_EQ(made.status, 201) << made.response.body;
    EXPECT_EQ(made.text("body_html").find("script"), std::string::npos);
    auto id = open();
    EXPECT_EQ(reply(As::sara, id, ",'macro_id':" + std::to_string(made.id())).status, 201);
    EXPECT_EQ(status_of(id), "resolved");
    EXPECT_EQ(bj::serialize(ticket(id)["tags"]), "[\"done\"]");
    EXPECT_EQ(reply(As::minjun, id, ",'macro_id':" + std::to_string(made.id())).status, 404);
    EXPECT_EQ(post(As::sara, "/macros", "{'name':'Solved','actions':[]}").status, 409);
    EXPECT_EQ(post(As::sara, "/macros", "{'name':'For all','shared':true,'actions':[]}").status, 403);
    EXPECT_EQ(post(As::sara, "/macros", "{'name':'Round','actions':[{'action':'macro','value':1}]}").status, 422);
    EXPECT_EQ(post(As::sara, "/macros", "{'name':'Wrong','actions':[{'action':'status','value':'gone'}]}").status, 422);
    auto shared = post(As::lead, "/macros", "{'name':'Team','shared':true,'team_id':1,'actions':[{'action':'assign','value':null}]}");
    EXPECT_EQ(shared.status, 201) << shared.response.body;
    EXPECT_EQ(get(As::minjun, "/macros")["items"].as_array().size(), 1u);
    EXPECT_EQ(get(As::light, "/macros")["items"].as_array().size(), 0u);
    auto path = "/macros/" + std::to_string(made.id());
    EXPECT_EQ(patch(As::sara, path, "{'name':'Finished'}").text("name"), "Finished");
    EXPECT_EQ(remove(As::minjun, path).status, 404);
    EXPECT_EQ(remove(As::sara, path).status, 204);
}

TEST_P(ToolsTest, a_macro_s_words_come_filled) {
    auto made = post(As::sara, "/macros", "{'name':'Solved','actions':[],'body_html':'<p>Dear {{contact.name}}: {{agent.name}}</p>'}");
    ASSERT_EQ(made.status, 201) << made.response.body;
    auto path = path_of(open()) + "/macros/" + std::to_string(made.id());
    EXPECT_TRUE(get(As::sara, path).text("body_html").contains("<p>Dear Ann Example: Sara Lind</p>"));
    EXPECT_EQ(get(As::minjun, path).status, 404);
    EXPECT_EQ(post(As::sara, "/macros", "{'name':'Wrong','actions':[],'body_html':'{{no.such}}'}").status, 422);
}

TEST_P(ToolsTest, an_answer_comes_in_the_contact_s_language_filled) {
    auto made = post(As::lead, "/answers",
                     "{'title':'Hello','shortcut':'hi','texts':{'en':'<p>Dear {{contact.name}}, about {{ticket.number}} on "
                     "{{service.domain}}: {{agent.name}}</p>',"
                     "'ko':'<p>{{contact.name}} 님</p>'}}");
    ASSERT_EQ(made.status, 201) << made.response.body;
    auto id = open();
    auto path = "/answers/" + std::to_string(made.id());
    auto rendered = get(As::sara, path_of(id) + path);
    EXPECT_TRUE(rendered.text("body_html").contains("<p>Dear Ann Example, about #" + std::to_string(id) + " on : Sara Lind</p>"))
        << rendered.text("body_html");
    EXPECT_EQ(bj::serialize(rendered["unknown"]), "[\"service.domain\"]");
    auto korean = open("Two", "boss@acme.test");
    EXPECT_TRUE(get(As::sara, path_of(korean) + path).text("body_html").contains("<p>Boss Example 님</p>"));
    EXPECT_EQ(post(As::lead, "/answers", "{'title':'x','shortcut':'y','texts':{'en':'{{no.such}}'}}").status, 422);
    EXPECT_EQ(post(As::lead, "/answers", "{'title':'x','shortcut':'hi','texts':{'en':'x'}}").status, 409);
    EXPECT_EQ(post(As::sara, "/answers", "{'title':'x','shortcut':'y','texts':{'en':'x'}}").status, 403);
    EXPECT_EQ(patch(As::lead, path, "{'title':'Greeting'}").text("title"), "Greeting");
    EXPECT_EQ(remove(As::lead, path).status, 204);
    EXPECT_EQ(get(As::sara, "/answers")["items"].as_array().size(), 0u);
}

TEST_P(ToolsTest, custom_fields_are_checked_and_may_be_required_to_resolve) {
    auto made = post(As::lead, "/custom_fields",
                     "{'key':'cause','label':{'en':'Cause'},'kind':'choice','choices':['dns','disk'],'required_on':'resolution'}");
    ASSERT_EQ(made.status, 201) << made.response.body;
    EXPECT_EQ(post(As::lead, "/custom_fields", "{'key':'cause','label':{'en':'Cause'},'kind':'text'}").status, 409);
    auto id = open();
    EXPECT_EQ(post(As::sara, path_of(id) + "/resolution", "{}").status, 422);
    EXPECT_EQ(reply(As::sara, id, ",'status_after':'resolved'").status, 422);
    EXPECT_EQ(patch(As::sara, path_of(id), "{'custom_fields':{'cause':'magic'}}").status, 422);
    EXPECT_EQ(patch(As::sara, path_of(id), "{'custom_fields':{'other':'x'}}").status, 422);
    auto filled = patch(As::sara, path_of(id), "{'custom_fields':{'cause':'dns'}}");
    ASSERT_EQ(filled.status, 200) << filled.response.body;
    EXPECT_EQ(bj::serialize(filled["custom_fields"]), "{\"cause\":\"dns\"}");
    EXPECT_EQ(post(As::sara, path_of(id) + "/resolution", "{}").status, 201);
    auto with =
        post(As::sara, "/tickets", "{'subject':'s','body_text':'b','contact':{'email':'ann@acme.test'},'custom_fields':{'cause':'disk'}}");
    EXPECT_EQ(bj::serialize(with["custom_fields"]), "{\"cause\":\"disk\"}");
    EXPECT_EQ(remove(As::lead, "/custom_fields/" + std::to_string(made.id())).status, 204);
}

TEST_P(ToolsTest, regression_a_number_in_a_custom_field_stays_when_another_is_changed) {
    for (std::string key : {"price", "load"})
        ASSERT_EQ(post(As::lead, "/custom_fields", "{'key':'" + key + "','label':{'en':'x'},'kind':'number'}").status, 201);
    auto id = open();
    patch(As::sara, path_of(id), "{'custom_fields':{'price':98.45805535330017}}");
    for (std::string load : {"1", "2", "3"}) {
        auto changed = patch(As::sara, path_of(id), "{'custom_fields':{'load':" + load + "}}");
        EXPECT_NE(changed.response.body.find("\"price\":9.845805535330017E1"), std::string::npos) << changed.response.body;
    }
}

TEST_P(ToolsTest, a_host_adds_categories_with_questions) {
    auto made = post(As::lead, "/categories", "{'key':'migration','name':{'en':'Moving in'},'questions':{'en':['From where?']}}");
    ASSERT_EQ(made.status, 201) << made.response.body;
    EXPECT_EQ(post(As::lead, "/categories", "{'key':'billing','name':{'en':'x'}}").status, 409);
    EXPECT_EQ(post(As::lead, "/categories", "{'key':'Bad Key','name':{'en':'x'}}").status, 422);
    EXPECT_EQ(get(As::sara, "/categories")["items"].as_array().size(), 6u);
    EXPECT_EQ(patch(As::lead, "/categories/billing", "{'name':{'en':'Money'}}")["name"].at("en").as_string(), "Money");
    EXPECT_EQ(
        post(As::sara, "/tickets", "{'subject':'s','body_text':'b','contact':{'email':'ann@acme.test'},'category':'migration'}").status,
        201);
    EXPECT_EQ(remove(As::lead, "/categories/migration").status, 204);
    auto left = get(As::sara, "/categories");
    EXPECT_EQ(left["items"].as_array().size(), 6u);
    EXPECT_FALSE(left["items"].at(5).at("active").as_bool());
}

TEST_P(ToolsTest, what_stands_beside_a_ticket) {
    auto id = open("One");
    open("Two");
    auto around = get(As::sara, path_of(id) + "/context");
    ASSERT_EQ(around.status, 200) << around.response.body;
    EXPECT_EQ(around["contact"].at("email").as_string(), "ann@acme.test");
    EXPECT_EQ(around["customer"].at("name").as_string(), "Acme Ltd");
    EXPECT_EQ(around["services"].as_array().size(), 1u);
    EXPECT_EQ(around["servers"].at(0).at("status").as_string(), "degraded");
    EXPECT_EQ(around["tickets"].as_array().size(), 1u);
}

}  // namespace
}  // namespace goodhost::tickets
