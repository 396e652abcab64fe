#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <latch>
#include <thread>

#include "app/mail_house.hpp"
#include "email/caps.hpp"

/// Programs that answer programs. Each scene runs for a simulated day or until nobody has anything left to say.
namespace goodhost::app {
namespace {

using http::Method;
using testing::Letter;
using testing::MailHouse;

class MailLoopTest : public ::testing::TestWithParam<db::Dialect> {};
INSTANTIATE_TEST_SUITE_P(databases, MailLoopTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

constexpr int most_rounds = 2000;

void say(const char* scene, int mails) { std::printf("loop: %s: %d mails sent\n", scene, mails); }

/// What answers each mail of the house, or nothing.
using Responder = std::function<std::optional<std::string>(const email::OutboxMail&, const std::string& raw)>;

/// Lets them answer each other, a mail every `pause`; how many mails the house sent.
int run(MailHouse& house, const Responder& responder, std::chrono::seconds pause = std::chrono::seconds(5)) {
    int sent = 0;
    for (int round = 0; round < most_rounds; ++round) {
        auto mails = house.mails_out();
        if (mails.empty()) break;
        sent += static_cast<int>(mails.size());
        for (auto& mail : mails)
            if (auto answer = responder(mail, house.raw_of(mail))) house.take(*answer);
        house.clock().advance(pause);
    }
    return sent;
}

TEST_P(MailLoopTest, two_hosts_that_answer_each_other_stop_at_once) {
    MailHouse alpha(GetParam(), "support@alpha.test"), beta(GetParam(), "support@beta.test");
    alpha.take(Letter{.from = "support@beta.test", .to = "support@alpha.test"});
    int sent = 0;
    for (int round = 0; round < most_rounds; ++round) {
        auto from_alpha = alpha.mails_out(), from_beta = beta.mails_out();
        if (from_alpha.empty() && from_beta.empty()) break;
        sent += static_cast<int>(from_alpha.size() + from_beta.size());
        for (auto& mail : from_alpha) beta.take(alpha.raw_of(mail));
        for (auto& mail : from_beta) alpha.take(beta.raw_of(mail));
    }
    say("two Goodhosts", sent);
    EXPECT_EQ(sent, 1);
}

TEST_P(MailLoopTest, an_out_of_office_responder_is_answered_by_nobody) {
    MailHouse house(GetParam());
    house.take(Letter{});
    int sent = run(house, [&](auto& mail, auto&) {
        return house.raw({.subject = "Automatic reply: " + mail.subject,
                          .headers = "Auto-Submitted: auto-replied\r\nIn-Reply-To: <" + mail.source_id + ">\r\n"});
    });
    say("out-of-office responder", sent);
    EXPECT_EQ(sent, 1);
}

TEST_P(MailLoopTest, a_responder_that_hides_what_it_is_stops_at_the_caps) {
    MailHouse house(GetParam());
    house.settings().set("mails_per_sender_hour", "1000000", "test");
    house.take(Letter{});
    int threaded = run(house, [&](auto& mail, auto&) {
        return house.raw({.subject = "Re: " + mail.subject, .headers = "In-Reply-To: <" + mail.source_id + ">\r\n"});
    });
    say("responder that threads", threaded);
    EXPECT_EQ(threaded, 1);

    house.take(Letter{.from = "robot@acme.test"});
    int unthreaded = run(house, [&](auto&, auto&) { return house.raw({.from = "robot@acme.test", .subject = "I am away"}); });
    say("responder that begins a new ticket each time", unthreaded);
    EXPECT_EQ(unthreaded, 30);
}

TEST_P(MailLoopTest, a_flood_limit_stops_it_even_before_the_caps) {
    MailHouse house(GetParam());
    house.settings().set("mails_per_sender_hour", "20", "test");
    house.take(Letter{});
    int sent = run(house, [&](auto&, auto&) { return house.raw({.subject = "I am away"}); });
    say("the same with 20 mails an hour for each sender", sent);
    EXPECT_EQ(sent, 20);
}

TEST_P(MailLoopTest, a_bounce_of_whatever_goes_out_brings_nothing_back) {
    MailHouse house(GetParam());
    house.take(Letter{});
    int sent = run(house, [](auto& mail, auto& raw) {
        return "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.test\r\nTo: support@main.test\r\nSubject: failure notice\r\nMessage-ID: <b" +
               std::to_string(mail.id) +
               "@mx.test>\r\nContent-Type: multipart/report; report-type=delivery-status; "
               "boundary=b\r\n\r\n--b\r\n\r\nno\r\n--b\r\nContent-Type: "
               "message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; " +
               mail.to_address + "\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + raw +
               "\r\n--b--\r\n";
    });
    say("bouncing address", sent);
    EXPECT_EQ(sent, 1);
    house.take(Letter{.subject = "Another one"});
    EXPECT_TRUE(house.mails_out().empty()) << "no automatic mail to a dead address";
    house.clock().advance(std::chrono::hours(24 * 61));
    house.take(Letter{.subject = "Much later"});
    EXPECT_EQ(house.mails_out().size(), 1u);
}

TEST_P(MailLoopTest, a_mailing_list_that_we_are_subscribed_to_gets_nothing) {
    MailHouse house(GetParam());
    house.take(
        Letter{.from = "member@list.test", .headers = "List-Id: <list.list.test>\r\nReply-To: list@list.test\r\nPrecedence: list\r\n"});
    int sent = run(house, [](auto&, auto& raw) { return "List-Id: <list.list.test>\r\n" + raw; });
    say("mailing list with Reply-To", sent);
    EXPECT_EQ(sent, 0);
}

TEST_P(MailLoopTest, machines_never_get_automatic_mail) {
    MailHouse house(GetParam());
    for (auto from : {"mailer-daemon@x.test", "postmaster@x.test", "abuse@x.test", "root@x.test", "noreply@x.test", "no-reply@x.test"})
        house.take(Letter{.from = from});
    EXPECT_TRUE(house.mails_out().empty());
}

/// On PostgreSQL the threads are what nodes are: connections that do not see what the others have not committed.
TEST_P(MailLoopTest, caps_hold_however_many_decide_at_once) {
    constexpr int tickets = 48, threads = 8, cap = 30;
    MailHouse house(GetParam());
    house.settings().set("mails_per_sender_hour", "1000000", "test");
    for (int i = 0; i < tickets; ++i) house.take(Letter{.subject = "Problem " + std::to_string(i)});
    auto entries = house.database().read([](db::Reader& reader) { return trail::read_after(reader, {}, 10'000); });
    std::vector<email::Acknowledgement> asked;
    for (auto& entry : entries)
        if (auto one = email::acknowledgement_of(entry)) asked.push_back(*one);
    ASSERT_EQ(asked.size(), static_cast<std::size_t>(tickets));
    std::latch all_here{threads};
    std::vector<std::jthread> running;
    running.reserve(threads);
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            all_here.arrive_and_wait();
            for (std::size_t at = static_cast<std::size_t>(thread); at < asked.size(); at += threads)
                house.database().write(
                    [&](db::Tx& tx) { email::write_acknowledgement(tx, house.system().as_system(BrandId{1}), asked[at]); });
        });
    running.clear();
    auto sent = house.database().read([&](db::Reader& reader) { return email::list_outbox(reader, house.system(), {.limit = 500}).items; });
    EXPECT_EQ(sent.size(), static_cast<std::size_t>(cap));
}

TEST(MailCaps, hold_in_every_window) {
    const auto now = from_millis(1'790'000'000'000);
    const tickets::TicketId ticket{7};
    auto sent = [&](int count, std::chrono::minutes ago, std::optional<tickets::TicketId> of) {
        return std::vector<email::AutomaticMail>(static_cast<std::size_t>(count), {now - ago, of});
    };
    struct Row {
        int minutes, of_ticket, in_all;
    };
    for (auto [minutes, of_ticket, in_all] : {Row{10, 10, 30}, {30, 15, 60}, {60, 25, 120}, {180, 50, 240}, {600, 100, 360}}) {
        auto inside = std::chrono::minutes(minutes) - std::chrono::minutes(1);
        EXPECT_TRUE(email::is_within_caps(sent(of_ticket - 1, inside, ticket), now, ticket)) << minutes;
        EXPECT_FALSE(email::is_within_caps(sent(of_ticket, inside, ticket), now, ticket)) << minutes;
        EXPECT_TRUE(email::is_within_caps(sent(in_all - 1, inside, std::nullopt), now, ticket)) << minutes;
        EXPECT_FALSE(email::is_within_caps(sent(in_all, inside, std::nullopt), now, ticket)) << minutes;
    }
    EXPECT_TRUE(email::is_within_caps(sent(400, std::chrono::minutes(601), ticket), now, ticket));
}

}  // namespace
}  // namespace goodhost::app
