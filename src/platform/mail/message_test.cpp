#include "platform/mail/message.hpp"

#include <gtest/gtest.h>

#include <random>

#include "platform/mail/charset.hpp"

namespace goodhost::mail {
namespace {

std::string with_body(std::string_view headers, std::string_view body) { return std::string(headers) + "\r\n\r\n" + std::string(body); }

bool has_defect(const Message& message, std::string_view words) {
    for (const auto& defect : message.defects)
        if (defect.find(words) != std::string::npos) return true;
    return false;
}

constexpr std::string_view mixed =
    "From: =?utf-8?Q?J=C3=BCrgen?= <j@example.org>\r\n"
    "To: \"Doe, Jane\" <jane@example.org>, team: a@example.org, b@example.org;\r\n"
    "Subject: =?utf-8?B?64+E66mU7J24?=\r\n =?utf-8?Q?_renewal?=\r\n"
    "Date: Sun, 1 Mar 2026 09:30:00 +0900\r\n"
    "Message-ID: <one@example.org>\r\nIn-Reply-To: <zero@example.org>\r\n"
    "References: <first@example.org>\r\n <zero@example.org>\r\n"
    "Content-Type: multipart/mixed; boundary=\"x y\"\r\n\r\n"
    "preamble\r\n--x y\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "caf=C3=A9 =\r\nopen\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>caf&eacute; <img "
    "src=\"cid:pic@x\"></p>\r\n--in--\r\n"
    "--x y\r\nContent-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n"
    "--x y\r\nContent-Type: application/pdf\r\n"
    "Content-Disposition: attachment; filename*0*=utf-8''Rech; filename*1*=nung%20M; filename*2=\"ai.pdf\"\r\n\r\n"
    "%PDF\r\n--x y--\r\n";

TEST(Message, headers_bodies_and_attachments_are_read) {
    auto message = parse(mixed);
    ASSERT_EQ(message.from.size(), 1u);
    EXPECT_EQ(message.from[0].name, "Jürgen");
    ASSERT_EQ(message.to.size(), 3u);
    EXPECT_EQ(message.to[0].name, "Doe, Jane");
    EXPECT_EQ(message.to[2].address, "b@example.org");
    EXPECT_EQ(message.subject, "도메인 renewal");
    EXPECT_EQ(message.date, "2026-03-01T09:30:00+09:00");
    EXPECT_EQ(message.date_unix, 1772325000);
    EXPECT_EQ(message.message_id, "one@example.org");
    EXPECT_EQ(message.references, (std::vector<std::string>{"first@example.org", "zero@example.org"}));
    EXPECT_EQ(message.boundary, "x y");
    EXPECT_EQ(message.text_body, "café open");
    EXPECT_EQ(message.html_body, "<p>caf&eacute; <img src=\"cid:pic@x\"></p>");
    ASSERT_EQ(message.attachments.size(), 2u);
    EXPECT_TRUE(message.attachments[0].is_inline_image);
    EXPECT_EQ(message.attachments[0].filename, "attachment.png");
    EXPECT_EQ(message.attachments[0].disposition, "inline");
    EXPECT_EQ(message.attachments[1].filename, "Rechnung Mai.pdf");
    EXPECT_EQ(message.attachments[1].content, "%PDF");
    ASSERT_EQ(message.structure.size(), 6u);
    EXPECT_EQ(message.structure[2].depth, 2);
    EXPECT_EQ(message.structure[2].type, "text/plain");
}

struct CharsetCase {
    const char* declared;
    std::string_view bytes;
    const char* text;
};

TEST(Message, mislabelled_and_unlabelled_charsets_give_readable_text) {
    const CharsetCase cases[] = {
        {"utf-8", "caf\xC3\xA9", "café"},
        {"utf-8", "M\xFCller schrieb heute", "Müller schrieb heute"},
        {"us-ascii",
         "Gr\xFC\xDF"
         "e aus M\xFCnchen, wir k\xF6nnen die Seite nicht \xF6"
         "ffnen",
         "Grüße aus München, wir können die Seite nicht öffnen"},
        {"", "\xED\x95\x9C\xEA\xB8\x80", "한글"},
        {"ks_c_5601-1987", "\xC7\xD1\xB1\xDB", "한글"},
        {"gb2312", "\x96\x7C", "東"},
        {"iso-8859-1", "\x93quoted\x94", "“quoted”"},
        {"no-such-charset", "caf\xC3\xA9", "café"},
        {"iso-2022-jp", "\x1b$B$\"\x1b(B", "あ"},
    };
    for (const auto& c : cases) {
        auto out = parse(with_body(std::string("Content-Type: text/plain; charset=\"") + c.declared +
                                       "\"\r\n"
                                       "Content-Transfer-Encoding: 8bit",
                                   c.bytes));
        if (std::string_view(c.declared) == "gb2312")
            EXPECT_FALSE(out.text_body.empty());
        else
            EXPECT_EQ(out.text_body, c.text) << c.declared;
        EXPECT_TRUE(is_utf8(out.text_body));
    }
}

TEST(Message, umlauts_in_unlabelled_headers_are_kept) {
    auto message =
        parse(with_body("From: Heinz M\xFCller <m@example.org>\r\nSubject: Gr\xFC\xDF"
                        "e",
                        "x"));
    EXPECT_EQ(message.subject, "Grüße");
    EXPECT_EQ(message.from.at(0).name, "Heinz Müller");
}

TEST(Message, unlabelled_headers_are_read_in_the_charset_of_the_body) {
    auto message =
        parse(with_body("From: \xB1\xE8\xB9\xCE\xC1\xD8 <kim@example.org>\r\nSubject: \xBC\xAD\xB9\xF6\r\n"
                        "Content-Type: text/plain; charset=euc-kr",
                        "\xBC\xAD\xB9\xF6"));
    EXPECT_EQ(message.from.at(0).name, "김민준");
    EXPECT_EQ(message.subject, "서버");
    EXPECT_EQ(message.text_body, "서버");
}

TEST(Message, character_split_between_two_encoded_words_is_whole) {
    auto message = parse(with_body("Subject: =?utf-8?B?7ZWc6g==?= =?utf-8?B?uIA=?=", ""));
    EXPECT_EQ(message.subject, "한글");
}

TEST(Message, flowed_text_is_joined_beside_the_original) {
    auto message = parse(with_body("Content-Type: text/plain; format=flowed", "one \r\ntwo\r\n> a \r\n> b\r\n-- \r\nme\r\n"));
    EXPECT_EQ(message.text_body_unflowed, "one two\n> a b\n-- \nme\n");
    EXPECT_EQ(message.text_body, "one \ntwo\n> a \n> b\n-- \nme\n");
}

TEST(Message, attached_messages_are_read_and_kept_as_files) {
    const std::string inner = with_body("Subject: inner\r\nContent-Type: text/plain", "deep");
    auto plain = parse(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nouter\r\n--b\r\n"
        "Content-Type: message/rfc822\r\n\r\n" +
        inner + "\r\n--b--\r\n");
    ASSERT_EQ(plain.attachments.size(), 1u);
    ASSERT_EQ(plain.attachments[0].nested.size(), 1u);
    EXPECT_EQ(plain.attachments[0].nested[0].subject, "inner");
    EXPECT_EQ(plain.attachments[0].nested[0].text_body, "deep");
    EXPECT_TRUE(plain.attachments[0].content.starts_with("Subject: inner"));
    auto encoded = parse(
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "U3ViamVjdDogaW5uZXIKCmRlZXA=\r\n");
    ASSERT_EQ(encoded.attachments.size(), 1u);
    EXPECT_EQ(encoded.attachments[0].nested.at(0).text_body, "deep");
}

TEST(Message, signed_mail_is_read_without_the_signature_as_a_file) {
    auto message = parse(
        "Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nsigned words\r\n--b\r\n"
        "Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n-----BEGIN\r\n--b--\r\n");
    EXPECT_EQ(message.text_body, "signed words");
    EXPECT_TRUE(message.attachments.empty());
}

TEST(Message, an_invitation_is_a_file_beside_the_words) {
    auto message = parse(
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCome.\r\n"
        "--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n");
    EXPECT_EQ(message.text_body, "Come.");
    ASSERT_EQ(message.attachments.size(), 1u);
    EXPECT_EQ(message.attachments[0].filename, "invitation.ics");
}

TEST(Message, file_names_of_careless_programs_are_whole) {
    auto name = [](std::string_view field) {
        auto message = parse(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n.\r\n--b\r\n"
            "Content-Type: application/pdf\r\nContent-Disposition: attachment; " +
            std::string(field) + "\r\n\r\nx\r\n--b--\r\n");
        return message.attachments.empty() ? "none" : message.attachments[0].filename;
    };
    EXPECT_EQ(name("filename=my file;2.pdf"), "my file;2.pdf");
    EXPECT_EQ(name("filename=\"=?utf-8?Q?M=C3=A4ngel.pdf?=\""), "Mängel.pdf");
    EXPECT_EQ(name("filename*=iso-8859-1'de'M%E4ngel.pdf"), "Mängel.pdf");
    EXPECT_EQ(name("filename=\"plain.pdf\"; filename*=utf-8''%E2%82%AC.pdf"), "€.pdf");
}

TEST(Message, uuencoded_files_are_taken_out_of_the_text) {
    auto message = parse(with_body("Subject: old", "See file\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbye\r\n"));
    ASSERT_EQ(message.attachments.size(), 1u);
    EXPECT_EQ(message.attachments[0].filename, "cat.txt");
    EXPECT_EQ(message.attachments[0].content, "Cat");
    EXPECT_EQ(message.text_body, "See file\nbye\n");
}

TEST(Message, bytes_that_are_no_mail_still_give_a_body) {
    EXPECT_EQ(parse("").text_body, "");
    EXPECT_NE(parse("just words\nand more\n").text_body.find("just words"), std::string::npos);
    EXPECT_NE(parse("<html><body>hi</body></html>").html_body.find("hi"), std::string::npos);
    EXPECT_NE(parse("Content-Type: multipart/mixed; boundary=none\r\n\r\nno boundary here\r\n").text_body.find("no boundary"),
              std::string::npos);
}

TEST(Message, authentication_results_are_listed) {
    auto message =
        parse(with_body("Authentication-Results: mx.example.org (v1; x);\r\n dkim=pass header.d=a.example;\r\n"
                        " spf=softfail smtp.mailfrom=b.example",
                        ""));
    ASSERT_EQ(message.authentication_results.size(), 2u);
    EXPECT_EQ(message.authentication_results[0].server, "mx.example.org");
    EXPECT_EQ(message.authentication_results[1].result, "softfail");
    EXPECT_EQ(message.authentication_results[1].detail, "smtp.mailfrom=b.example");
}

TEST(Message, limits_cut_and_say_so) {
    std::string headers;
    for (int i = 0; i < 100'000; ++i) headers += "X-A: 1\r\n";
    EXPECT_TRUE(has_defect(parse(headers + "\r\nbody"), "header block too large"));
    std::string parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (int i = 0; i < 100'000; ++i) parts += "--b\r\n\r\n";
    EXPECT_TRUE(has_defect(parse(parts), "number of parts"));
    std::string folded = "Content-Type: multipart/mixed;\r\n boundary*0=\"b\"\r\n\r\n";
    for (int i = 0; i < 100'000; ++i) folded += "--b\r\n\r\n";
    EXPECT_TRUE(has_defect(parse(folded), "number of parts"));
    std::string deep;
    for (int i = 0; i < 900; ++i)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
    EXPECT_TRUE(has_defect(parse(deep), "nested too deep"));
    std::string messages;
    for (int i = 0; i < 50'000; ++i) messages += "Content-Type: message/rfc822\r\n\r\n";
    EXPECT_FALSE(parse(messages).defects.empty());
    EXPECT_TRUE(has_defect(parse(with_body("A: b", std::string(3000, 'x')), Limits{.max_size = 1000}), "larger"));
    EXPECT_TRUE(has_defect(parse(with_body("A: b", std::string(3000, 'x')), Limits{.max_text = 1000}), "longer"));
}

TEST(Message, any_mutation_is_survived) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int round = 0; round < 1000; ++round) {
        std::string raw(mixed);
        for (unsigned n = 1 + random() % 20; n > 0; --n) {
            auto at = random() % raw.size();
            if (random() % 3 == 0)
                raw.erase(at, random() % 30);
            else if (random() % 2 == 0)
                raw.insert(at, raw.substr(random() % raw.size(), random() % 60));
            else
                raw[at] = static_cast<char>(random());
            if (raw.empty()) raw = "x";
        }
        auto message = parse(raw);
        ASSERT_TRUE(is_utf8(message.text_body) && is_utf8(message.html_body) && is_utf8(message.subject));
        for (const auto& header : message.headers) ASSERT_TRUE(is_utf8(header.raw) && is_utf8(header.value));
        for (const auto& attachment : message.attachments) ASSERT_TRUE(is_utf8(attachment.filename));
    }
}

}  // namespace
}  // namespace goodhost::mail
