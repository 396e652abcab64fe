#include "platform/crypto/hash.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"

namespace goodhost::crypto {
namespace {

TEST(Hash, sha256_follows_the_vectors_of_fips_180) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Hash, pieces_give_the_digest_of_the_whole) {
    Sha256 hash;
    for (int i = 0; i < 1000; ++i) hash.update(std::string(1000, 'a'));
    EXPECT_EQ(hex(hash.finish()), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    hash.begin();
    EXPECT_EQ(hash.update("abc").finish(), sha256("abc"));
    Sha256 moved = Sha256();
    EXPECT_EQ(std::move(moved.update("a").update("").update("bc")).finish(), sha256("abc"));
}

struct HmacVector {
    std::string key, data, digest;
};

TEST(Hash, hmac_follows_the_vectors_of_rfc_4231) {
    const HmacVector vectors[] = {
        {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    };
    for (const HmacVector& v : vectors) EXPECT_EQ(hex(hmac_sha256(v.key, v.data)), v.digest);
    EXPECT_EQ(hex(hmac_sha256({}, {})), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hash, each_label_derives_its_own_key) {
    EXPECT_NE(derive_key("master", "signer"), derive_key("master", "vault"));
    EXPECT_NE(derive_key("master", "signer"), derive_key("other", "signer"));
    EXPECT_EQ(derive_key("master", "signer"), derive_key("master", "signer"));
}

TEST(Hash, equal_compares_whole_texts) {
    EXPECT_TRUE(equal("", ""));
    EXPECT_TRUE(equal("secret", "secret"));
    EXPECT_FALSE(equal("secret", "secres"));
    EXPECT_FALSE(equal("secret", "secret1"));
}

}  // namespace
}  // namespace goodhost::crypto
