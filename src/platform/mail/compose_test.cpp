#include "platform/mail/compose.hpp"

#include <gtest/gtest.h>

#include <random>

namespace goodhost::mail {
namespace {

Outgoing example() {
    Outgoing mail;
    mail.from = {"Kundendienst, Müller & Söhne", "desk@brand.example"};
    mail.to = {{"김민준", "kim@customer.example"}, {"", "plain@customer.example"}};
    mail.cc = {{"O\"Brien", "o@customer.example"}};
    mail.subject = "도메인 갱신 안내: your domain müller.example will be renewed next week, nothing needs to be done [#1042]";
    mail.message_id = "t1042.abc@brand.example";
    mail.in_reply_to = "q@customer.example";
    mail.references = {"first@customer.example", "q@customer.example"};
    mail.date_unix = 1772325000;
    mail.text = "Hello,\n\nall is well. Größe: 5 €\n.\nFrom here on\n";
    mail.html = "<p>Hello, <b>all</b> is well. <img src=\"cid:logo@brand\"></p>";
    mail.files = {{"Rechnung März 2026 – mit einem sehr langen Namen, der nicht in eine Zeile passt.pdf", "application/pdf",
                   std::string("%PDF\0\r\n", 7), ""},
                  {"logo.png", "image/png", "PNG", "logo@brand"}};
    return mail;
}

TEST(Compose, what_goes_out_is_what_is_read_back) {
    const auto mail = example();
    const auto raw = compose(mail);
    const auto read = parse(raw);
    EXPECT_EQ(read.from.at(0).name, mail.from.name);
    EXPECT_EQ(read.from.at(0).address, mail.from.address);
    ASSERT_EQ(read.to.size(), 2u);
    EXPECT_EQ(read.to[0].name, "김민준");
    EXPECT_EQ(read.cc.at(0).name, "O\"Brien");
    EXPECT_EQ(read.subject, mail.subject);
    EXPECT_EQ(read.message_id, mail.message_id);
    EXPECT_EQ(read.in_reply_to.at(0), mail.in_reply_to);
    EXPECT_EQ(read.references, mail.references);
    EXPECT_EQ(read.date_unix, mail.date_unix);
    EXPECT_EQ(read.text_body, mail.text);
    EXPECT_EQ(read.html_body, mail.html);
    ASSERT_EQ(read.attachments.size(), 2u);
    EXPECT_TRUE(read.attachments[0].is_inline_image);
    EXPECT_EQ(read.attachments[1].filename, mail.files[0].filename);
    EXPECT_EQ(read.attachments[1].content, mail.files[0].content);
    EXPECT_TRUE(read.defects.empty());
    EXPECT_EQ(compose(mail), raw);
}

void expect_clean(const std::string& raw) {
    std::size_t at = 0;
    while (at < raw.size()) {
        auto end = raw.find("\r\n", at);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - at, 998u);
        for (std::size_t i = at; i < end; ++i)
            ASSERT_TRUE(static_cast<unsigned char>(raw[i]) < 127 && raw[i] != '\n' && raw[i] != '\r') << i;
        at = end + 2;
    }
}

TEST(Compose, lines_are_short_and_seven_bit) {
    auto mail = example();
    mail.subject = std::string(3000, 'x');
    mail.html += std::string(5000, 'y');
    expect_clean(compose(mail));
    EXPECT_EQ(parse(compose(mail)).subject, mail.subject);
}

TEST(Compose, no_field_can_add_a_header_or_a_recipient) {
    const std::string evil = "x\r\nBcc: evil@x.example\r\n\r\nbody\n";
    auto mail = example();
    mail.from.name = mail.to[0].name = mail.subject = evil;
    mail.to.push_back({"", "a@b.example\r\nBcc: evil@x.example"});
    mail.to.push_back({"", "a@b.example, evil@x.example"});
    mail.to.push_back({"", "a@b.example> <evil@x.example"});
    mail.message_id = "id>\r\nBcc: <evil@x.example";
    mail.references = {"r@x\r\nBcc: evil@x.example"};
    mail.headers = {{"X-Brand", evil}, {"Bcc", "evil@x.example"}, {"X: y\r\nBcc", "evil@x.example"}, {"Content-Type", "text/html"}};
    mail.files[0].filename = mail.files[0].content_type = mail.files[1].content_id = evil;
    const auto raw = compose(mail);
    expect_clean(raw);
    const auto read = parse(raw);
    EXPECT_EQ(find_header(read, "Bcc"), nullptr);
    EXPECT_EQ(read.to.size(), 2u);
    EXPECT_TRUE(read.message_id.empty());
    EXPECT_EQ(read.content_type, "multipart/mixed");
    EXPECT_EQ(header_value(read, "X-Brand"), "x  Bcc: evil@x.example    body");
}

TEST(Compose, plain_mail_has_one_part_and_notices_say_so) {
    Outgoing mail;
    mail.from = {"", "desk@brand.example"};
    mail.to = {{"", "kim@bücher.example"}};
    mail.subject = "Hello";
    mail.text = "Hi";
    mail.automation = Automation::auto_replied;
    const auto read = parse(compose(mail));
    EXPECT_EQ(read.content_type, "text/plain");
    EXPECT_EQ(read.to.at(0).address, "kim@xn--bcher-kva.example");
    EXPECT_EQ(header_value(read, "Auto-Submitted"), "auto-replied");
    EXPECT_EQ(header_value(read, "X-Auto-Response-Suppress"), "DR, RN, OOF, AutoReply");
    mail.text.clear();
    mail.html = "<p>Only <b>HTML</b></p>";
    EXPECT_EQ(parse(compose(mail)).text_body, "Only HTML");
}

TEST(Compose, references_keep_first_and_last) {
    std::vector<std::string> ids;
    for (int i = 0; i < 100; ++i) ids.push_back("message-number-" + std::to_string(i) + "@brand.example");
    const auto capped = cap_references(ids);
    EXPECT_EQ(capped.front(), ids.front());
    EXPECT_EQ(capped.back(), ids.back());
    std::size_t length = 0;
    for (const auto& id : capped) length += id.size() + 3;
    EXPECT_LE(length, 900u);
    EXPECT_GT(length, 800u);
}

TEST(Compose, any_text_survives_the_way) {
    std::mt19937 random(11);
    const std::string_view words[] = {"a", " ", "é", "한글", "=?", "?=", "=", "\"", "\\", "<",
                                      ",", "💡", ".", "--",   "=_", ":",  ";", "'",  "*",  "%"};
    for (int round = 0; round < 500; ++round) {
        Outgoing mail = example();
        std::string text;
        for (unsigned n = random() % 60; n > 0; --n) text += words[random() % std::size(words)];
        mail.subject = "x" + text + "x";
        mail.to[0].name = "n" + text + "n";
        mail.files[0].filename = "f" + text + "f";
        const auto read = parse(compose(mail));
        EXPECT_EQ(read.subject, mail.subject);
        EXPECT_EQ(read.attachments.at(1).filename, mail.files[0].filename);
        EXPECT_EQ(read.to.size(), 2u);
        EXPECT_EQ(read.to[0].address, "kim@customer.example");
    }
}

}  // namespace
}  // namespace goodhost::mail
