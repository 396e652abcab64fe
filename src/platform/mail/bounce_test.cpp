#include "platform/mail/bounce.hpp"

#include <gtest/gtest.h>

#include "platform/mail/bounce_reason.hpp"

namespace goodhost::mail {
namespace {

Message report(std::string_view fields, std::string_view words = "Your mail could not be delivered.") {
    return parse(
        "From: MAILER-DAEMON@mx.example\r\nTo: us@desk.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\n" +
        std::string(words) + "\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n" +
        std::string(fields) +
        "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <orig@desk.example>\r\nSubject: Renewal\r\n"
        "References: <first@desk.example>\r\nTo: gone@x.example\r\n--b--\r\n");
}

Message notice(std::string_view from, std::string_view subject, std::string_view text) {
    return parse("From: " + std::string(from) + "\r\nTo: us@desk.example\r\nSubject: " + std::string(subject) + "\r\n\r\n" +
                 std::string(text));
}

TEST(Bounce, standard_report_is_read) {
    auto bounce =
        read_bounce(report("Final-Recipient: rfc822; gone@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.x.example\r\n"
                           "Diagnostic-Code: smtp; 550 5.1.1 <gone@x.example>:\r\n Recipient address rejected: User unknown\r\n"));
    ASSERT_TRUE(bounce.is_bounce && bounce.is_delivery_report);
    ASSERT_EQ(bounce.recipients.size(), 1u);
    const auto& r = bounce.recipients[0];
    EXPECT_EQ(r.recipient, "gone@x.example");
    EXPECT_EQ(r.kind, BounceKind::hard);
    EXPECT_EQ(r.reason, "user_unknown");
    EXPECT_EQ(r.status, "5.1.1");
    EXPECT_EQ(r.status_class, "5");
    EXPECT_EQ(r.reply_code, "550");
    EXPECT_EQ(r.remote_mta, "mx.x.example");
    EXPECT_EQ(bounce.original_message_id, "orig@desk.example");
    EXPECT_EQ(bounce.original_subject, "Renewal");
    EXPECT_EQ(bounce.original_references.size(), 1u);
}

TEST(Bounce, full_boxes_delays_and_successes_are_no_dead_addresses) {
    auto kind = [](std::string_view fields) { return read_bounce(report(fields)).recipients.at(0); };
    EXPECT_EQ(kind("Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.2.2\r\n").reason, "mailbox_full");
    EXPECT_EQ(kind("Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.2.2\r\n").kind, BounceKind::soft);
    EXPECT_EQ(kind("Final-Recipient: rfc822; a@x.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n").kind, BounceKind::soft);
    EXPECT_EQ(kind("Final-Recipient: rfc822; a@x.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n").kind, BounceKind::delivered);
    EXPECT_FALSE(read_bounce(report("Final-Recipient: rfc822; a@x.example\r\nAction: relayed\r\nStatus: 2.0.0\r\n")).is_bounce);
}

TEST(Bounce, notes_that_follow_no_standard_are_read) {
    auto exim =
        read_bounce(notice("Mailer-Daemon@mx.example", "Mail delivery failed: returning message to sender",
                           "A message that you sent could not be delivered to one or more of its recipients.\n"
                           "The following address(es) failed:\n\n  gone@x.example\n    SMTP error from remote mail server after RCPT "
                           "TO:<gone@x.example>:\n    550 No such user here\n\n------ This is a copy of the message ------\n\n"
                           "Return-path: <us@desk.example>\nMessage-ID: <m1@desk.example>\nTo: gone@x.example\n\nHello other@y.example\n"));
    ASSERT_EQ(exim.recipients.size(), 1u);
    EXPECT_EQ(exim.recipients[0].recipient, "gone@x.example");
    EXPECT_EQ(exim.recipients[0].kind, BounceKind::hard);
    EXPECT_EQ(exim.original_message_id, "m1@desk.example");
    auto qmail =
        read_bounce(notice("MAILER-DAEMON@mx.example", "failure notice",
                           "Hi. This is the qmail-send program.\n\n<a@x.example>:\n192.0.2.1 does not like recipient.\n552 5.2.2 mailbox "
                           "full\n\n<b@x.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n"));
    ASSERT_EQ(qmail.recipients.size(), 2u);
    EXPECT_EQ(qmail.recipients[0].reason, "mailbox_full");
    EXPECT_EQ(qmail.recipients[1].kind, BounceKind::hard);
}

TEST(Bounce, people_who_write_about_bounces_are_no_bounces) {
    EXPECT_FALSE(read_bounce(notice("kim@customer.example", "Mail delivery failed - help!",
                                    "My mail could not be delivered, I get: user unknown <x@y.example>"))
                     .is_bounce);
    EXPECT_FALSE(
        read_bounce(notice("kim@customer.example", "Fwd: Undelivered Mail Returned to Sender", "see below\n> 550 user unknown")).is_bounce);
    EXPECT_FALSE(read_bounce(notice("kim@customer.example", "Hello", "")).is_bounce);
}

TEST(Bounce, words_are_judged_before_codes) {
    EXPECT_EQ(reason_of_words("550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"), "blocked");
    EXPECT_EQ(reason_of_words("550 5.7.26 This mail is unauthenticated: DMARC policy of x.example"), "authentication");
    EXPECT_EQ(reason_of_words("no such\n  user here"), "user_unknown");
    EXPECT_EQ(reason_of_words("<spam@virus.example>: mailbox is full"), "mailbox_full");
    EXPECT_EQ(reason_of_status("5.1.2"), "host_unknown");
    EXPECT_EQ(find_status("host 10.5.1.1 said 550 5.1.1 gone"), "5.1.1");
    EXPECT_EQ(find_status("version 4.2.0.58"), "");
    EXPECT_EQ(find_reply_code("said: 550-5.1.1 x"), "550");
    EXPECT_TRUE(has_words("host mx.example not found", "host*not found"));
}

TEST(Bounce, abuse_reports_are_complaints) {
    auto message = parse(
        "From: fbl@isp.example\r\nSubject: FW: Offer\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
        "--b\r\n\r\nAn abuse report\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
        "Original-Rcpt-To: <kim@isp.example>\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: "
        "<o@desk.example>\r\n\r\nx\r\n--b--\r\n");
    auto feedback = read_feedback(message);
    EXPECT_TRUE(feedback.is_complaint);
    EXPECT_EQ(feedback.feedback_type, "abuse");
    EXPECT_EQ(feedback.recipient, "kim@isp.example");
    EXPECT_EQ(feedback.original_message_id, "o@desk.example");
    EXPECT_FALSE(read_bounce(message).is_bounce);
}

}  // namespace
}  // namespace goodhost::mail
