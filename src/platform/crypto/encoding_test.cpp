#include "platform/crypto/encoding.hpp"

#include <gtest/gtest.h>

#include <random>

namespace goodhost::crypto {
namespace {

struct Vector {
    std::string_view bytes, base64, base32, hex;
};

// RFC 4648 section 10 (base32 without its padding).
constexpr Vector vectors[] = {
    {"", "", "", ""},
    {"f", "Zg==", "MY", "66"},
    {"fo", "Zm8=", "MZXQ", "666f"},
    {"foo", "Zm9v", "MZXW6", "666f6f"},
    {"foob", "Zm9vYg==", "MZXW6YQ", "666f6f62"},
    {"fooba", "Zm9vYmE=", "MZXW6YTB", "666f6f6261"},
    {"foobar", "Zm9vYmFy", "MZXW6YTBOI", "666f6f626172"},
};

TEST(Encoding, follows_the_vectors_of_rfc_4648) {
    for (const Vector& v : vectors) {
        EXPECT_EQ(base64(v.bytes), v.base64);
        EXPECT_EQ(base32(v.bytes), v.base32);
        EXPECT_EQ(hex(v.bytes), v.hex);
        EXPECT_EQ(from_base64(v.base64), v.bytes);
        EXPECT_EQ(from_base32(v.base32), v.bytes);
        EXPECT_EQ(from_hex(v.hex), v.bytes);
    }
}

TEST(Encoding, base64url_is_unpadded_and_uses_its_own_two_digits) {
    EXPECT_EQ(base64("\xfb\xff\xfe"), "+//+");
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url("f"), "Zg");
    EXPECT_EQ(from_base64url("-__-"), "\xfb\xff\xfe");
    EXPECT_EQ(from_base64url("Zg=="), std::nullopt);
    EXPECT_EQ(from_base64url("+//+"), std::nullopt);
}

TEST(Encoding, one_value_has_one_accepted_spelling) {
    for (const std::string_view bad : {"Zh==", "Zg=", "Zg", "Z===", "Zg==Zg==", "Zm9v\n", "====", "Zm 9v", "="})
        EXPECT_EQ(from_base64(bad), std::nullopt) << bad;
    for (const std::string_view bad : {"Zh", "Z", "Zm9vY"}) EXPECT_EQ(from_base64url(bad), std::nullopt) << bad;
    for (const std::string_view bad : {"M", "MZ", "MZX", "M1", "MY======"}) EXPECT_EQ(from_base32(bad), std::nullopt) << bad;
    for (const std::string_view bad : {"6", "6g", "666"}) EXPECT_EQ(from_hex(bad), std::nullopt) << bad;
}

TEST(Encoding, base32_and_hex_are_read_in_either_case) {
    EXPECT_EQ(from_base32("mzxw6ytboi"), "foobar");
    EXPECT_EQ(from_hex("FF0a"), std::string("\xff\x0a"));
}

TEST(Encoding, any_bytes_come_back) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        std::string bytes(random() % 70, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random());
        EXPECT_EQ(from_base64(base64(bytes)), bytes);
        EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
        EXPECT_EQ(from_base32(base32(bytes)), bytes);
        EXPECT_EQ(from_hex(hex(bytes)), bytes);
    }
}

}  // namespace
}  // namespace goodhost::crypto
