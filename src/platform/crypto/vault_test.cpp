#include "platform/crypto/vault.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace goodhost::crypto {
namespace {

const Digest old_key = sha256("old");
const Digest new_key = sha256("new");

TEST(Vault, a_secret_opens_in_its_place_only) {
    const Vault vault({new_key});
    const std::string sealed = vault.seal("hunter2", "mailbox/7/password");
    EXPECT_EQ(vault.open(sealed, "mailbox/7/password"), "hunter2");
    EXPECT_EQ(vault.open(sealed, "mailbox/8/password"), std::nullopt);
    EXPECT_EQ(vault.open(vault.seal("", "x"), "x"), "");
    EXPECT_NE(vault.seal("hunter2", "x"), vault.seal("hunter2", "x"));
    EXPECT_FALSE(sealed.contains("hunter2"));
}

TEST(Vault, no_altered_character_goes_unnoticed) {
    const Vault vault({new_key});
    const std::string sealed = vault.seal("hunter2", "x");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(vault.open(altered, "x"), std::nullopt) << i;
        EXPECT_EQ(vault.open(sealed.substr(0, i), "x"), std::nullopt) << i;
    }
}

TEST(Vault, a_new_key_opens_what_the_old_one_sealed) {
    const Vault before({old_key});
    const Vault after({new_key, old_key});
    const std::string sealed = before.seal("hunter2", "x");
    EXPECT_EQ(after.open(sealed, "x"), "hunter2");
    EXPECT_TRUE(after.needs_reseal(sealed));
    EXPECT_FALSE(after.needs_reseal(after.seal("hunter2", "x")));
    EXPECT_EQ(before.open(after.seal("hunter2", "x"), "x"), std::nullopt);
    EXPECT_THROW(Vault({}), std::invalid_argument);
}

}  // namespace
}  // namespace goodhost::crypto
