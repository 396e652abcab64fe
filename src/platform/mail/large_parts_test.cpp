#include "platform/mail/large_parts.hpp"

#include <gtest/gtest.h>

#include <filesystem>

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

TEST(LargePartsTest, what_was_read_is_let_go_piece_by_piece) {
    std::size_t times = 0;
    lighten(with_attachment(std::string(10 << 20, 'x')), folder, {.large = 1000, .passed = [&] { ++times; }});
    EXPECT_GT(times, 20u);
}

}  // namespace
}  // namespace goodhost::mail
