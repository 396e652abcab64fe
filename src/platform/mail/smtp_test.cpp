#include "platform/mail/smtp.hpp"

#include <gtest/gtest.h>

#include "platform/core/problem.hpp"

namespace goodhost::mail {
namespace {

using namespace std::chrono_literals;

struct Case {
    const char* line;
    ReplyClass reply_class;
    const char* status;
};

TEST(SmtpReplyTest, a_reply_is_classed_by_code_and_enhanced_status) {
    const Case cases[] = {
        {"250 2.0.0 Ok: queued as 4F2", ReplyClass::accepted, "2.0.0"},
        {"250 queued", ReplyClass::accepted, ""},
        {"550 5.1.1 <x@y.test>: User unknown", ReplyClass::refused, "5.1.1"},
        {"550 no such user", ReplyClass::refused, ""},
        {"554 5.7.1 Spam", ReplyClass::refused, "5.7.1"},
        {"450 4.2.0 Greylisted", ReplyClass::later, "4.2.0"},
        {"421 4.7.0 Try again later", ReplyClass::later, "4.7.0"},
        {"552 5.2.2 Mailbox full", ReplyClass::later, "5.2.2"},
        {"535 5.7.8 Authentication failed", ReplyClass::login, "5.7.8"},
        {"530 5.7.0 Must issue a STARTTLS command first", ReplyClass::login, "5.7.0"},
        {"550 5.1 cut", ReplyClass::refused, ""},
        {"550 5..1 odd", ReplyClass::refused, ""},
        {"", ReplyClass::unreached, ""},
        {"x", ReplyClass::unreached, ""},
    };
    for (auto& one : cases) {
        auto reply = read_reply(one.line);
        EXPECT_EQ(reply.reply_class, one.reply_class) << one.line;
        EXPECT_EQ(reply.status, one.status) << one.line;
    }
}

TEST(SmtpReplyTest, the_pause_grows_and_depends_on_the_reason) {
    auto pause = [](std::string_view line, std::int64_t attempts) { return pause_after(read_reply(line), attempts); };
    EXPECT_EQ(pause("450 4.2.0 Greylisted", 1), 5min);
    EXPECT_EQ(pause("450 4.2.0 Greylisted", 3), 20min);
    EXPECT_EQ(pause("450 4.2.0 Greylisted", 99), 4h);
    EXPECT_EQ(pause("452 4.2.2 Mailbox full", 1), 30min);
    EXPECT_EQ(pause("452 4.2.2 Mailbox full", 9), 6h);
    EXPECT_EQ(pause("421 too many", 1), 1min);
    EXPECT_EQ(pause_after({}, 1), 30s);
    EXPECT_EQ(pause_after({}, 20), 30min);
    EXPECT_EQ(pause("535 5.7.8 no", 1), 5min);
}

TEST(SmtpRelayTest, a_url_says_host_port_login_and_how_it_is_encrypted) {
    auto plain = relay_of_url("smtp://mail.test");
    EXPECT_EQ(plain.host, "mail.test");
    EXPECT_EQ(plain.port, 25);
    EXPECT_EQ(plain.security, Security::offered);
    auto login = relay_of_url("smtp://us%40er:p%3Aw@mail.test:587");
    EXPECT_EQ(login.username, "us@er");
    EXPECT_EQ(login.password, "p:w");
    EXPECT_EQ(login.port, 587);
    EXPECT_EQ(login.security, Security::starttls);
    EXPECT_EQ(relay_of_url("smtps://mail.test/").port, 465);
    EXPECT_EQ(relay_of_url("smtp://[::1]:2525").host, "::1");
    EXPECT_EQ(relay_of_url("smtp://[::1]:2525").port, 2525);
    for (auto wrong : {"http://x", "smtp://", "smtp://x:0", "smtp://x:99999", ""}) EXPECT_THROW(relay_of_url(wrong), Problem) << wrong;
}

}  // namespace
}  // namespace goodhost::mail
