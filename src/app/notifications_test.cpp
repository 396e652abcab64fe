#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "app/house.hpp"
#include "platform/files/embedded.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {
namespace {

namespace bj = boost::json;
using http::Method;
using namespace std::chrono_literals;

/// What the program writes to agents and customers, seen in the outbox of a host without a mail server.
struct NotificationsTest : ::testing::TestWithParam<db::Dialect> {
    testing::House house{GetParam()};
    std::int64_t agent = 0;

    NotificationsTest() {
        call(Method::patch, "/brands/1", "owner", R"({"sender_address":"support@main.test"})");
        // Consumers of mail begin where the trail ends when they first run.
        settle();
        agent = call(Method::get, "/me", "agent").at("id").as_int64();
    }
    bj::value call(Method method, const std::string& target, const std::string& role, const std::string& body = {}) {
        auto answer = house.call(method, "/api/v1" + target, role, body);
        EXPECT_LT(answer.status, 300) << target << " " << answer.body;
        return answer.body.empty() ? bj::value() : bj::parse(answer.body);
    }
    void settle() {
        trail::Consumers consumers(house.database(), house.system(), house.registry().consumers(), "test");
        consumers.start();
        EXPECT_TRUE(consumers.caught_up(20s));
        consumers.stop();
        jobs::Runner(house.database(), house.system(), house.registry().jobs(), "test", 1).run_due();
    }
    std::int64_t open(const std::string& subject = "Down") {
        return call(Method::post, "/tickets", "owner",
                    R"({"subject":")" + subject + R"(","body_text":"It is","contact":{"email":"bo@acme.test","name":"Bo"}})")
            .at("id")
            .as_int64();
    }
    void assign(std::int64_t ticket) {
        call(Method::put, "/tickets/" + std::to_string(ticket) + "/assignment", "owner",
             R"({"assignee_id":)" + std::to_string(agent) + "}");
    }
    void mention(std::int64_t ticket) {
        call(Method::post, "/tickets/" + std::to_string(ticket) + "/messages", "owner",
             R"({"kind":"note","body_text":"Look","mentions":[)" + std::to_string(agent) + "]}");
    }
    /// Newest first, of a kind.
    std::vector<bj::value> mails(std::string_view kind) {
        std::vector<bj::value> found;
        auto list = call(Method::get, "/outbox?limit=500", "owner");
        for (auto& item : list.at("items").as_array())
            if (item.at("kind").as_string().ends_with(kind))
                found.push_back(call(Method::get, "/outbox/" + std::to_string(item.at("id").as_int64()), "owner"));
        return found;
    }
    static std::string text(const bj::value& mail, std::string_view field = "text") { return std::string(mail.at(field).as_string()); }
    bj::value notifications() { return call(Method::get, "/me/notifications", "agent"); }
};
INSTANTIATE_TEST_SUITE_P(databases, NotificationsTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(NotificationsTest, who_is_assigned_a_ticket_is_told_in_the_desk_and_by_mail) {
    auto ticket = open();
    assign(ticket);
    settle();
    auto list = notifications();
    ASSERT_EQ(list.at("unread").as_int64(), 1);
    EXPECT_EQ(list.at("items").at(0).at("kind").as_string(), "assigned");
    auto mail = mails("notification");
    ASSERT_EQ(mail.size(), 1u);
    EXPECT_EQ(text(mail[0], "to_address"), "agent@main.test");
    EXPECT_EQ(text(mail[0], "subject"), "Down [#" + std::to_string(ticket) + "]");
    EXPECT_NE(text(mail[0]).find("assigned this ticket to you"), std::string::npos) << text(mail[0]);
    EXPECT_TRUE(text(mail[0], "source_id").starts_with("t" + std::to_string(ticket) + ".n."));
    settle();
    EXPECT_EQ(mails("notification").size(), 1u);
    call(Method::put, "/me/notifications/read", "agent", R"({"ticket_id":)" + std::to_string(ticket) + "}");
    EXPECT_EQ(notifications().at("unread").as_int64(), 0);
    EXPECT_EQ(call(Method::get, "/me/notifications", "owner").at("items").as_array().size(), 0u);
}

TEST_P(NotificationsTest, what_the_desk_hides_does_not_leave_by_mail) {
    auto ticket = open();
    call(Method::post, "/tickets/" + std::to_string(ticket) + "/messages", "owner",
         R"({"kind":"note","body_text":"The card is 4111 1111 1111 1111.","mentions":[)" + std::to_string(agent) + "]}");
    settle();
    auto words = text(mails("notification").at(0));
    EXPECT_NE(words.find("The card is"), std::string::npos) << words;
    EXPECT_EQ(words.find("4111 1111"), std::string::npos) << words;
}

TEST_P(NotificationsTest, an_agent_chooses_and_nobody_is_told_of_what_it_did_itself) {
    call(Method::put, "/me/notification_settings", "agent", R"({"ways":{"assigned":"none","mentioned":"desk"}})");
    auto ticket = open();
    assign(ticket);
    mention(ticket);
    call(Method::post, "/tickets/" + std::to_string(ticket) + "/messages", "agent", R"({"kind":"note","body_text":"Me"})");
    settle();
    auto list = notifications();
    ASSERT_EQ(list.at("items").as_array().size(), 1u);
    EXPECT_EQ(list.at("items").at(0).at("kind").as_string(), "mentioned");
    EXPECT_TRUE(mails("notification").empty());
}

TEST_P(NotificationsTest, a_digest_is_one_mail_and_quiet_hours_are_kept) {
    call(Method::put, "/me/notification_settings", "agent", R"({"ways":{},"digest_minutes":60})");
    assign(open("One"));
    assign(open("Two"));
    settle();
    EXPECT_TRUE(mails("notification").empty());
    house.clock().advance(59min);
    settle();
    EXPECT_TRUE(mails("digest").empty());
    house.clock().advance(2min);
    settle();
    auto digest = mails("digest");
    ASSERT_EQ(digest.size(), 1u);
    EXPECT_NE(text(digest[0]).find("One: owner assigned"), std::string::npos) << text(digest[0]);
    EXPECT_NE(text(digest[0]).find("Two: owner assigned"), std::string::npos);
    // The whole day but one minute is quiet.
    auto minute =
        std::chrono::duration_cast<std::chrono::minutes>(house.clock().now() - std::chrono::floor<std::chrono::days>(house.clock().now()));
    auto until = (minute.count() + 30) % 1440;
    call(Method::put, "/me/notification_settings", "agent",
         R"({"ways":{},"quiet_from":)" + std::to_string((until + 1) % 1440) + R"(,"quiet_until":)" + std::to_string(until) + "}");
    assign(open("Three"));
    settle();
    EXPECT_TRUE(mails("notification").empty());
    house.clock().advance(31min);
    settle();
    EXPECT_EQ(mails("digest").size(), 2u);
}

TEST_P(NotificationsTest, a_storm_becomes_ten_mails_and_a_digest) {
    auto ticket = open();
    for (int n = 0; n < 40; ++n) mention(ticket);
    settle();
    EXPECT_EQ(mails("notification").size(), 10u);
    EXPECT_EQ(notifications().at("unread").as_int64(), 40);
    house.clock().advance(61min);
    settle();
    ASSERT_EQ(mails("digest").size(), 1u);
    house.clock().advance(600min);
    settle();
    EXPECT_EQ(mails("digest").size(), 1u);
}

TEST_P(NotificationsTest, one_click_stops_the_mails_and_saving_the_settings_brings_them_back) {
    assign(open());
    settle();
    auto words = text(mails("notification").at(0));
    auto at = words.find("/unsubscribe/");
    ASSERT_NE(at, std::string::npos) << words;
    auto path = words.substr(at, words.find_first_of("\n ", at) - at);
    EXPECT_EQ(house.call(Method::get, path, "").status, 200);
    assign(open("Looked only"));
    settle();
    EXPECT_EQ(mails("notification").size(), 2u);
    EXPECT_EQ(house.call(Method::post, path, "").status, 200);
    EXPECT_EQ(house.call(Method::post, path + "x", "").status, 404);
    assign(open("Left"));
    settle();
    EXPECT_EQ(mails("notification").size(), 2u);
    EXPECT_EQ(notifications().at("unread").as_int64(), 3);
    EXPECT_TRUE(call(Method::get, "/me/notification_settings", "agent").at("mail_off").as_bool());
    EXPECT_FALSE(call(Method::put, "/me/notification_settings", "agent", R"({"ways":{}})").at("mail_off").as_bool());
    assign(open("Back"));
    settle();
    EXPECT_EQ(mails("notification").size(), 3u);
}

TEST_P(NotificationsTest, whom_mail_does_not_reach_finds_it_in_the_desk) {
    call(Method::put, "/me/notification_settings", "agent", R"({"ways":{"assigned":"mail"}})");
    assign(open("By mail"));
    settle();
    EXPECT_EQ(notifications().at("unread").as_int64(), 0);
    auto mail = mails("notification").at(0);
    auto report = [](const std::string& id) {
        return "From: MAILER-DAEMON@mx.test\r\nTo: support@main.test\r\nSubject: no\r\nMessage-ID: <b@mx.test>\r\nContent-Type: "
               "multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
               "Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; agent@main.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
               "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <" +
               id + ">\r\n\r\ny\r\n--b--\r\n";
    };
    call(Method::post, "/mailboxes", "owner", R"({"name":"support","address":"support@main.test"})");
    house.call(Method::post, "/api/v1/mail?mailbox=support", "owner", report(text(mail, "source_id")));
    assign(open("Not by mail"));
    settle();
    house.clock().advance(61min);
    settle();
    EXPECT_EQ(mails("notification").size(), 1u);
    EXPECT_TRUE(mails("digest").empty());
    bool shown = false;
    auto list = notifications();
    for (auto& item : list.at("items").as_array()) shown |= item.at("subject").as_string() == "Not by mail";
    EXPECT_TRUE(shown);
}

TEST_P(NotificationsTest, an_administrators_words_replace_the_standard_ones) {
    auto text_of = [](const std::string& body) { return R"({"brand_id":1,"locale":"en","body":")" + body + R"("})"; };
    auto refused = house.call(Method::put, "/api/v1/mail_texts/acknowledgement", "owner", text_of("Hello {{nmae}}"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("nmae"), std::string::npos) << refused.body;
    EXPECT_NE(refused.body.find("number"), std::string::npos) << refused.body;
    call(Method::put, "/mail_texts/acknowledgement", "owner", text_of("Dear {{name}}, number {{number}} it is, for <{{subject}}>."));
    auto ticket = open("A & B");
    settle();
    auto sent = mails("acknowledgement");
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_TRUE(text(sent[0]).starts_with("Dear Bo, number " + std::to_string(ticket) + " it is, for <A & B>.")) << text(sent[0]);
    EXPECT_NE(text(sent[0], "html").find("for &lt;A &amp; B&gt;."), std::string::npos) << text(sent[0], "html");
    auto preview = call(Method::post, "/mail_texts/acknowledgement/previews", "owner", text_of("No {{number}}"));
    EXPECT_NE(text(preview, "html").find("No 1042"), std::string::npos);
    call(Method::post, "/mail_texts/acknowledgement/samples", "owner", text_of("No {{number}}"));
    settle();
    EXPECT_EQ(text(mails("sample").at(0), "to_address"), "owner@main.test");
    for (auto locale : {"en", "ko", "cy", "uz", "bn"}) {
        auto list = call(Method::get, std::string("/mail_texts?brand_id=1&locale=") + locale, "owner");
        for (auto& item : list.at("items").as_array()) {
            bj::object body{
                {"brand_id", 1}, {"locale", locale}, {"subject", item.at("standard_subject")}, {"body", item.at("standard_body")}};
            auto path = "/mail_texts/" + text(item, "kind") + "/previews";
            EXPECT_FALSE(text(call(Method::post, path, "owner", bj::serialize(body))).empty());
        }
    }
}

TEST_P(NotificationsTest, every_mail_of_the_catalogue_can_be_looked_at) {
    std::set<std::string> known;
    auto list = call(Method::get, "/mail_texts?brand_id=1&locale=en", "owner");
    for (auto& item : list.at("items").as_array()) known.insert(text(item, "kind"));
    int mails = 0;
    for (auto& file : files::embedded_locales()) {
        if (!file.path.starts_with("en/")) continue;
        const auto catalogue = bj::parse(file.bytes());
        for (auto& [key, words] : catalogue.as_object()) {
            std::string name = key;
            if (name.find(".mail.") == std::string::npos || !name.ends_with(".subject")) continue;
            name.resize(name.size() - std::string(".subject").size());
            EXPECT_TRUE(known.contains(name) || known.contains(name.substr(name.rfind('.') + 1))) << name;
            ++mails;
        }
    }
    EXPECT_GT(mails, 6);
}

}  // namespace
}  // namespace goodhost::app
