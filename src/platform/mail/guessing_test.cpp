#include <gtest/gtest.h>

#include "platform/mail/message.hpp"

namespace goodhost::mail {
namespace {

constexpr std::string_view unlabelled =
    "From: J\xfcrgen <j@example.org>\r\nSubject: Fr\xf6sche\r\n\r\nFr\xf6sche und \xfc"
    "ble Dinge\r\n";

TEST(Guessing, a_reader_sees_the_likeliest_letters) {
    auto message = parse(unlabelled);
    EXPECT_EQ(message.subject, "Frösche");
    EXPECT_EQ(message.from[0].name, "Jürgen");
    EXPECT_EQ(message.text_body, "Frösche und üble Dinge\n");
}

TEST(Guessing, single_bytes_prove_nothing) {
    auto message = parse(unlabelled, {.guessing = Guessing::sure});
    EXPECT_EQ(message.subject, "Fr\uFFFDsche");
    EXPECT_EQ(message.text_body, "Fr\uFFFDsche und \uFFFDble Dinge\n");
}

TEST(Guessing, bytes_in_a_row_are_detected_either_way) {
    // EUC-KR without a label.
    constexpr std::string_view korean =
        "Subject: x\r\n\r\n\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4. \xbc\xad\xb9\xf6\xb0\xa1 \xb4\xd9\xbf\xee\r\n";
    EXPECT_EQ(parse(korean).text_body, "안녕하세요. 서버가 다운\n");
    EXPECT_EQ(parse(korean, {.guessing = Guessing::sure}).text_body, "안녕하세요. 서버가 다운\n");
}

TEST(Mending, regression_words_behind_a_boundary_without_an_empty_line_are_kept) {
    auto message = parse("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nHello there,\r\nsee below\r\n--b--\r\n");
    EXPECT_NE(message.text_body.find("Hello there,\nsee below"), std::string::npos);
    EXPECT_FALSE(message.defects.empty());
}

TEST(Mending, words_behind_headers_without_an_empty_line_are_kept) {
    auto message =
        parse("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain;\n charset=utf-8\nMy site is down\n--b--\n");
    EXPECT_EQ(message.text_body, "My site is down");
    ASSERT_EQ(message.structure.size(), 2u);
    EXPECT_EQ(message.structure[1].type, "text/plain");
}

TEST(Mending, headers_without_a_body_are_no_part) {
    auto message = parse("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b\n\nwords\n--b--\n");
    EXPECT_EQ(message.structure.size(), 2u);
    EXPECT_EQ(message.text_body, "words");
}

TEST(Mending, what_stands_behind_the_closing_boundary_is_left_alone) {
    auto message = parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b--\nno header here\n");
    EXPECT_EQ(message.text_body, "words");
    EXPECT_TRUE(message.defects.empty());
}

TEST(Mending, a_torn_message_is_shown_and_kept) {
    auto message = parse("Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n");
    EXPECT_EQ(message.text_body, "words\n");
    ASSERT_EQ(message.attachments.size(), 1u);
    EXPECT_EQ(message.attachments[0].content, "words\n");
}

}  // namespace
}  // namespace goodhost::mail
