#include "platform/crypto/password.hpp"

#include <gtest/gtest.h>

namespace goodhost::crypto {
namespace {

constexpr PasswordCost cheap{.memory_kib = 64, .passes = 1, .lanes = 1};

TEST(Password, only_the_right_one_is_accepted) {
    const std::string encoded = hash_password("correct horse");
    EXPECT_TRUE(encoded.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << encoded;
    EXPECT_TRUE(verify_password(encoded, "correct horse"));
    EXPECT_FALSE(verify_password(encoded, "correct horse "));
    EXPECT_FALSE(verify_password(encoded, ""));
    EXPECT_NE(hash_password("same", cheap), hash_password("same", cheap));
}

TEST(Password, a_hash_made_elsewhere_is_understood) {
    // From the tests of the reference implementation: salt "somesalt", 64 MiB, two passes.
    const char* encoded = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    EXPECT_TRUE(verify_password(encoded, "password"));
    EXPECT_FALSE(verify_password(encoded, "differentpassword"));
}

TEST(Password, what_is_no_hash_or_asks_too_much_verifies_nothing) {
    for (const char* text : {"", "x", "$argon2id$", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA",
                             "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                             "$argon2id$v=19$m=,t=2,p=1$", "$argon2id$v=19$m=64,t=1,p=1$$"}) {
        EXPECT_FALSE(verify_password(text, "password")) << text;
        EXPECT_FALSE(verify_password(text, "")) << text;
    }
}

TEST(Password, a_cheaper_hash_needs_a_new_one) {
    EXPECT_FALSE(needs_rehash(hash_password("x")));
    EXPECT_TRUE(needs_rehash(hash_password("x", cheap)));
    EXPECT_FALSE(needs_rehash(hash_password("x", cheap), cheap));
    EXPECT_TRUE(needs_rehash("$2b$12$bcrypt"));
    verify_no_password("x");
}

}  // namespace
}  // namespace goodhost::crypto
