#include "severity/severity.hpp"
#include "app/promises_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::TicketId;
using namespace std::chrono_literals;
namespace entries = severity::entries;

std::string text_of(const boost::json::value& value) { return std::string(value.as_string()); }
std::string quoted(std::int64_t id) { return std::to_string(id); }

class SeverityTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam(), {"severity.facts"}};

    std::int64_t made(const std::string& path, const std::string& body) { return house.ask(Method::post, path, body).at("id").as_int64(); }
    std::int64_t server(const std::string& name, const std::string& more = "") {
        return made("/servers", R"({"name":")" + name + "\"" + more + "}");
    }
    /// A service of a customer of its own there.
    std::int64_t service(std::int64_t on_server, const std::string& domain) {
        if (product_ == 0) product_ = made("/products", R"({"name":"Web","tier":"shared","price_minor":500})");
        auto customer = made("/customers", R"({"name":"Of )" + domain + "\"}");
        return made("/services", R"({"customer_id":)" + quoted(customer) + R"(,"product_id":)" + quoted(product_) + R"(,"server_id":)" +
                                     quoted(on_server) + R"(,"primary_domain":")" + domain + "\"}");
    }
    TicketId tell(const std::string& subject, const std::string& more = "") {
        return {made("/tickets",
                     R"({"subject":")" + subject + R"(","body_text":"Please look.","contact":{"email":"x@main.test"})" + more + "}")};
    }
    /// Of the service's own customer.
    TicketId tell_of(std::int64_t service, const std::string& subject = "A question") {
        return tell_as(std::to_string(service), subject, R"(,"service_id":)" + quoted(service));
    }
    TicketId tell_as(const std::string& who, const std::string& subject, const std::string& more) {
        return {made("/tickets", R"({"subject":")" + subject + R"(","body_text":"Please look.","contact":{"email":"c)" + who +
                                     R"(@main.test"})" + more + "}")};
    }
    std::string severity(TicketId id) { return text_of(house.ask(Method::get, house.place(id)).at("severity")); }
    boost::json::value why(TicketId id) { return house.ask(Method::get, house.place(id) + "/severity"); }
    std::vector<entries::Raised> raises(TicketId id) {
        auto all = house.database().read([&](db::Reader& reader) { return trail::read_stream(reader, tickets::stream_of(id), 0, 10'000); });
        std::vector<entries::Raised> found;
        for (auto& entry : all)
            if (entry.type == entries::raised) found.push_back(trail::payload_of<entries::Raised>(entry));
        return found;
    }
    void signal(const std::string& key, const std::string& body) { house.ask(Method::put, "/signals/" + key, body); }

  private:
    std::int64_t product_ = 0;
};
INSTANTIATE_TEST_SUITE_P(databases, SeverityTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(SeverityTest, the_customer_s_words_raise_and_what_was_said_stays_said) {
    auto down = tell("My site is down again"), hacked = tell("We were hacked"), question = tell("How do I move?");
    EXPECT_EQ(severity(down), "high");
    EXPECT_EQ(severity(hacked), "critical");
    EXPECT_EQ(severity(question), "normal");
    auto raised = raises(down);
    ASSERT_EQ(raised.size(), 1U);
    EXPECT_EQ(raised[0].reason.phrase, "site down");
    EXPECT_EQ(raised[0].said, tickets::Severity::normal);
    EXPECT_EQ(text_of(why(down).at("said")), "normal");
    EXPECT_EQ(text_of(why(down).at("facts").at(0).at("reason").at("rule")), "Site or mail does not work");
    EXPECT_EQ(severity(tell("Our site is down", R"(,"severity":"critical")")), "critical");
    EXPECT_EQ(severity(tell("사이트가 다운됐습니다")), "high");
}

TEST_P(SeverityTest, a_person_s_choice_stands_until_something_new_is_said) {
    auto id = tell("We were hacked");
    auto refused = house.call(Method::patch, "/api/v1" + house.place(id), "owner", R"({"severity":"low"})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("severity_reason"), std::string::npos);
    house.pass(1min);
    house.ask(Method::patch, house.place(id), R"({"severity":"low","severity_reason":"A joke"})");
    // The subject says it still; it is the same fact no more, but nothing new either.
    house.ask(Method::patch, house.place(id), R"({"category":"security"})");
    EXPECT_EQ(severity(id), "low");
    house.pass(1min);
    auto contact = house.database().read([&](db::Reader& reader) {
        auto owner = reader.get<std::int64_t>(
            {"contact", "SELECT contact_id FROM tickets WHERE id = $1", "SELECT contact_id FROM tickets WHERE id = $1"}, id);
        return accounts::acting_as_contact(house.system(), *accounts::find_contact(reader, {owner}));
    });
    auto say = [&](const std::string& words) {
        tickets::NewMessage message;
        message.body = tickets::make_body({}, words);
        house.database().write([&](db::Tx& tx) { tickets::add_message(tx, contact, id, message); });
        house.catch_up();
    };
    say("Thank you.");
    EXPECT_EQ(severity(id), "low") << "an answer says its own words, not the subject again";
    say("No joke: everything was deleted.");
    EXPECT_EQ(severity(id), "critical");
    EXPECT_EQ(raises(id).size(), 2U);
}

TEST_P(SeverityTest, many_customers_on_one_server_raise_them_all_and_who_follows) {
    auto here = server("web-03"), there = server("web-04");
    std::vector<TicketId> tickets;
    tickets.reserve(5);
    for (int i = 0; i < 3; ++i) tickets.push_back(tell_of(service(here, "s" + std::to_string(i) + ".test")));
    auto elsewhere = tell_of(service(there, "other.test"));
    auto same = service(here, "twice.test");
    house.pass(10min);
    for (auto id : tickets) EXPECT_EQ(severity(id), "normal");
    tickets.push_back(tell_of(same));
    for (auto id : tickets) EXPECT_EQ(severity(id), "high");
    EXPECT_EQ(severity(elsewhere), "normal");
    auto raised = raises(tickets[0]);
    ASSERT_EQ(raised.size(), 1U);
    EXPECT_EQ(raised[0].reason.place, "web-03");
    EXPECT_EQ(raised[0].reason.tickets, 4);
    house.pass(14min);
    tickets.push_back(tell_of(same));
    EXPECT_EQ(severity(tickets.back()), "high");
    auto crowds = house.ask(Method::get, "/severity_crowds").at("items").as_array();
    ASSERT_EQ(crowds.size(), 1U);
    EXPECT_EQ(text_of(crowds[0].at("server")), "web-03");
    EXPECT_EQ(crowds[0].at("tickets").as_int64(), 5);
    house.pass(16min);
    EXPECT_TRUE(house.ask(Method::get, "/severity_crowds").at("items").as_array().empty());
    EXPECT_EQ(severity(tell_of(same)), "normal");
}

TEST_P(SeverityTest, a_rule_that_is_deleted_takes_its_crowds_along) {
    auto here = server("web-03");
    for (int i = 0; i < 5; ++i) tell_of(service(here, "s" + std::to_string(i) + ".test"));
    auto rows = [&] {
        static constexpr std::string_view text = "SELECT (SELECT COUNT(*) FROM severity_arrivals) + (SELECT COUNT(*) FROM severity_crowds)";
        return house.database().read([](db::Reader& reader) { return reader.get<std::int64_t>({"rows", text, text}); });
    };
    ASSERT_EQ(house.ask(Method::get, "/severity_crowds").at("items").as_array().size(), 1U);
    EXPECT_EQ(rows(), 6);
    auto rules = house.ask(Method::get, "/severity_rules");
    for (auto& rule : rules.at("items").as_array()) {
        if (text_of(rule.at("basis")) != "crowd") continue;
        auto path = "/api/v1/severity_rules/" + quoted(rule.at("id").as_int64());
        EXPECT_EQ(house.call(Method::delete_, path, "owner").status, 204);
    }
    EXPECT_TRUE(house.ask(Method::get, "/severity_crowds").at("items").as_array().empty());
    EXPECT_EQ(rows(), 0);
}

TEST_P(SeverityTest, several_tickets_of_one_customer_are_no_crowd) {
    auto only = service(server("web-03"), "one.test");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(severity(tell_of(only)), "normal");
}

TEST_P(SeverityTest, what_carries_several_servers_is_to_blame_when_half_of_them_are_hit) {
    auto rack = server("rack-1", R"(,"kind":"rack")");
    auto on_rack = R"(,"depends_on":[)" + quoted(rack) + "]";
    std::vector<std::int64_t> services;
    services.reserve(8);
    for (int i = 0; i < 8; ++i) services.push_back(service(server("web-" + std::to_string(i), on_rack), "r" + std::to_string(i) + ".test"));
    std::vector<TicketId> tickets;
    tickets.reserve(4);
    for (int i = 0; i < 3; ++i) tickets.push_back(tell_of(services[static_cast<std::size_t>(i)]));
    EXPECT_EQ(severity(tickets[0]), "normal");
    tickets.push_back(tell_of(services[3]));
    for (auto id : tickets) EXPECT_EQ(severity(id), "high");
    EXPECT_EQ(raises(tickets[0]).at(0).reason.place, "rack-1");
}

TEST_P(SeverityTest, a_monitor_that_is_down_raises_what_stands_on_its_server_once) {
    auto network = server("net-1", R"(,"kind":"network")");
    auto web = server("web-03", R"(,"depends_on":[)" + quoted(network) + "]");
    auto mine = service(web, "mine.test"), other = service(server("web-04"), "other.test");
    auto before = tell_of(mine), elsewhere = tell_of(other);
    house.pass(1min);
    auto down = R"({"kind":"monitor","state":"down","summary":"No answer","server_id":)" + quoted(network) + "}";
    signal("ping", down);
    EXPECT_EQ(severity(before), "critical");
    EXPECT_EQ(severity(elsewhere), "normal");
    EXPECT_EQ(severity(tell_of(mine)), "critical");
    EXPECT_EQ(raises(before).at(0).reason.place, "net-1");
    house.pass(1min);
    house.ask(Method::patch, house.place(before), R"({"severity":"normal","severity_reason":"Only one page"})");
    signal("ping", down);
    EXPECT_EQ(severity(before), "normal");
    EXPECT_EQ(text_of(why(before).at("signals").at(0).at("state")), "down");
    signal("ping", R"({"kind":"monitor","state":"up","server_id":)" + quoted(network) + "}");
    EXPECT_EQ(text_of(why(before).at("signals").at(0).at("state")), "up");
    EXPECT_EQ(severity(tell_of(mine)), "normal");
    // Down anew is another fact, and later than the person's choice.
    house.pass(1min);
    signal("ping", down);
    EXPECT_EQ(severity(before), "critical");
    house.pass(25h);
    signal("ping", R"({"kind":"monitor","state":"up","server_id":)" + quoted(network) + "}");
    house.pass(25h);
    EXPECT_TRUE(why(before).at("signals").as_array().empty());
}

TEST_P(SeverityTest, a_signal_is_about_one_thing_that_exists) {
    auto mine = service(server("web-03"), "mine.test");
    auto put = [&](const std::string& body) { return house.call(Method::put, "/api/v1/signals/x", "owner", body).status; };
    EXPECT_EQ(put(R"({"kind":"monitor","state":"down"})"), 422);
    EXPECT_EQ(put(R"({"kind":"monitor","state":"down","server_id":9999})"), 422);
    EXPECT_EQ(put(R"({"kind":"words","state":"down","service_id":)" + quoted(mine) + "}"), 422);
    EXPECT_EQ(put(R"({"kind":"incident","state":"down","site":"https://nobody.test/"})"), 422);
    EXPECT_EQ(put(R"({"kind":"incident","state":"down","site":"https://mine.test/shop"})"), 200);
    EXPECT_EQ(severity(tell_of(mine)), "high");
    EXPECT_EQ(house.call(Method::put, "/api/v1/signals/x", "agent", R"({"kind":"incident","state":"up","site":"mine.test"})").status, 403);
}

TEST_P(SeverityTest, a_rule_of_the_host_says_what_it_would_have_raised) {
    auto billing = tell("Card declined", R"(,"category":"billing")");
    auto rule = made("/severity_rules",
                     R"({"name":"Money","basis":"ticket","severity":"high","active":false,"conditions":{"categories":["billing"]}})");
    auto preview = house.ask(Method::get, "/severity_rules/" + quoted(rule) + "/preview");
    EXPECT_EQ(preview.at("raised").as_int64(), 1);
    EXPECT_EQ(preview.at("items").at(0).at("ticket_id").as_int64(), billing.value);
    EXPECT_EQ(severity(tell("Card declined", R"(,"category":"billing")")), "normal");
    house.ask(Method::patch, "/severity_rules/" + quoted(rule), R"({"active":true})");
    EXPECT_EQ(severity(tell("Card declined", R"(,"category":"billing")")), "high");
    EXPECT_EQ(
        house.call(Method::post, "/api/v1/severity_rules", "owner", R"({"name":"No phrase","basis":"words","severity":"high"})").status,
        422);
    auto rules = house.ask(Method::get, "/severity_rules");
    for (auto& one : rules.at("items").as_array())
        EXPECT_EQ(house.call(Method::get, "/api/v1/severity_rules/" + quoted(one.at("id").as_int64()) + "/preview", "owner").status, 200);
}

}  // namespace
}  // namespace goodhost::app
