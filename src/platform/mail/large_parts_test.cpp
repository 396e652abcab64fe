#include "platform/mail/large_parts.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "platform/crypto/encoding.hpp"
#include "platform/files/files.hpp"
#include "platform/mail/message.hpp"
#include "platform/net/spool.hpp"

namespace goodhost::mail {
namespace {

std::string in_lines(const std::string& base64) {
    std::string out;
    for (std::size_t at = 0; at < base64.size(); at += 76) out += base64.substr(at, 76) + "\r\n";
    return out;
}

std::string with_attachment(const std::string& bytes, const std::string& type = "application/octet-stream") {
    return "From: a@b.test\r\nContent-Type: multipart/mixed; boundary=\"x-1\"\r\n\r\n--x-1\r\nContent-Type: text/plain\r\n\r\nSee.\r\n"
           "--x-1\r\nContent-Type: " +
           type +
           "; name=a.bin\r\nContent-Disposition: attachment; filename=a.bin\r\n"
           "content-transfer-encoding:  BASE64\r\n\r\n" +
           in_lines(crypto::base64(bytes)) + "--x-1--\r\n";
}

const LightenOptions few{.large = 1000, .passed = {}};
const std::string folder = std::filesystem::temp_directory_path().string();

TEST(LargePartsTest, a_large_attachment_is_taken_out_and_found_again) {
    std::string bytes;
    for (int i = 0; i < 100'001; ++i) bytes += static_cast<char>(i * 7 % 251);
    auto light = lighten(with_attachment(bytes), folder, few);
    ASSERT_TRUE(light);
    EXPECT_LT(light->text.size(), 1000u);
    auto message = parse(light->text);
    ASSERT_EQ(message.attachments.size(), 1u);
    EXPECT_EQ(message.attachments[0].filename, "a.bin");
    EXPECT_EQ(message.text_body.substr(0, 4), "See.");
    auto* part = light->find(message.attachments[0].content);
    ASSERT_TRUE(part);
    EXPECT_EQ(files::read_whole(part->bytes->path()), bytes);
    EXPECT_FALSE(light->find("something else"));
}

TEST(LargePartsTest, what_is_small_or_in_an_attached_message_or_no_base64_stays) {
    EXPECT_FALSE(lighten(with_attachment("few"), folder, few));
    EXPECT_FALSE(lighten(with_attachment(std::string(10'000, 'x'), "message/rfc822"), folder, few));
    EXPECT_FALSE(lighten("From: a@b.test\r\n\r\n" + std::string(10'000, 'x'), folder, few));
    EXPECT_FALSE(lighten(std::string(10'000, '-'), folder, few));
    EXPECT_FALSE(lighten("--\n" + std::string(10'000, '\n'), folder, few));
}

TEST(LargePartsTest, containers_and_attached_messages_that_are_too_large_to_be_unpacked_are_files) {
    const LightenOptions narrow{.large = 1000, .unpacked = 5000};
    const std::string bytes(10'000, 'x');
    for (auto type : {"application/ms-tnef", "application/pkcs7-mime"}) {
        EXPECT_TRUE(lighten(with_attachment(bytes, type), folder, narrow)) << type;
        EXPECT_FALSE(lighten(with_attachment(bytes, type), folder, few)) << type;
    }
    const std::string nested = "Subject: inside\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\n" + bytes + "\r\n--y--\r\n";
    const std::string mail =
        "From: a@b.test\r\nContent-Type: multipart/mixed; boundary=\"x-1\"\r\n\r\n--x-1\r\n\r\nSee.\r\n"
        "--x-1\r\nContent-Type: message/rfc822\r\n\r\n" +
        nested + "--x-1\r\n\r\nAfter.\r\n--x-1--\r\n";
    EXPECT_FALSE(lighten(mail, folder, few));
    auto light = lighten(mail, folder, narrow);
    ASSERT_TRUE(light);
    auto message = parse(light->text);
    ASSERT_EQ(message.attachments.size(), 1u);
    EXPECT_EQ(message.attachments[0].filename, "message.eml");
    EXPECT_TRUE(message.attachments[0].nested.empty());
    auto* part = light->find(message.attachments[0].content);
    ASSERT_TRUE(part);
    EXPECT_EQ(files::read_whole(part->bytes->path()), nested);
    EXPECT_NE(message.text_body.find("See."), std::string::npos);
    EXPECT_NE(message.text_body.find("After."), std::string::npos);
}

TEST(LargePartsTest, what_the_parser_looks_into_stays) {
    for (auto type : {"application/ms-tnef", "application/pkcs7-mime; smime-type=signed-data", "APPLICATION/X-PKCS7-MIME",
                      "application/octet-stream; x=winmail.dat"})
        EXPECT_FALSE(lighten(with_attachment(std::string(10'000, 'x'), type), folder, few)) << type;
    EXPECT_TRUE(lighten(with_attachment(std::string(10'000, 'x'), "text/plain"), folder, few)) << "an attached text";
    const std::string words =
        "From: a@b.test\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n";
    EXPECT_FALSE(lighten(words + in_lines(crypto::base64(std::string(10'000, 'x'))) + "--x--\r\n", folder, few));
}

TEST(LargePartsTest, what_stands_behind_an_attached_message_is_taken_out_and_not_what_is_in_it) {
    const std::string large = in_lines(crypto::base64(std::string(10'000, 'x')));
    const std::string file = "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + large;
    const std::string inner =
        "Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nHi\r\n-- \r\nMe\r\n--in\r\n" + file + "--in--\r\n";
    const std::string before = "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n\r\nSee.\r\n-- \r\nAnn\r\n--out\r\n";
    const std::string raw = before + "Content-Type:\r\n message/rfc822\r\n\r\n" + inner + "--out\r\n" + file + "--out--\r\n";
    auto light = lighten(raw, folder, few);
    ASSERT_TRUE(light);
    EXPECT_EQ(light->parts.size(), 1u);
    EXPECT_NE(light->text.find(inner), std::string::npos);
    auto message = parse(light->text);
    ASSERT_EQ(message.attachments.size(), 2u);
    EXPECT_TRUE(light->find(message.attachments[1].content));
}

/// Reading what was lightened gives what reading the whole gives.
void expect_same(const std::string& raw) {
    auto light = lighten(raw, folder, {.large = 100, .passed = {}});
    if (!light) return;
    auto whole = parse(raw), lightened = parse(light->text);
    EXPECT_EQ(lightened.text_body, whole.text_body) << raw;
    EXPECT_EQ(lightened.html_body, whole.html_body) << raw;
    ASSERT_EQ(lightened.attachments.size(), whole.attachments.size()) << raw;
    for (std::size_t i = 0; i < whole.attachments.size(); ++i) {
        auto &ours = lightened.attachments[i], &theirs = whole.attachments[i];
        EXPECT_EQ(ours.filename, theirs.filename) << raw;
        auto* part = light->find(ours.content);
        EXPECT_EQ(part ? files::read_whole(part->bytes->path()) : ours.content, theirs.content) << raw;
    }
}

std::string mutated(std::vector<std::string> lines, std::minstd_rand& random) {
    const std::string strange[] = {"--out", "--in", "--in--", "-- ", "", "--", "Content-Transfer-Encoding: base64", "QUJD=", "----", "x"};
    auto any = [&](std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random); };
    for (auto times = any(4); times > 0; --times) {
        const auto at = lines.begin() + static_cast<std::ptrdiff_t>(any(lines.size()));
        switch (any(4)) {
            case 0: lines.erase(at); break;
            case 1: lines.insert(at, strange[any(std::size(strange))]); break;
            case 2: lines.insert(at, lines[any(lines.size())]); break;
            default:
                if (!at->empty()) (*at)[any(at->size())] = "-=: A\t"[any(6)];
        }
    }
    std::string raw;
    const std::string end = any(4) ? "\r\n" : "\n";
    for (auto& line : lines) raw += line + end;
    return raw;
}

TEST(LargePartsTest, reading_what_was_lightened_gives_what_reading_the_whole_gives) {
    std::vector<std::string> lines{"Subject: x",
                                   "Content-Type: multipart/mixed; boundary=out",
                                   "",
                                   "Preamble",
                                   "--out",
                                   "Content-Type: multipart/related;",
                                   " boundary=\"in\"",
                                   "",
                                   "--in",
                                   "Content-Type: text/html",
                                   "",
                                   "<p>Hi",
                                   "-- ",
                                   "Ann",
                                   "",
                                   "--in",
                                   "Content-Type: image/png",
                                   "Content-ID: <a@b>",
                                   "Content-Transfer-Encoding: base64",
                                   ""};
    const auto file = crypto::base64(std::string(57, 'q'));
    for (int i = 0; i < 3; ++i) lines.push_back(file);
    for (auto line : {"--in--", "", "--out", "Content-Type: message/rfc822", "", "Content-Type: multipart/mixed; boundary=in", "", "--in",
                      "Content-Type: application/zip", "Content-Transfer-Encoding: base64", ""})
        lines.emplace_back(line);
    for (int i = 0; i < 3; ++i) lines.push_back(file);
    for (auto line : {"--in--", "--out", "Content-Type: application/pdf; name=a.pdf", "Content-Transfer-Encoding: base64", ""})
        lines.emplace_back(line);
    for (int i = 0; i < 3; ++i) lines.push_back(file);
    lines.emplace_back("--out--");
    std::minstd_rand random(1);
    for (int i = 0; i < 5'000 && !HasFailure(); ++i) expect_same(mutated(lines, random));
}

TEST(LargePartsTest, encodings_one_behind_the_other_are_all_read) {
    const std::string two = in_lines(crypto::base64(std::string(100, 'a'))) + in_lines(crypto::base64(std::string(1'000, 'b')));
    expect_same("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                two + "--x--\r\n");
}

TEST(LargePartsTest, what_was_read_is_let_go_piece_by_piece) {
    std::size_t times = 0;
    lighten(with_attachment(std::string(10 << 20, 'x')), folder, {.large = 1000, .passed = [&] { ++times; }});
    EXPECT_GT(times, 20u);
}

}  // namespace
}  // namespace goodhost::mail
