#include "platform/crypto/totp.hpp"

#include <gtest/gtest.h>

namespace goodhost::crypto {
namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

Instant at(std::int64_t seconds) { return Instant{std::chrono::seconds{seconds}}; }

TEST(Totp, codes_follow_the_vectors_of_rfc_6238) {
    const std::pair<std::int64_t, std::string_view> vectors[] = {
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"},
    };
    for (const auto& [seconds, code] : vectors) EXPECT_EQ(totp_code(rfc_secret, totp_step(at(seconds)), 8), code);
    // RFC 4226 appendix D: the first counters, six digits.
    EXPECT_EQ(totp_code(rfc_secret, 0), "755224");
    EXPECT_EQ(totp_code(rfc_secret, 9), "520489");
}

TEST(Totp, a_code_is_accepted_one_step_early_or_late_and_says_its_step) {
    const Instant now = at(1234567890);
    const std::int64_t step = totp_step(now);
    for (const std::int64_t offset : {-1, 0, 1})
        EXPECT_EQ(match_totp(rfc_secret, totp_code(rfc_secret, step + offset), now), step + offset);
    for (const std::int64_t offset : {-2, 2}) EXPECT_EQ(match_totp(rfc_secret, totp_code(rfc_secret, step + offset), now), std::nullopt);
}

TEST(Totp, spaces_are_ignored_and_anything_else_refused) {
    const Instant now = at(59);
    EXPECT_EQ(totp_code(rfc_secret, 1), "287082");
    EXPECT_EQ(match_totp(rfc_secret, "287 082", now), 1);
    for (const char* code : {"", "28708", "2870820", "287083", "abcdef"}) EXPECT_EQ(match_totp(rfc_secret, code, now), std::nullopt);
}

TEST(Totp, the_address_for_the_app_is_encoded) {
    EXPECT_EQ(otpauth_uri("Acme & Co", "ana@acme.shop", "foobar"),
              "otpauth://totp/"
              "Acme%20%26%20Co:ana@acme.shop?secret=MZXW6YTBOI&issuer=Acme%20%26%20Co&algorithm=SHA1&digits=6&period=30");
    EXPECT_EQ(new_totp_secret().size(), 20u);
}

}  // namespace
}  // namespace goodhost::crypto
