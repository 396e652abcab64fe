#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/mail_house.hpp"
#include "email/matching.hpp"
#include "email/tries.hpp"

namespace goodhost::app {
namespace {

using email::OutboxMail;
using email::OutboxState;
using http::Method;
using testing::Letter;
using testing::MailHouse;

/// What leaves, and what becomes of it, without a mail server: its answers are given by hand.
class MailOutTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    MailHouse house{GetParam()};

    tickets::TicketId open() { return *house.take(Letter{.text = "Nothing loads.\r\nMy card is 4111 1111 1111 1111."}).ticket_id; }
    OutboxMail answer(tickets::TicketId id, const std::string& text = "Since when?") {
        house.call(Method::post, "/api/v1/tickets/" + std::to_string(id.value) + "/messages", "agent",
                   R"({"kind":"reply","body_text":")" + text + R"("})");
        return house.mails_out().back();
    }
    OutboxMail now(const OutboxMail& mail) {
        return house.database().read([&](db::Reader& reader) { return email::get_outbox(reader, house.system(), {mail.id}); });
    }
    void settle(const OutboxMail& mail, const mail::SmtpReply& reply) {
        house.database().write([&](db::Tx& tx) { email::settle_try(tx, house.system(), now(mail), reply); });
    }
    bool begin_end(const OutboxMail& mail) {
        return house.database().write([&](db::Tx& tx) { return email::begin_end(tx, house.system(), mail); });
    }
    /// The entries about mails on a ticket's trail, oldest first.
    std::vector<std::string> told(tickets::TicketId id) {
        auto shown = boost::json::parse(house.call(Method::get, "/api/v1/tickets/" + std::to_string(id.value), "owner").body);
        std::vector<std::string> types;
        for (auto& event : shown.at("events").as_array())
            if (event.at("type").as_string().starts_with("email.")) types.emplace_back(event.at("type").as_string());
        return types;
    }
    bool is_marked(const std::string& address) {
        return house.database().read([&](db::Reader& reader) { return email::find_mark(reader, BrandId{1}, address).has_value(); });
    }
};
INSTANTIATE_TEST_SUITE_P(databases, MailOutTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

const mail::SmtpReply lost{.words = "the connection broke", .answer_lost = true};

TEST_P(MailOutTest, an_answer_is_signed_by_agent_and_brand_and_has_what_it_answers_below) {
    house.call(Method::patch, "/api/v1/me", "agent", R"({"signature":"Agnes, second line"})");
    house.call(Method::patch, "/api/v1/senders/1", "owner", R"({"signature":"Main Hosting Ltd"})");
    auto id = open();
    auto mail = answer(id);
    auto words = mail.text.find("Since when?"), own = mail.text.find("Agnes, second line"), brands = mail.text.find("Main Hosting Ltd"),
         history = mail.text.find("> Nothing loads.");
    EXPECT_LT(words, own);
    EXPECT_LT(own, brands);
    EXPECT_LT(brands, history);
    EXPECT_NE(history, std::string::npos) << mail.text;
    EXPECT_EQ(mail.text.find("4111 1111"), std::string::npos) << "what is hidden is not sent around";
    EXPECT_NE(mail.html.find("<blockquote style="), std::string::npos) << mail.html;
    EXPECT_EQ(mail.reply_to, email::reply_address(house.system(), "support@main.test", id));
    auto raw = house.raw_of(mail);
    EXPECT_NE(raw.find(mail.reply_to), std::string::npos) << raw;
    EXPECT_EQ(raw.find("Auto-Submitted"), std::string::npos);
}

TEST_P(MailOutTest, regression_a_message_id_ended_with_the_address_that_anybody_knows) {
    auto id = open();
    auto first = answer(id).source_id, second = answer(id).source_id;
    auto part = [](const std::string& source) { return source.substr(source.find('@') - 26, 26); };
    EXPECT_EQ(part(first).find_first_not_of("0123456789abcdef"), std::string::npos) << first;
    EXPECT_NE(part(first).substr(13), part(second).substr(13));
    EXPECT_NE(part(first).substr(0, 13), part(second).substr(0, 13));
}

TEST_P(MailOutTest, an_answer_that_quotes_our_mail_whole_shows_the_new_words_only) {
    auto id = open();
    auto mail = answer(id);
    std::string quote = "> ";
    for (const char c : mail.text) quote += c == '\n' ? std::string("\r\n> ") : std::string(1, c);
    house.take(Letter{.subject = "Re: " + mail.subject,
                      .text = "Since noon.\r\n\r\nOn 22 Nov 2026, Main wrote:\r\n" + quote,
                      .headers = "In-Reply-To: <" + mail.source_id + ">\r\n"});
    auto shown = boost::json::parse(house.call(Method::get, "/api/v1/tickets/" + std::to_string(id.value), "owner").body);
    EXPECT_EQ(shown.at("messages").as_array().back().at("body_text").as_string(), "Since noon.");
}

/// A page as Gmail answers a mail of ours.
std::string page_answering(const OutboxMail& mail, const std::string& from, const std::string& headers) {
    return headers + "From: " + from + "\r\nTo: support@main.test\r\nSubject: Re: " + mail.subject + "\r\nIn-Reply-To: <" + mail.source_id +
           ">\r\nMessage-ID: <" + from + mail.source_id +
           ">\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>Since <b>noon</b>.</div><br><div class=\"gmail_quote\"><div "
           "class=\"gmail_attr\">On Mon, Mar 2, 2026 at 9:00 AM Main &lt;support@main.test&gt; wrote:</div><blockquote "
           "class=\"gmail_quote\">" +
           mail.html + "</blockquote></div>\r\n";
}

TEST_P(MailOutTest, what_a_page_repeats_is_folded) {
    auto id = open();
    house.take(page_answering(answer(id), "ann@acme.test", ""));
    auto shown = boost::json::parse(house.call(Method::get, "/api/v1/tickets/" + std::to_string(id.value), "owner").body);
    auto& message = shown.at("messages").as_array().back();
    EXPECT_EQ(message.at("body_text").as_string(), "Since noon.");
    EXPECT_NE(message.at("body_html").as_string().find("<b>noon</b>"), std::string::npos);
    EXPECT_EQ(message.at("body_html").as_string().find("Since when?"), std::string::npos);
    EXPECT_NE(message.at("quoted_html").as_string().find("Since when?"), std::string::npos);
    EXPECT_NE(message.at("quoted_text").as_string().find("Since when?"), std::string::npos);
}

TEST_P(MailOutTest, regression_a_customer_got_the_agents_notification_below_its_answer) {
    auto id = open();
    auto notified = answer(id);
    house.take(page_answering(notified, "agent@main.test", MailHouse::proven("main.test")));
    auto out = house.mails_out();
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out[0].to_address, "ann@acme.test");
    EXPECT_NE(out[0].html.find("<b>noon</b>"), std::string::npos);
    EXPECT_EQ(out[0].html.find("Since when?"), std::string::npos) << out[0].html;
    EXPECT_EQ(out[0].text.find("Since when?"), std::string::npos) << out[0].text;
}

TEST_P(MailOutTest, an_agents_answer_to_the_mail_about_a_note_is_a_note) {
    auto id = open();
    email::NewMail told{.brand = BrandId{1}, .to_address = "agent@main.test", .kind = std::string(email::note_notification)};
    told.source_id = "about-a-note@main.test";
    told.ticket_id = id;
    house.database().write([&](db::Tx& tx) { email::write_down(tx, house.system(), told); });
    auto headers = MailHouse::proven("main.test") + "In-Reply-To: <" + told.source_id + ">\r\n";
    house.take(Letter{.from = "agent@main.test", .text = "Between us: no idea.", .headers = headers});
    auto shown = boost::json::parse(house.call(Method::get, "/api/v1/tickets/" + std::to_string(id.value), "owner").body);
    EXPECT_EQ(shown.at("messages").as_array().back().at("kind").as_string(), "note");
    for (auto& mail : house.mails_out()) EXPECT_EQ(mail.text.find("no idea"), std::string::npos);
}

TEST_P(MailOutTest, a_brand_whose_mail_server_refuses_a_plus_gets_answers_at_the_plain_address) {
    house.call(Method::patch, "/api/v1/senders/1", "owner", R"({"tags_replies":false})");
    EXPECT_EQ(answer(open()).reply_to, "support@main.test");
}

TEST_P(MailOutTest, the_end_of_a_mail_leaves_once) {
    auto mail = answer(open());
    EXPECT_TRUE(begin_end(mail));
    EXPECT_FALSE(begin_end(mail)) << "another node is at it";
    settle(mail, {.reply_class = mail::ReplyClass::later, .code = 451, .status = "4.3.0", .words = "451 4.3.0 later"});
    EXPECT_TRUE(begin_end(mail));
    settle(mail, {.reply_class = mail::ReplyClass::accepted, .code = 250, .status = {}, .words = "250 ok"});
    EXPECT_FALSE(begin_end(mail)) << "it has gone";
}

TEST_P(MailOutTest, a_lost_answer_is_tried_once_more_and_then_left_to_a_person) {
    auto id = open();
    auto mail = answer(id);
    settle(mail, lost);
    EXPECT_EQ(now(mail).state, OutboxState::queued);
    EXPECT_EQ(now(mail).lost_answers, 1);
    settle(mail, lost);
    EXPECT_EQ(now(mail).state, OutboxState::failed);
    auto types = told(id);
    EXPECT_EQ(std::vector(types.end() - 2, types.end()), (std::vector<std::string>{"email.answer_lost", "email.failed"}));
    auto again = house.call(Method::post, "/api/v1/outbox/" + std::to_string(mail.id) + "/attempts", "agent");
    EXPECT_LT(again.status, 300) << again.body;
    EXPECT_EQ(now(mail).lost_answers, 0);
    EXPECT_EQ(now(mail).state, OutboxState::queued);
}

TEST_P(MailOutTest, five_days_of_refusals_for_now_are_the_end) {
    auto mail = answer(open());
    const mail::SmtpReply later{.reply_class = mail::ReplyClass::later, .code = 451, .status = {}, .words = "451 not now"};
    int tries = 0;
    while (now(mail).state == OutboxState::queued && tries < 100) {
        settle(mail, later);
        ++tries;
        house.clock().set(now(mail).next_try_at.value_or(house.clock().now()));
    }
    EXPECT_EQ(now(mail).state, OutboxState::failed);
    EXPECT_GT(tries, 20);
    EXPECT_LT(tries, 50);
    EXPECT_LE(house.clock().now() - mail.created_at, mail::give_up_after);
}

TEST_P(MailOutTest, who_does_not_exist_is_marked_and_a_refusal_of_the_words_marks_nobody) {
    auto id = open();
    settle(answer(id), {.reply_class = mail::ReplyClass::refused, .code = 554, .status = "5.7.1", .words = "554 5.7.1 looks like spam"});
    EXPECT_FALSE(is_marked("ann@acme.test"));
    settle(answer(id), {.reply_class = mail::ReplyClass::refused, .code = 550, .status = "5.1.1", .words = "550 5.1.1 no such user"});
    EXPECT_TRUE(is_marked("ann@acme.test"));
    EXPECT_EQ(told(id).back(), "email.failed");
}

TEST_P(MailOutTest, a_bounce_that_comes_later_is_the_mails_state_with_the_servers_words) {
    auto id = open();
    auto mail = answer(id);
    settle(mail, {.reply_class = mail::ReplyClass::accepted, .code = 250, .status = {}, .words = "250 ok"});
    auto report = [&](const std::string& action, const std::string& status) {
        return "From: MAILER-DAEMON@mx.acme.test\r\nTo: support@main.test\r\nSubject: Undelivered\r\nMessage-ID: <" + action +
               "@mx.acme.test>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n"
               "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.test\r\n\r\nFinal-Recipient: rfc822; "
               "ann@acme.test\r\nAction: " +
               action + "\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; 550 " + status +
               " nobody here\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <" + mail.source_id + ">\r\n\r\ny\r\n--b--\r\n";
    };
    house.take(report("delayed", "4.4.1"));
    EXPECT_EQ(now(mail).state, OutboxState::sent);
    EXPECT_EQ(told(id).back(), "email.delayed");
    EXPECT_FALSE(is_marked("ann@acme.test"));
    house.take(report("failed", "5.1.1"));
    EXPECT_EQ(now(mail).state, OutboxState::bounced);
    EXPECT_NE(now(mail).answer.find("nobody here"), std::string::npos) << now(mail).answer;
    EXPECT_EQ(told(id).back(), "email.bounced");
    EXPECT_TRUE(is_marked("ann@acme.test"));
}

}  // namespace
}  // namespace goodhost::app
