#include "platform/mail/forward.hpp"

#include <gtest/gtest.h>

namespace goodhost::mail {
namespace {

Message mail_of(std::string subject, std::string text) {
    Message message;
    message.subject = std::move(subject);
    message.text_body = std::move(text);
    return message;
}

TEST(Forward, the_block_of_a_client_names_the_author) {
    auto forward =
        read_forward(mail_of("Fwd: Site down",
                             "Can somebody look?\n\n---------- Forwarded message ---------\nFrom: Ann Lee <ann@acme.test>\n"
                             "Date: Mon, 2 Mar 2026 at 10:00\nSubject: Site down\nTo: <me@host.test>\n\nNothing loads.\n\nAnn\n"));
    ASSERT_TRUE(forward);
    EXPECT_EQ(forward->from.name, "Ann Lee");
    EXPECT_EQ(forward->from.address, "ann@acme.test");
    EXPECT_EQ(forward->subject, "Site down");
    EXPECT_EQ(forward->text, "Nothing loads.\n\nAnn");
    EXPECT_EQ(forward->before, "Can somebody look?");
}

TEST(Forward, labels_of_many_languages_are_known) {
    for (auto [from, subject] : {std::pair{"Von:", "Betreff:"},
                                 {"보낸 사람:", "제목:"},
                                 {"Oddi wrth:", "Pwnc:"},
                                 {"Kimdan:", "Mavzu:"},
                                 {"প্রেরক:", "বিষয়:"},
                                 {"*From:*", "*Subject:*"},
                                 {"От:", "Тема:"}}) {
        auto forward =
            read_forward(mail_of("FW: x", std::string("\n") + from + " Ann <ann@acme.test>\n" + subject + " Broken\n\nIt is broken.\n"));
        ASSERT_TRUE(forward) << from;
        EXPECT_EQ(forward->from.address, "ann@acme.test") << from;
        EXPECT_EQ(forward->subject, "Broken") << from;
        EXPECT_EQ(forward->text, "It is broken.") << from;
    }
}

TEST(Forward, an_answer_with_a_quotation_is_none) {
    EXPECT_FALSE(read_forward(mail_of("Re: Site down", "Done.\n\nFrom: Ann <ann@acme.test>\nSubject: Site down\n\nNothing loads.\n")));
    EXPECT_FALSE(read_forward(mail_of("Fwd: look", "From: where I stand\nthis looks odd\n")));
}

TEST(Forward, an_attached_message_is_the_original) {
    auto message = parse(
        "From: me@host.test\nSubject: Fwd: Help\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nPlease take this.\n--b\n"
        "Content-Type: message/rfc822\n\nFrom: Ann <ann@acme.test>\nSubject: Help\n\nIt burns.\n--b--\n");
    auto forward = read_forward(message);
    ASSERT_TRUE(forward);
    EXPECT_EQ(forward->from.address, "ann@acme.test");
    EXPECT_EQ(forward->subject, "Help");
    EXPECT_EQ(forward->text, "It burns.");
}

}  // namespace
}  // namespace goodhost::mail
