#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/mail_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::Letter;
using testing::MailHouse;

constexpr const char* card = "4111 1111 1111 1111";

class SecretsTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    MailHouse house{GetParam()};
    tickets::TicketId ticket = *house.take(Letter{.text = "My card is 4111 1111 1111 1111, the password: Tr0ub4dor&3"}).ticket_id;
    std::string place = "/api/v1/tickets/" + std::to_string(ticket.value);
};
INSTANTIATE_TEST_SUITE_P(databases, SecretsTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(SecretsTest, are_hidden_from_agents_until_one_looks_on_the_record) {
    auto answer = house.call(Method::get, place, "agent").body;
    EXPECT_EQ(answer.find(card), std::string::npos);
    EXPECT_EQ(answer.find("Tr0ub4dor"), std::string::npos);
    EXPECT_EQ(house.call(Method::get, "/api/v1/tickets?view=all", "agent").body.find(card), std::string::npos);
    auto message = boost::json::parse(answer).at("messages").as_array()[0];
    EXPECT_EQ(message.at("secrets").as_int64(), 2);
    auto reveal = place + "/messages/" + std::to_string(message.at("id").as_int64()) + "/revelation";
    EXPECT_EQ(house.call(Method::post, reveal, "light_agent").status, 403);
    auto revealed = house.call(Method::post, reveal, "agent");
    EXPECT_NE(revealed.body.find(card), std::string::npos) << revealed.body;
    auto after = boost::json::parse(house.call(Method::get, place, "agent").body);
    EXPECT_EQ(after.at("events").as_array().back().at("type").as_string(), "tickets.revealed");
    EXPECT_EQ(after.at("events").as_array().back().at("actor").at("name").as_string(), "agent");
}

TEST_P(SecretsTest, regression_the_source_of_the_mail_showed_them_to_anybody_off_the_record) {
    auto id = boost::json::parse(house.call(Method::get, place, "agent").body).at("messages").as_array()[0].at("id").as_int64();
    auto source = place + "/messages/" + std::to_string(id) + "/raw";
    EXPECT_EQ(house.call(Method::get, source, "light_agent").status, 403);
    EXPECT_EQ(house.call(Method::get, source, "agent").status, 200);
    auto after = boost::json::parse(house.call(Method::get, place, "agent").body);
    EXPECT_EQ(after.at("events").as_array().back().at("type").as_string(), "tickets.revealed");

    auto plain = *house.take(Letter{.text = "No secrets."}).ticket_id;
    auto other = "/api/v1/tickets/" + std::to_string(plain.value);
    auto shown = boost::json::parse(house.call(Method::get, other, "agent").body);
    auto open = other + "/messages/" + std::to_string(shown.at("messages").as_array()[0].at("id").as_int64()) + "/raw";
    EXPECT_EQ(house.call(Method::get, open, "light_agent").status, 200);
    EXPECT_EQ(boost::json::parse(house.call(Method::get, other, "agent").body).at("events"), shown.at("events"));
}

TEST_P(SecretsTest, the_exported_trail_has_dots) {
    auto exported = house.call(Method::get, place + "/trail.json", "lead");
    EXPECT_EQ(exported.status, 200) << exported.body;
    EXPECT_NE(exported.body.find("My card is"), std::string::npos);
    EXPECT_EQ(exported.body.find(card), std::string::npos);
    EXPECT_EQ(exported.body.find("Tr0ub4dor"), std::string::npos);
}

TEST_P(SecretsTest, the_customer_sees_what_the_customer_wrote) {
    auto page = house.call(Method::get, "/tickets/" + std::to_string(ticket.value), "contact");
    EXPECT_NE(page.body.find(card), std::string::npos) << page.status;
}

TEST_P(SecretsTest, one_is_not_sent_out_unasked) {
    std::string words = R"({"kind":"reply","body_text":"You wrote 4111 1111 1111 1111")";
    auto refused = house.call(Method::post, place + "/messages", "agent", words + "}");
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.body.find("tickets.secret_in_reply"), std::string::npos);
    EXPECT_LT(house.call(Method::post, place + "/messages", "agent", words + R"(,"confirm_secrets":true})").status, 300);
    EXPECT_LT(house.call(Method::post, place + "/messages", "agent", R"({"kind":"note","body_text":"4111 1111 1111 1111"})").status, 300);
    auto out = house.mails_out();
    ASSERT_FALSE(out.empty());
    EXPECT_NE(out.back().text.find(card), std::string::npos) << "what is sent is what was written";
}

}  // namespace
}  // namespace goodhost::app
