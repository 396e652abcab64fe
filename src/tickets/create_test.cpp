#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct CreateTest : TicketsFixture {};
INSTANTIATE_TEST_SUITE_P(databases, CreateTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(CreateTest, a_ticket_is_opened_for_a_known_contact) {
    auto answer =
        post(As::sara, "/tickets",
             "{'subject':'Mail bounces','body_html':'<p>Since <b>noon</b></p><script>x()</script>','contact':{'email':'Ann@ACME.test'},"
             "'category':'downtime','severity':'high','service_id':1,'tags':['Mail ','vip'],'assignee_id':2,'team_id':1}");
    ASSERT_EQ(answer.status, 201) << answer.response.body;
    EXPECT_EQ(answer.text("status"), "new");
    EXPECT_EQ(answer["contact"].at("name").as_string(), "Ann Example");
    EXPECT_EQ(answer["customer"].at("name").as_string(), "Acme Ltd");
    EXPECT_EQ(answer["service"].at("domain").as_string(), "acme.test");
    EXPECT_EQ(answer["assignee"].at("name").as_string(), "Sara Lind");
    EXPECT_EQ(answer["team"].at("name").as_string(), "First line");
    EXPECT_EQ(bj::serialize(answer["tags"]), "[\"mail\",\"vip\"]");
    EXPECT_EQ(answer.text("channel"), "api");
    auto& message = answer["messages"].at(0);
    EXPECT_EQ(message.at("by").at("kind").as_string(), "contact");
    EXPECT_TRUE(message.at("body_html").as_string().find("<b>noon</b>") != std::string::npos);
    EXPECT_TRUE(message.at("body_html").as_string().find("script") == std::string::npos);
    EXPECT_EQ(types_of(answer.id()), "created");
}

TEST_P(CreateTest, the_answer_is_what_is_read_afterwards) {
    auto created = post(As::sara, "/tickets",
                        "{'subject':'Slow','body_text':'Very slow','contact':{'email':'ann@acme.test'},'service_id':1,'tags':['a']}");
    auto read = ticket(created.id());
    for (auto& [key, value] : created.body.as_object()) {
        if (key == "events" || key == "position") continue;
        EXPECT_EQ(bj::serialize(value), bj::serialize(read.body.at(key))) << std::string(key);
    }
}

TEST_P(CreateTest, an_unknown_address_makes_a_contact) {
    auto answer =
        post(As::sara, "/tickets", "{'subject':'Hello','body_text':'Hi','contact':{'email':'new@person.test','name':'New Person'}}");
    ASSERT_EQ(answer.status, 201) << answer.response.body;
    EXPECT_EQ(answer["contact"].at("name").as_string(), "New Person");
    EXPECT_TRUE(answer["customer"].is_null());
}

TEST_P(CreateTest, all_that_is_wrong_is_told_at_once) {
    auto answer = post(As::sara, "/tickets",
                       "{'subject':'x','body_text':'y','contact':{'email':'ann@acme.test'},'category':'nonsense','service_id':2,'assignee_"
                       "id':99,'team_id':99,'tags':['a,b']}");
    EXPECT_EQ(answer.status, 422);
    std::string fields;
    for (auto& field : answer["fields"].as_array()) fields += std::string(field.at("field").as_string()) + " ";
    EXPECT_EQ(fields, "category service_id assignee_id team_id tags[0] ");
    EXPECT_EQ(post(As::sara, "/tickets", "{'subject':'x','contact':{'email':'ann@acme.test'}}").status, 422);
    EXPECT_EQ(post(As::sara, "/tickets", "{'subject':'x','body_text':'y','contact':{'email':'no address'}}").status, 422);
    EXPECT_EQ(get(As::sara, "/tickets?view=all")["items"].as_array().size(), 0u);
}

TEST_P(CreateTest, agents_of_another_brand_neither_see_nor_make_it) {
    auto id = open();
    EXPECT_EQ(get(As::rhys_of_reef, path_of(id)).status, 404);
    EXPECT_EQ(get(As::rhys_of_reef, path_of(id)).code(), "tickets.not_found");
    EXPECT_EQ(get(As::rhys_of_reef, path_of(999)).code(), "tickets.not_found");
    EXPECT_EQ(get(As::rhys_of_reef, "/tickets?view=all")["items"].as_array().size(), 0u);
    EXPECT_EQ(reply(As::rhys_of_reef, id).status, 404);
    EXPECT_EQ(post(As::rhys_of_reef, "/tickets", "{'subject':'x','body_text':'y','contact':{'email':'a@b.test'},'brand_id':1}").status,
              422);
    auto own =
        post(As::rhys_of_reef, "/tickets", "{'subject':'Waves','body_text':'y','contact':{'email':'surfer@surf.test'},'brand_id':2}");
    EXPECT_EQ(own.status, 201);
    EXPECT_EQ(get(As::rhys_of_reef, "/tickets?view=open")["items"].as_array().size(), 1u);
    EXPECT_EQ(get(As::sara, "/tickets?view=open")["items"].as_array().size(), 2u);
}

TEST_P(CreateTest, light_agents_view_and_note_only) {
    auto id = open();
    EXPECT_EQ(get(As::light, path_of(id)).status, 200);
    EXPECT_EQ(post(As::light, path_of(id) + "/messages", "{'kind':'note','body_text':'I know this one'}").status, 201);
    EXPECT_EQ(reply(As::light, id).status, 403);
    EXPECT_EQ(put(As::light, path_of(id) + "/status", "{'status':'open'}").status, 403);
    EXPECT_EQ(post(As::light, "/tickets", "{'subject':'x','body_text':'y','contact':{'email':'ann@acme.test'}}").status, 403);
    EXPECT_EQ(get(As::nobody, path_of(id)).status, 401);
}

TEST_P(CreateTest, contacts_see_their_own_and_the_company_s_when_they_may) {
    auto id = open();
    auto seen_by = [&](std::int64_t contact) {
        auto context = as_contact(contact);
        return database->read([&](db::Reader& reader) {
            try {
                return get_ticket(reader, context, {id}).subject;
            } catch (const Problem& problem) { return problem.code; }
        });
    };
    EXPECT_EQ(seen_by(1), "Site is down");
    EXPECT_EQ(seen_by(2), "Site is down");
    EXPECT_EQ(seen_by(3), "tickets.not_found");
    EXPECT_EQ(seen_by(4), "tickets.not_found");
}

TEST_P(CreateTest, notes_and_tags_stay_in_the_house) {
    auto id = post(As::sara, "/tickets", "{'subject':'s','body_text':'b','contact':{'email':'ann@acme.test'},'tags':['difficult']}").id();
    post(As::sara, path_of(id) + "/messages", "{'kind':'note','body_text':'Beware'}");
    reply(As::sara, id);
    auto context = as_contact(1);
    auto seen = database->read([&](db::Reader& reader) { return get_ticket(reader, context, {id}); });
    EXPECT_EQ(seen.messages.size(), 2u);
    EXPECT_TRUE(seen.tags.empty());
    EXPECT_TRUE(seen.events.empty());
    EXPECT_EQ(json::to_json(seen).find("Beware"), std::string::npos);
    auto list = database->read([&](db::Reader& reader) { return list_tickets_of_contact(reader, context, true, ""); });
    EXPECT_EQ(list.items.size(), 1u);
    EXPECT_EQ(json::to_json(list.items[0]).find("difficult"), std::string::npos);
}

TEST_P(CreateTest, a_repeated_request_with_one_key_opens_one_ticket) {
    auto send_once = [&] {
        auto sent = request(As::sara, http::Method::post, "/api/v1/tickets",
                            R"({"subject":"Once","body_text":"b","contact":{"email":"ann@acme.test"}})");
        sent.headers.add("Idempotency-Key", "k-1");
        return send(std::move(sent));
    };
    auto first = send_once(), second = send_once();
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(first.id(), second.id());
    EXPECT_EQ(get(As::sara, "/tickets?view=all")["items"].as_array().size(), 1u);
}

}  // namespace
}  // namespace goodhost::tickets
