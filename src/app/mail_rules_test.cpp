#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/mail_house.hpp"
#include "email/matching.hpp"
#include "email/quarantine.hpp"
#include "email/reports.hpp"

namespace goodhost::app {
namespace {

using email::Cause;
using email::Outcome;
using http::Method;
using testing::Letter;
using testing::MailHouse;

class MailRulesTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    MailHouse house{GetParam()};

    tickets::TicketId open() { return *house.take(Letter{}).ticket_id; }
    boost::json::value get(const std::string& target) { return boost::json::parse(house.call(Method::get, target, "owner").body); }
    boost::json::value ticket(tickets::TicketId id) { return get("/api/v1/tickets/" + std::to_string(id.value)); }
    std::string answered(tickets::TicketId id, const std::string& text) {
        house.call(Method::post, "/api/v1/tickets/" + std::to_string(id.value) + "/messages", "owner",
                   R"({"kind":"reply","body_text":")" + text + R"("})");
        auto out = house.mails_out();
        return out.empty() ? std::string() : out.back().source_id;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, MailRulesTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

std::string reply_to(const std::string& id) { return "In-Reply-To: <" + id + ">\r\n"; }

TEST_P(MailRulesTest, a_reply_goes_on_the_ticket_by_each_of_its_tokens) {
    auto id = open();
    auto sent = answered(id, "Since when?");
    auto tag = email::reply_address(house.system(), "support@main.test", id);
    EXPECT_EQ(house.take(Letter{.subject = "one", .headers = reply_to(sent)}).ticket_id, id);
    EXPECT_EQ(house.take(Letter{.subject = "two", .headers = "References: <" + sent + "> <x@y>\r\n"}).ticket_id, id);
    EXPECT_EQ(house.take(Letter{.subject = "Re: three [#" + std::to_string(id.value) + "]"}).ticket_id, id);
    EXPECT_EQ(house.take(Letter{.subject = "four", .to = tag}).ticket_id, id);
    EXPECT_EQ(house.take(Letter{.subject = "five", .headers = "Delivered-To: " + tag + "\r\n"}).ticket_id, id);
    EXPECT_EQ(ticket(id).at("message_count").as_int64(), 7);
    EXPECT_NE(house.take(Letter{.subject = "another matter"}).ticket_id, id);
}

TEST_P(MailRulesTest, a_stranger_is_held_and_one_click_lets_him_in_for_good) {
    auto id = open();
    auto sent = answered(id, "Since when?");
    auto held = house.take(Letter{.from = "bob@other.test", .headers = reply_to(sent)});
    EXPECT_EQ(held.outcome, Outcome::quarantined);
    EXPECT_EQ(held.cause, Cause::stranger);
    EXPECT_EQ(held.ticket_id, id);
    auto answer = house.call(Method::post, "/api/v1/quarantine/" + std::to_string(held.id.value) + "/release", "agent",
                             R"({"ticket_id":)" + std::to_string(id.value) + "}");
    ASSERT_LT(answer.status, 300) << answer.body;
    EXPECT_EQ(house.take(Letter{.from = "bob@other.test", .text = "More.", .headers = reply_to(sent)}).outcome, Outcome::continued);
}

TEST_P(MailRulesTest, a_colleague_of_the_customer_may_speak) {
    house.call(Method::post, "/api/v1/contacts", "owner", R"({"name":"Bea","customer_id":1,"addresses":[{"email":"bea@acme.test"}]})");
    auto id = open();
    EXPECT_EQ(house.take(Letter{.from = "bea@acme.test", .headers = reply_to(answered(id, "Hm."))}).outcome, Outcome::continued);
}

TEST_P(MailRulesTest, whom_the_customer_puts_in_copy_may_speak_and_hears) {
    auto id = *house.take(Letter{.headers = "Cc: Dev <dev@agency.test>, support@main.test, noreply@x.test, agent@main.test\r\n"}).ticket_id;
    EXPECT_EQ(ticket(id).at("cc").as_array().size(), 1u);
    auto sent = answered(id, "Looking.");
    EXPECT_EQ(house.take(Letter{.from = "dev@agency.test", .headers = reply_to(sent)}).outcome, Outcome::continued);
    house.take(Letter{.headers = reply_to(sent) + "Cc: boss@acme.test\r\n"});
    EXPECT_EQ(ticket(id).at("cc").as_array().size(), 2u);
}

TEST_P(MailRulesTest, replies_to_a_merged_ticket_follow_it) {
    auto first = open();
    auto sent = answered(first, "Since when?");
    auto second = *house.take(Letter{.subject = "Again"}).ticket_id;
    house.call(Method::post, "/api/v1/tickets/" + std::to_string(first.value) + "/merge", "owner",
               R"({"into_ticket_id":)" + std::to_string(second.value) + "}");
    EXPECT_EQ(house.take(Letter{.headers = reply_to(sent)}).ticket_id, second);
    EXPECT_EQ(house.take(Letter{.subject = "Re: [#" + std::to_string(first.value) + "]"}).ticket_id, second);
}

TEST_P(MailRulesTest, an_answer_from_an_agents_own_client_is_the_agents) {
    auto id = open();
    auto sent = answered(id, "Since when?");
    auto proven = MailHouse::proven("main.test") + reply_to(sent);
    EXPECT_EQ(house.take(Letter{.from = "agent@main.test", .text = "Fixed.", .headers = proven}).outcome, Outcome::continued);
    const auto shown = ticket(id);
    auto& last = shown.at("messages").as_array().back();
    EXPECT_EQ(last.at("by").at("kind").as_string(), "agent");
    EXPECT_EQ(last.at("kind").as_string(), "message");
    auto out = house.mails_out();
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out[0].to_address, "ann@acme.test");
    EXPECT_NE(out[0].text.find("Fixed."), std::string::npos);
}

TEST_P(MailRulesTest, what_an_agent_forwards_is_the_ticket_of_who_wrote_it) {
    auto delivery = house.take(Letter{.from = "agent@main.test",
                                      .subject = "Fwd: Mail lost",
                                      .text = "Please take care.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Cem "
                                              "<cem@new.test>\r\nSubject: Mail lost\r\nTo: agent@main.test\r\n\r\nNo mail since noon.",
                                      .headers = MailHouse::proven("main.test")});
    ASSERT_EQ(delivery.outcome, Outcome::created);
    auto made = ticket(*delivery.ticket_id);
    EXPECT_EQ(made.at("contact").at("email").as_string(), "cem@new.test");
    EXPECT_EQ(made.at("subject").as_string(), "Mail lost");
    auto& messages = made.at("messages").as_array();
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[0].at("body_text").as_string(), "No mail since noon.");
    EXPECT_EQ(messages[1].at("kind").as_string(), "note");
    EXPECT_EQ(messages[1].at("body_text").as_string(), "Please take care.");
}

TEST_P(MailRulesTest, a_copy_through_another_mailbox_is_linked) {
    auto sales = house.add_mailbox("sales", "sales@main.test");
    auto raw = house.raw(Letter{.to = "support@main.test, sales@main.test"});
    auto first = house.take(raw);
    auto second = house.take_at(sales, raw);
    EXPECT_EQ(second.outcome, Outcome::linked);
    EXPECT_EQ(second.ticket_id, first.ticket_id);
    EXPECT_EQ(house.take(raw).outcome, Outcome::duplicate);
    EXPECT_EQ(ticket(*first.ticket_id).at("message_count").as_int64(), 1);
}

std::string bounce_of(const std::string& id, const std::string& status) {
    return "From: MAILER-DAEMON@mx.acme.test\r\nTo: support@main.test\r\nSubject: Undelivered Mail Returned to Sender\r\n"
           "Message-ID: <b" +
           status +
           "@mx.acme.test>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"
           "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.test\r\n\r\nFinal-Recipient: rfc822; "
           "ann@acme.test\r\nAction: failed\r\nStatus: " +
           status + "\r\nDiagnostic-Code: smtp; 550 " + status +
           " no such user\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: support@main.test\r\nMessage-ID: <" + id +
           ">\r\nSubject: x\r\n\r\ny\r\n--b--\r\n";
}

TEST_P(MailRulesTest, a_bounce_is_shown_with_the_mail_that_bounced_and_marks_the_address) {
    auto id = open();
    auto sent = answered(id, "Since when?");
    auto delivery = house.take(bounce_of(sent, "5.1.1"));
    EXPECT_EQ(delivery.outcome, Outcome::attached);
    EXPECT_EQ(delivery.ticket_id, id);
    auto list = get("/api/v1/tickets/" + std::to_string(id.value) + "/deliveries");
    auto& newest = list.at("sent").as_array().front();
    ASSERT_EQ(newest.at("reports").as_array().size(), 1u);
    EXPECT_EQ(newest.at("reports").as_array()[0].at("fate").as_string(), "hard");
    auto mark = house.database().read([&](db::Reader& reader) { return email::find_mark(reader, BrandId{1}, "ann@acme.test"); });
    ASSERT_TRUE(mark);
    EXPECT_EQ(mark->reason, "user_unknown");
    EXPECT_TRUE(house.mails_out().empty()) << "nobody is told by mail";
    bool told = false;
    const auto shown = ticket(id);
    for (auto& event : shown.at("events").as_array()) told |= event.at("type").as_string() == "email.bounced";
    EXPECT_TRUE(told);
    EXPECT_EQ(house.take(bounce_of("made.up@main.test", "5.1.2")).cause, Cause::bounce);
}

TEST_P(MailRulesTest, a_complaint_is_shown_with_the_mail_that_was_not_wanted) {
    auto id = open();
    auto sent = answered(id, "Since when?");
    auto delivery = house.take(
        "From: fbl@isp.test\r\nTo: support@main.test\r\nSubject: complaint\r\nMessage-ID: <c@isp.test>\r\nContent-Type: multipart/report; "
        "report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\r\nAbuse.\r\n--b\r\nContent-Type: "
        "message/feedback-report\r\n\r\nFeedback-Type: "
        "abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: support@main.test\r\nMessage-ID: "
        "<" +
        sent + ">\r\nSubject: x\r\n\r\ny\r\n--b--\r\n");
    EXPECT_EQ(delivery.outcome, Outcome::attached);
    auto mark = house.database().read([&](db::Reader& reader) { return email::find_mark(reader, BrandId{1}, "ann@acme.test"); });
    ASSERT_TRUE(mark);
    EXPECT_EQ(mark->fate, email::Fate::complained);
}

TEST_P(MailRulesTest, what_our_server_found_to_fail_for_the_sender_is_kept_on_the_message) {
    auto failed = [&](const std::string& results) {
        auto delivery = house.take(Letter{.headers = "Authentication-Results: " + results + "\r\n"});
        EXPECT_EQ(delivery.outcome, Outcome::created) << results;
        auto received = get("/api/v1/tickets/" + std::to_string(delivery.ticket_id->value) + "/deliveries").at("received");
        return boost::json::serialize(received.at(0).at("failed_checks"));
    };
    EXPECT_EQ(failed("mx.main.test; spf=softfail smtp.mailfrom=acme.test; dkim=fail header.d=mail.acme.test"), R"(["spf","dkim"])");
    EXPECT_EQ(failed("mx.main.test; spf=fail smtp.mailfrom=list.test; dkim=fail header.d=list.test"), "[]") << "of another domain";
    EXPECT_EQ(failed("mx.evil.test; spf=fail smtp.mailfrom=acme.test"), "[]") << "said by another server";
    EXPECT_EQ(failed("mx.main.test; spf=pass smtp.mailfrom=acme.test; dkim=none"), "[]");
}

TEST_P(MailRulesTest, a_flood_of_one_sender_is_held_until_it_ebbs) {
    house.settings().set("mails_per_sender_hour", "3", "test");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(house.take(Letter{}).outcome, Outcome::created);
    EXPECT_EQ(house.take(Letter{}).cause, Cause::flood);
    EXPECT_EQ(house.take(Letter{.from = "other@acme.test"}).outcome, Outcome::created);
    house.clock().advance(std::chrono::minutes(61));
    EXPECT_EQ(house.take(Letter{}).outcome, Outcome::created);
}

TEST_P(MailRulesTest, a_blocked_sender_or_domain_is_held) {
    auto block = [&](const char* sender) {
        auto answer = house.call(Method::post, "/api/v1/blocked_senders", "agent", std::string(R"({"sender":")") + sender + R"("})");
        EXPECT_EQ(answer.status, 201) << answer.body;
        return boost::json::parse(answer.body).at("id").as_int64();
    };
    block("Ann@Acme.test");
    auto domain = block("@spam.test");
    EXPECT_EQ(house.take(Letter{}).cause, Cause::blocked);
    EXPECT_EQ(house.take(Letter{.from = "x@spam.test"}).cause, Cause::blocked);
    EXPECT_EQ(house.call(Method::post, "/api/v1/blocked_senders", "agent", R"({"sender":"ann@acme.test"})").status, 409);
    EXPECT_EQ(house.call(Method::post, "/api/v1/blocked_senders", "agent", R"({"sender":"not one"})").status, 422);
    house.call(Method::delete_, "/api/v1/blocked_senders/" + std::to_string(domain), "agent");
    EXPECT_EQ(house.take(Letter{.from = "x@spam.test"}).outcome, Outcome::created);
}

}  // namespace
}  // namespace goodhost::app
