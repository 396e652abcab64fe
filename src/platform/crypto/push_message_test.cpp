#include "platform/crypto/push_message.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/crypto/encoding.hpp"

namespace goodhost::crypto {
namespace {

std::string bytes(std::string_view text) { return from_base64url(text).value(); }

/// RFC 8291 appendix A.
const PushReceiver receiver{bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                            bytes("BTBZMqHH6r4Tts7J_aSIgg")};
constexpr std::string_view sender_scalar = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
constexpr std::string_view sender_point = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

TEST(PushMessageTest, is_the_one_of_the_standards_appendix) {
    auto pair = p256_of(bytes(sender_scalar)).value();
    EXPECT_EQ(base64url(pair.point), sender_point);
    auto message = encrypt_push("When I grow up, I want to be a watermelon", receiver, {pair, bytes("DGv6ra1nlYgDCS1FRnbzlw")});
    EXPECT_EQ(base64url(message),
              "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
              "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
}

TEST(PushMessageTest, no_two_are_alike_and_the_longest_fills_a_record) {
    EXPECT_NE(encrypt_push("Again", receiver), encrypt_push("Again", receiver));
    constexpr std::size_t record = 4'096;
    EXPECT_EQ(encrypt_push(std::string(longest_push_text, 'a'), receiver).size(), record);
    EXPECT_THROW(encrypt_push(std::string(longest_push_text + 1, 'a'), receiver), std::invalid_argument);
    EXPECT_THROW(encrypt_push("Words", {std::string(65, '\4'), receiver.secret}), std::invalid_argument);
}

TEST(P256Test, both_sides_agree_and_what_is_no_key_is_refused) {
    auto one = new_p256(), other = new_p256();
    EXPECT_EQ(p256_agree(one, other.point), p256_agree(other, one.point));
    EXPECT_TRUE(is_p256_point(one.point));
    auto bent = one.point;
    bent.back() = static_cast<char>(bent.back() ^ 1);
    EXPECT_FALSE(is_p256_point(bent));
    EXPECT_FALSE(is_p256_point(""));
    EXPECT_FALSE(p256_agree(one, bent));
    EXPECT_FALSE(p256_of(std::string(32, '\0')));
    EXPECT_FALSE(p256_of(std::string(32, '\xff')));
    EXPECT_FALSE(p256_of("short"));
    EXPECT_EQ(p256_sign(one, "words").size(), 64u);
}

}  // namespace
}  // namespace goodhost::crypto
