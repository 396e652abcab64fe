#include "platform/crypto/signer.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace goodhost::crypto {
namespace {

using namespace std::chrono_literals;
const Instant now = Instant{1'800'000'000s};
const Signer signer({sha256("key")});

TEST(Signer, a_token_gives_its_payload_until_it_expires) {
    const std::string token = signer.sign("tickets.follow", "ticket/1042", now + 1h);
    EXPECT_EQ(signer.verify("tickets.follow", token, now), "ticket/1042");
    EXPECT_EQ(signer.verify("tickets.follow", token, now + 1h - 1ms), "ticket/1042");
    EXPECT_EQ(signer.verify("tickets.follow", token, now + 1h).error(), TokenFault::expired);
    EXPECT_EQ(signer.verify("x", signer.sign("x", "", now + 1s), now), "");
}

TEST(Signer, a_token_of_one_purpose_is_none_for_another) {
    const std::string token = signer.sign("surveys.answer", "7", now + 1h);
    EXPECT_EQ(signer.verify("surveys.answe", token, now).error(), TokenFault::forged);
    EXPECT_EQ(signer.verify("surveys.answer2", token, now).error(), TokenFault::forged);
}

TEST(Signer, no_altered_character_goes_unnoticed) {
    const std::string token = signer.sign("x", "ticket/1042", now + 1h);
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string altered = token;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(signer.verify("x", altered, now).error(), TokenFault::forged) << i;
        EXPECT_EQ(signer.verify("x", token.substr(0, i), now).error(), TokenFault::forged) << i;
    }
}

TEST(Signer, a_new_key_still_accepts_what_the_old_one_signed) {
    const Signer after({sha256("new"), sha256("key")});
    EXPECT_EQ(after.verify("x", signer.sign("x", "7", now + 1h), now), "7");
    EXPECT_EQ(signer.verify("x", after.sign("x", "7", now + 1h), now).error(), TokenFault::forged);
    EXPECT_THROW(Signer({}), std::invalid_argument);
}

}  // namespace
}  // namespace goodhost::crypto
