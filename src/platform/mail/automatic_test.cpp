#include "platform/mail/automatic.hpp"

#include <gtest/gtest.h>

namespace goodhost::mail {
namespace {

AutomaticMail of(std::string_view headers) { return read_automatic(parse("From: a@b.example\r\n" + std::string(headers) + "\r\n\r\nx")); }

TEST(Automatic, headers_of_programmes_are_known) {
    EXPECT_FALSE(of("Subject: My site is down").is_auto_generated);
    EXPECT_FALSE(of("Auto-Submitted: no").is_auto_generated);
    EXPECT_TRUE(of("AUTO-SUBMITTED: Auto-Generated (cron)").is_auto_generated);
    EXPECT_TRUE(of("Auto-Submitted: auto-replied").is_auto_reply);
    EXPECT_TRUE(of("Precedence: bulk").is_auto_generated);
    EXPECT_TRUE(of("Precedence: auto_reply").is_auto_reply);
    EXPECT_TRUE(of("List-Id: <x.example>").is_list);
    EXPECT_TRUE(of("X-Auto-Response-Suppress: All").is_auto_generated);
    EXPECT_EQ(of("X-FC-Machinegenerated: true").cause, "X-FC-Machinegenerated");
    EXPECT_TRUE(of("Return-Path: <>").is_auto_generated);
    EXPECT_TRUE(read_automatic(parse("From: Mail Delivery <MAILER-DAEMON@x.example>\r\n\r\n")).is_auto_generated);
    EXPECT_TRUE(read_automatic(parse("Subject: nobody\r\n\r\n")).is_auto_generated);
}

TEST(Automatic, absence_is_told_from_the_subject_in_many_languages) {
    for (auto subject : {"Out of Office: Your mail", "Automatische Antwort: Anfrage", "자동 응답: 문의", "Ateb awtomatig: helo",
                         "Avtomatik javob: savol", "স্বয়ংক্রিয় উত্তর: প্রশ্ন"})
        EXPECT_TRUE(of("Subject: " + std::string(subject)).is_auto_reply) << subject;
    EXPECT_FALSE(of("Subject: Please stop the automatic reply on my account").is_auto_reply);
}

TEST(Automatic, loops_show_in_the_number_of_hops) {
    std::string headers = "Subject: x";
    for (int i = 0; i < 45; ++i) headers += "\r\nReceived: from a by b";
    EXPECT_TRUE(of(headers).is_loop);
    EXPECT_EQ(of(headers).hops, 45);
}

TEST(Automatic, machine_addresses_are_known) {
    for (auto address : {"MAILER-DAEMON@x.example", "no-reply@x.example", "bounces+12@x.example", "abuse@x.example", "@x.example", ""})
        EXPECT_TRUE(is_machine_address(address)) << address;
    EXPECT_FALSE(is_machine_address("rootsman@x.example"));
}

}  // namespace
}  // namespace goodhost::mail
