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

const std::string folder = std::filesystem::temp_directory_path().string();

TEST(LargePartsTest, a_large_attachment_is_taken_out_and_found_again) {
    std::string bytes;
    for (int i = 0; i < 100'001; ++i) bytes += static_cast<char>(i * 7 % 251);
    auto light = lighten(with_attachment(bytes), folder, 1000);
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
    EXPECT_FALSE(lighten(with_attachment("few"), folder, 1000));
    EXPECT_FALSE(lighten(with_attachment(std::string(10'000, 'x'), "message/rfc822"), folder, 1000));
    EXPECT_FALSE(lighten("From: a@b.test\r\n\r\n" + std::string(10'000, 'x'), folder, 1000));
    EXPECT_FALSE(lighten(std::string(10'000, '-'), folder, 1000));
    EXPECT_FALSE(lighten("--\n" + std::string(10'000, '\n'), folder, 1000));
}

}  // namespace
}  // namespace goodhost::mail
