#include "platform/mail/signed.hpp"

#include <gtest/gtest.h>
#include <openssl/cms.h>
#include <openssl/ec.h>

#include <memory>

#include "platform/crypto/encoding.hpp"
#include "platform/mail/message.hpp"

namespace goodhost::mail {
namespace {

template <class T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

struct Signer {
    Owned<EVP_PKEY> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
    Owned<X509> certificate{X509_new(), X509_free};

    Signer() {
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 1000);
        X509_set_pubkey(certificate.get(), key.get());
        X509_sign(certificate.get(), key.get(), EVP_sha256());
    }
};

std::string cms_of(const std::string& content, unsigned flags) {
    static const Signer signer;
    const auto all = CMS_BINARY | CMS_NOCERTS | flags;
    std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())), BIO_free);
    std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
    Owned<CMS_ContentInfo> cms(CMS_sign(signer.certificate.get(), signer.key.get(), nullptr, in.get(), all), CMS_ContentInfo_free);
    i2d_CMS_bio_stream(out.get(), cms.get(), in.get(), static_cast<int>(all));
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string mail_of(const std::string& cms) {
    return "From: a@b.test\r\nSubject: Signed\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           crypto::base64(cms) + "\r\n";
}

const std::string entity =
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRéad me.\r\n"
    "--x\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment\r\n\r\n1;2\r\n--x--\r\n";

TEST(SignedTest, a_message_inside_of_its_signature_is_read) {
    for (const unsigned flags : {0u, static_cast<unsigned>(CMS_STREAM)}) {
        auto message = parse(mail_of(cms_of(entity, flags)));
        EXPECT_EQ(message.text_body, "Réad me.") << flags;
        ASSERT_EQ(message.attachments.size(), 1u);
        EXPECT_EQ(message.attachments[0].filename, "a.csv");
    }
}

TEST(SignedTest, one_inside_of_another_is_read_to_a_bounded_depth) {
    auto inner = entity;
    for (int i = 0; i < 5; ++i)
        inner = "Content-Type: application/x-pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" + crypto::base64(cms_of(inner, 0));
    EXPECT_EQ(parse(mail_of(cms_of(inner, 0))).text_body, "Réad me.");
    for (int i = 0; i < 60; ++i)
        inner = "Content-Type: application/x-pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n" + cms_of(inner, 0);
    EXPECT_EQ(parse(mail_of(cms_of(inner, 0))).text_body, "");
}

TEST(SignedTest, what_is_no_signed_content_stays_a_file) {
    for (auto& bytes : {std::string("no CMS"), std::string(), cms_of("", 0), std::string("\x30\x80\x06\x09", 4)}) {
        auto message = parse(mail_of(bytes));
        EXPECT_EQ(message.text_body, "");
        ASSERT_EQ(message.attachments.size(), 1u);
        EXPECT_EQ(message.attachments[0].filename, "smime.p7m");
    }
}

TEST(SignedTest, armour_is_taken_off_the_words) {
    std::string text =
        "Before\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWords\n- --\nAnn\n-----BEGIN PGP SIGNATURE-----\n"
        "\niQ==\n-----END PGP SIGNATURE-----\nAfter\n";
    take_off_armour(text);
    EXPECT_EQ(text, "Before\nWords\n--\nAnn\nAfter\n");
}

TEST(SignedTest, what_only_looks_like_armour_stays) {
    for (std::string text : {"- a list\n-----BEGIN PGP SIGNATURE-----\nx\n", "> -----BEGIN PGP SIGNED MESSAGE-----\n> Hash: x\n"}) {
        const auto before = text;
        take_off_armour(text);
        EXPECT_EQ(text, before);
    }
    std::string torn = "-----BEGIN PGP SIGNED MESSAGE-----\n\nWords\n-----BEGIN PGP SIGNATURE-----\nno end";
    take_off_armour(torn);
    EXPECT_EQ(torn, "Words\n-----BEGIN PGP SIGNATURE-----\nno end");
    for (std::string one : {"-----BEGIN PGP SIGNED MESSAGE-----\n\n-----BEGIN PGP SIGNATURE-----\n",
                            "-----BEGIN PGP SIGNED MESSAGE-----\n-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\n"}) {
        std::string many;
        for (int i = 0; i < 200'000; ++i) many += one;
        take_off_armour(many);
    }
}

}  // namespace
}  // namespace goodhost::mail
