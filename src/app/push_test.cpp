#include "app/promises_house.hpp"
#include "escalation/acknowledge_link.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using namespace std::chrono_literals;
namespace bj = boost::json;

/// What leaves for push services is examined by the journeys; here nothing reaches one, which a device's state tells.
class PushTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam(), {"promises.clocks", "escalation.pages", "email.notify"}};

    bj::value as(const std::string& role, Method method, const std::string& target, const std::string& body = {}) {
        auto answer = house.call(method, "/api/v1" + target, role, body);
        EXPECT_LT(answer.status, 300) << target << ": " << answer.body;
        return answer.body.empty() ? bj::value() : bj::parse(answer.body);
    }
    static std::string device(const std::string& endpoint) {
        return R"({"name":"Phone","auth":"BTBZMqHH6r4Tts7J_aSIgg","p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4)"
               R"(bjyPjs7Vd8pZGH6SRpkNtoIAiw4","endpoint":")" +
               endpoint + R"("})";
    }
    void add_device(const std::string& role) {
        as(role, Method::put, "/push_key");
        as(role, Method::post, "/me/push_devices", device("https://127.0.0.1/" + role));
    }
    bj::array devices(const std::string& role) { return as(role, Method::get, "/me/push_devices").at("items").as_array(); }
    std::string state(const std::string& role) { return std::string(devices(role).at(0).at("state").as_string()); }
    std::int64_t waiting(std::string_view kind) {
        auto counts = house.database().read([](db::Reader& reader) { return jobs::counts(reader); });
        auto found = std::ranges::find(counts, kind, &jobs::Counts::kind);
        return found == counts.end() ? 0 : found->waiting;
    }
    void assign(tickets::TicketId id) {
        as("owner", Method::put, house.place(id) + "/assignment", R"({"assignee_id":4})");
        house.pass(1s);
    }
    int acknowledge(const std::string& token) {
        auto answer = house.call(Method::post, "/api/v1/call_acknowledgements", "", R"({"token":")" + token + R"("})");
        house.catch_up();
        return answer.status;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, PushTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(PushTest, a_host_has_one_key_and_a_device_one_agent) {
    auto key = as("agent", Method::put, "/push_key");
    EXPECT_EQ(as("lead", Method::put, "/push_key"), key);
    as("agent", Method::post, "/me/push_devices", device("https://push.test/1"));
    EXPECT_EQ(devices("agent").size(), 1u);
    EXPECT_EQ(devices("agent").at(0).at("mark").as_string().size(), 16u);
    EXPECT_EQ(devices("lead").size(), 0u);
    auto place = "/api/v1/me/push_devices/" + std::to_string(devices("agent").at(0).at("id").as_int64());
    EXPECT_EQ(house.call(Method::delete_, place, "lead").status, 404);
    // Somebody else signs in to the same browser.
    as("lead", Method::post, "/me/push_devices", device("https://push.test/1"));
    EXPECT_EQ(devices("agent").size(), 0u);
    EXPECT_EQ(house.call(Method::delete_, place, "lead").status, 204);
    EXPECT_EQ(devices("lead").size(), 0u);
}

TEST_P(PushTest, what_is_no_subscription_is_refused_field_by_field) {
    auto refused = [&](const std::string& body) { return house.call(Method::post, "/api/v1/me/push_devices", "agent", body).body; };
    EXPECT_NE(refused(device("http://push.test/1")).find("push.bad_endpoint"), std::string::npos);
    auto wrong = refused(R"({"name":"Phone","endpoint":"https://push.test/1","p256dh":"BAAA","auth":"AAAA"})");
    EXPECT_NE(wrong.find("p256dh"), std::string::npos) << wrong;
    EXPECT_NE(wrong.find("auth"), std::string::npos) << wrong;
    for (int i = 0; i < 20; ++i) as("agent", Method::post, "/me/push_devices", device("https://push.test/" + std::to_string(i)));
    EXPECT_NE(refused(device("https://push.test/more")).find("push.too_many_devices"), std::string::npos);
}

TEST_P(PushTest, what_calls_at_once_is_one_note_and_its_button_ends_it_all) {
    add_device("lead");
    house.open(Severity::critical);
    house.open(Severity::critical);
    EXPECT_EQ(waiting("escalation.push"), 1);
    EXPECT_EQ(state("lead"), "untold");
    house.pass(3s);
    // An address of the own network is refused before anything is sent.
    EXPECT_EQ(state("lead"), "refused");
    EXPECT_EQ(acknowledge("forged"), 404);
    auto pages = [&] { return as("lead", Method::get, "/me/pages").at("items").as_array().size(); };
    EXPECT_EQ(pages(), 2u);
    auto token = escalation::acknowledge_token(house.system(), {accounts::AgentId{3}, 1'000'000});
    EXPECT_EQ(acknowledge(token), 204);
    EXPECT_EQ(pages(), 0u);
    EXPECT_EQ(acknowledge(token), 204);
}

TEST_P(PushTest, who_has_no_device_or_was_deactivated_is_told_nothing) {
    house.open(Severity::critical);
    EXPECT_EQ(waiting("escalation.push"), 0);
    add_device("lead");
    as("owner", Method::post, "/me/push_devices", device("https://127.0.0.1/owner"));
    house.open(Severity::critical);
    as("owner", Method::post, "/agents/3/deactivation");
    house.pass(3s);
    as("owner", Method::delete_, "/agents/3/deactivation");
    EXPECT_EQ(waiting("push.send"), 0);
}

TEST_P(PushTest, notifications_reach_a_device_as_its_agent_chose_and_never_in_quiet_hours) {
    add_device("agent");
    auto settings = [&](const std::string& body) { return as("agent", Method::put, "/me/notification_settings", body); };
    EXPECT_EQ(bj::serialize(as("agent", Method::get, "/me/notification_settings").at("pushed")), R"(["assigned","mentioned"])");
    EXPECT_EQ(bj::serialize(settings(R"({"ways":{"assigned":"desk"}})").at("pushed")), R"(["assigned","mentioned"])");
    EXPECT_EQ(bj::serialize(settings(R"({"ways":{},"pushed":["followed"]})").at("pushed")), R"(["followed"])");
    assign(house.open());
    EXPECT_EQ(state("agent"), "untold");
    settings(R"({"ways":{"assigned":"none"},"pushed":["assigned"],"quiet_from":0,"quiet_until":1439})");
    assign(house.open());
    EXPECT_EQ(state("agent"), "untold");
    settings(R"({"ways":{}})");
    assign(house.open());
    EXPECT_EQ(state("agent"), "refused");
}

}  // namespace
}  // namespace goodhost::app
