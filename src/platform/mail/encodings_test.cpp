#include "platform/mail/encodings.hpp"

#include <gtest/gtest.h>

#include <random>

namespace goodhost::mail {
namespace {

TEST(Encodings, base64_and_quoted_printable_return_what_went_in) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string bytes(random() % 200, ' ');
        for (auto& c : bytes) c = static_cast<char>(random());
        EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes);
        std::erase(bytes, '\r'), std::erase(bytes, '\n');
        auto encoded = encode_quoted_printable(bytes);
        EXPECT_EQ(decode_quoted_printable(encoded), bytes);
        for (std::size_t at = 0, end; at < encoded.size(); at = end + 2) {
            end = std::min(encoded.find("\r\n", at), encoded.size());
            EXPECT_LE(end - at, 76u);
        }
    }
}

TEST(Encodings, damaged_input_is_read_as_far_as_it_goes) {
    EXPECT_EQ(decode_base64("aGVs\nbG8=aGk="), "hellohi");
    EXPECT_EQ(decode_base64("a!G?Vs bG8"), "hello");
    EXPECT_EQ(decode_quoted_printable("a=ZZb=3"), "a=ZZb=3");
    EXPECT_EQ(decode_quoted_printable("a=  \r\nb"), "ab");
    EXPECT_EQ(decode_q_word("a_b=20c"), "a b c");
}

}  // namespace
}  // namespace goodhost::mail
