#include "platform/crypto/random.hpp"

#include <gtest/gtest.h>

#include <set>

#include "platform/crypto/encoding.hpp"

namespace goodhost::crypto {
namespace {

TEST(Random, tokens_have_the_asked_size_and_do_not_repeat) {
    EXPECT_EQ(random_bytes(0), "");
    EXPECT_EQ(random_bytes(33).size(), 33u);
    EXPECT_EQ(from_base64url(random_token(128))->size(), 16u);
    EXPECT_EQ(random_token().size(), 43u);
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random_token(128));
    EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace goodhost::crypto
