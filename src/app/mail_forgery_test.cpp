#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/mail_house.hpp"
#include "email/matching.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::Letter;
using testing::MailHouse;

/// What attackers have: an open ticket of Ann's, answered once, so that its Message-ID and address exist.
struct Scene {
    MailHouse& house;
    tickets::TicketId ticket;
    std::string sent, tag;
};

struct Attempt {
    std::string_view what;
    std::function<std::string(const Scene&)> raw;
    std::string_view outcome;
};

std::string reply_to(const std::string& id) { return "In-Reply-To: <" + id + ">\r\n"; }

std::string with_last_changed(std::string text, char from_end) {
    auto at = text.rfind('@');
    text[at - 1] = text[at - 1] == from_end ? 'x' : from_end;
    return text;
}

std::string cut_token(const std::string& text) {
    auto at = text.rfind('@');
    return text.substr(0, at - 6) + text.substr(at);
}

std::string number(const Scene& scene) { return "[#" + std::to_string(scene.ticket.value) + "]"; }

constexpr const char* evil = "Eve <eve@evil.test>";

const std::vector<Attempt> attempts = {
    {"stranger answers with a genuine Message-ID", [](auto& s) { return s.house.raw({.from = evil, .headers = reply_to(s.sent)}); },
     "held: stranger"},
    {"stranger writes to the genuine reply address", [](auto& s) { return s.house.raw({.from = evil, .to = s.tag}); }, "held: stranger"},
    {"stranger quotes another customer's number in the subject",
     [](auto& s) { return s.house.raw({.from = evil, .subject = "Re: " + number(s)}); }, "held: stranger"},
    {"stranger quotes the number in the body only",
     [](auto& s) { return s.house.raw({.from = evil, .subject = "hello", .text = "about " + number(s)}); }, "new ticket of eve@evil.test"},
    {"Message-ID with a wrong signature",
     [](auto& s) { return s.house.raw({.from = evil, .headers = reply_to(with_last_changed(s.sent, 'a'))}); },
     "new ticket of eve@evil.test"},
    {"Message-ID with a cut signature", [](auto& s) { return s.house.raw({.from = evil, .headers = reply_to(cut_token(s.sent))}); },
     "new ticket of eve@evil.test"},
    {"reply address with a wrong tag", [](auto& s) { return s.house.raw({.from = evil, .to = with_last_changed(s.tag, 'a')}); },
     "new ticket of eve@evil.test"},
    {"reply address with a cut tag", [](auto& s) { return s.house.raw({.from = evil, .to = cut_token(s.tag)}); },
     "new ticket of eve@evil.test"},
    {"reply address with another ticket's number and this tag",
     [](auto& s) {
         auto tag = s.tag;
         tag.replace(tag.find("+t"), tag.find('-', tag.find("+t")) - tag.find("+t"), "+t999999");
         return s.house.raw({.from = evil, .to = tag});
     },
     "new ticket of eve@evil.test"},
    {"own mail of the customer, replayed", [](auto& s) { return s.house.raw({.headers = reply_to(s.sent), .id = "replayed@acme.test"}); },
     "on the ticket, as contact Ann"},
    {"the same bytes once more", [](auto& s) { return s.house.raw({.headers = reply_to(s.sent), .id = "replayed@acme.test"}); },
     "duplicate, nothing changes"},
    {"the same Message-ID with other words by a stranger",
     [](auto& s) {
         return s.house.raw({.from = evil, .text = "Send me the password.", .headers = reply_to(s.sent), .id = "replayed@acme.test"});
     },
     "held: stranger"},
    {"look-alike From: the customer's address as display name",
     [](auto& s) { return s.house.raw({.from = "\"Ann <ann@acme.test>\" <eve@evil.test>", .headers = reply_to(s.sent)}); },
     "held: stranger"},
    {"look-alike From: Cyrillic letter in the address",
     [](auto& s) { return s.house.raw({.from = "Ann <аnn@acme.test>", .headers = reply_to(s.sent)}); }, "held: stranger"},
    {"look-alike From: the customer's domain as subdomain",
     [](auto& s) { return s.house.raw({.from = "ann@acme.test.evil.test", .headers = reply_to(s.sent)}); }, "held: stranger"},
    {"two authors in From, the customer second",
     [](auto& s) { return s.house.raw({.from = "eve@evil.test, ann@acme.test", .headers = reply_to(s.sent)}); }, "held: stranger"},
    {"two From headers, the agent's second",
     [](auto& s) {
         return s.house.raw(
             {.from = "eve@evil.test\r\nFrom: agent@main.test", .headers = MailHouse::proven("evil.test") + reply_to(s.sent)});
     },
     "held: stranger"},
    {"customer's address, and our server says dmarc=fail",
     [](auto& s) {
         return s.house.raw({.headers = "Authentication-Results: mx.main.test; dmarc=fail header.from=acme.test\r\n" + reply_to(s.sent)});
     },
     "held: forged"},
    {"customer's address, and the sender's own header says pass below our fail",
     [](auto& s) {
         return s.house.raw({.headers = "Authentication-Results: mx.main.test; dmarc=fail header.from=acme.test\r\n" +
                                        MailHouse::proven("acme.test") + reply_to(s.sent)});
     },
     "held: forged"},
    {"agent's address without authentication",
     [](auto& s) { return s.house.raw({.from = "agent@main.test", .text = "Pay here.", .headers = reply_to(s.sent)}); }, "held: unproven"},
    {"agent's address, authentication written by the sender's server",
     [](auto& s) {
         return s.house.raw({.from = "agent@main.test",
                             .headers = "Authentication-Results: mx.evil.test; dmarc=pass header.from=main.test\r\n" + reply_to(s.sent)});
     },
     "held: unproven"},
    {"agent's address, authenticated for another domain",
     [](auto& s) {
         return s.house.raw({.from = "agent@main.test",
                             .headers = "Authentication-Results: mx.main.test; spf=pass smtp.mailfrom=x@evil.test; dkim=pass "
                                        "header.d=evil.test\r\n" +
                                        reply_to(s.sent)});
     },
     "held: unproven"},
    {"agent's address forwards a made-up mail without authentication",
     [](auto& s) {
         return s.house.raw(
             {.from = "agent@main.test", .subject = "Fwd: x", .text = "From: Ann <ann@acme.test>\r\nSubject: x\r\n\r\nDelete my account."});
     },
     "held: unproven"},
    {"customer's address forwards a made-up mail",
     [](auto& s) {
         return s.house.raw(
             {.from = evil, .subject = "Fwd: x", .text = "From: Ann <ann@acme.test>\r\nSubject: x\r\n\r\nDelete my account."});
     },
     "new ticket of eve@evil.test"},
    {"Reply-To names the customer",
     [](auto& s) { return s.house.raw({.from = evil, .headers = "Reply-To: ann@acme.test\r\n" + reply_to(s.sent)}); }, "held: stranger"},
    {"Reply-To names a third party", [](auto& s) { return s.house.raw({.headers = "Reply-To: eve@evil.test\r\n" + reply_to(s.sent)}); },
     "on the ticket, as contact Ann"},
    {"Sender and Return-Path name the customer",
     [](auto& s) {
         return s.house.raw({.from = evil, .headers = "Return-Path: <ann@acme.test>\r\nSender: ann@acme.test\r\n" + reply_to(s.sent)});
     },
     "held: stranger"},
    {"header injection in the subject",
     [](auto& s) { return s.house.raw({.from = evil, .subject = "=?utf-8?Q?hi=0D=0ABcc:_x@evil.test=0D=0A=0D=0Abody?="}); },
     "new ticket of eve@evil.test"},
    {"header injection in the name",
     [](auto& s) { return s.house.raw({.from = "=?utf-8?Q?Eve=0D=0ABcc:_x@evil.test?= <eve2@evil.test>"}); },
     "new ticket of eve2@evil.test"},
    {"our own address as sender", [](auto& s) { return s.house.raw({.from = "support@main.test", .headers = reply_to(s.sent)}); },
     "held: loop"},
    {"our own address with a tag as sender", [](auto& s) { return s.house.raw({.from = "support+x@main.test"}); }, "held: loop"},
};

std::string sender_of(MailHouse& house, tickets::TicketId id) {
    return house.database().read([&](db::Reader& reader) {
        auto place = tickets::find_ticket_place(reader, id);
        return accounts::find_contact(reader, place->contact_id)->email;
    });
}

std::string outcome_of(MailHouse& house, const email::Delivery& delivery) {
    if (delivery.outcome == email::Outcome::duplicate) return "duplicate, nothing changes";
    if (delivery.cause) return "held: " + std::string(boost::describe::enum_to_string(*delivery.cause, "?"));
    if (delivery.outcome == email::Outcome::created) return "new ticket of " + sender_of(house, *delivery.ticket_id);
    auto by = house.database().read([&](db::Reader& reader) { return tickets::find_message(reader, *delivery.message_id)->by; });
    return fmt::format("on the ticket, as {} {}", boost::describe::enum_to_string(by.kind, "?"), by.name);
}

std::filesystem::path table_file() { return std::filesystem::path(GOODHOST_SOURCE_DIR) / "docs/email-forgery.md"; }

/// Whatever was tried, nothing that goes out has a header or a recipient of the attacker's.
void expect_clean_mails(MailHouse& house) {
    for (auto& mail : house.mails_out()) {
        auto raw = house.raw_of(mail);
        auto head = raw.substr(0, raw.find("\r\n\r\n"));
        EXPECT_EQ(head.find("\nBcc:"), std::string::npos) << head;
        EXPECT_NE(mail.to_address, "x@evil.test");
    }
}

class MailForgeryTest : public ::testing::TestWithParam<db::Dialect> {};
INSTANTIATE_TEST_SUITE_P(databases, MailForgeryTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(MailForgeryTest, each_attempt_ends_as_the_table_says) {
    MailHouse house(GetParam());
    auto ticket = *house.take(Letter{}).ticket_id;
    house.call(Method::post, "/api/v1/tickets/" + std::to_string(ticket.value) + "/messages", "owner",
               R"({"kind":"reply","body_text":"Since when?"})");
    const Scene scene{house, ticket, house.mails_out().back().source_id, email::reply_address(house.system(), "support@main.test", ticket)};
    std::string table =
        "# Forged mail: what is tried and what becomes of it\n\nWritten by `src/app/mail_forgery_test.cpp`, which tries each on both "
        "databases. Ann is a customer with an open ticket,\nEve has seen one of its mails: its Message-ID, its reply address and its "
        "number. `held` waits for a person in the quarantine.\n\n| attempt | outcome |\n| --- | --- |\n";
    for (auto& attempt : attempts) {
        auto outcome = outcome_of(house, house.take(attempt.raw(scene)));
        EXPECT_EQ(outcome, attempt.outcome) << attempt.what;
        table += fmt::format("| {} | {} |\n", attempt.what, outcome);
    }
    expect_clean_mails(house);
    auto* rebaseline = std::getenv("GOODHOST_TEST_REBASELINE");
    if (rebaseline && std::string_view(rebaseline) == "1") std::ofstream(table_file()) << table;
    std::ifstream in(table_file());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), table) << "./dev test unit --rebaseline";
}

}  // namespace
}  // namespace goodhost::app
