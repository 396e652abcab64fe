#include "platform/html/secrets.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "platform/crypto/hash.hpp"

namespace goodhost::html {
namespace {

struct Masked {
    std::string text;
    std::size_t count = 0;
};

Masked mask_text(std::string text) {
    const auto count = hide_secrets(text);
    return {text, count};
}

Masked mask_html(std::string html) {
    const auto count = hide_secrets_of_html(html);
    return {html, count};
}

TEST(Secrets, card_numbers_keep_their_last_digits) {
    EXPECT_EQ(mask_text("Card 4111 1111 1111 1111, please").text, "Card •••••••• 1111, please");
    EXPECT_EQ(mask_text("5500-0000-0000-0004").text, "•••••••• 0004");
    EXPECT_EQ(mask_text("378282246310005").count, 1u);
}

TEST(Secrets, numbers_that_are_no_cards_stay) {
    for (auto text : {"4111 1111 1111 1112", "0000 0000 0000 0000", "+49 30 1234 5678 90", "order 1234567890123456", "192.168.100.200",
                      "4111111111111111a", "41111111111111111111111111", "1042", "2026-11-22 09:25:46"})
        EXPECT_EQ(mask_text(text).count, 0u) << text;
}

TEST(Secrets, private_keys_are_hidden_whole) {
    EXPECT_EQ(mask_text("key:\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nthanks").text,
              "key:\n••••••••\nthanks");
    EXPECT_EQ(mask_text("-----BEGIN OPENSSH PRIVATE KEY-----\ncut off").text, "••••••••");
    EXPECT_EQ(mask_text("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----").count, 0u);
}

TEST(Secrets, obvious_passwords_are_hidden_in_many_languages) {
    for (auto text :
         {"Password: hunter2!", "my password is Tr0ub4dor&3", "Passwort = geheim99", "mot de passe : azerty12", "비밀번호: asdf1234",
          "cyfrinair: Llan1234", "parol: salom2024", "পাসওয়ার্ড: dhaka71!", "пароль: qwerty1", "PASSWORD:\nS3cret", "pwd=abc123"})
        EXPECT_EQ(mask_text(text).count, 1u) << text;
    EXPECT_EQ(mask_text("login ann, password: hunter2! thanks").text, "login ann, password: •••••••• thanks");
}

TEST(Secrets, talk_about_passwords_stays) {
    for (auto text : {"I forgot my password.", "password: please reset it", "Is the password wrong?", "bypass: 1234",
                      "the password is wrong", "compass: north1", "password reset link: https://x.test/a1"})
        EXPECT_EQ(mask_text(text).count, 0u) << text;
}

TEST(Secrets, are_found_across_tags_and_the_tags_stay) {
    EXPECT_EQ(mask_html("<p>Card <b>4111 1111</b> 1111&nbsp;1111</p>").text, "<p>Card <b>•••••••• </b>1111</p>");
    EXPECT_EQ(mask_html("<p>Password: <code>a&amp;b1</code></p>").text, "<p>Password: <code>••••••••</code></p>");
    EXPECT_EQ(mask_html("<p>4111 1111</p><p>1111 1111</p>").count, 0u);
    EXPECT_EQ(mask_html("<a href=\"x?4111111111111111\">link</a>").count, 0u);
    EXPECT_EQ(mask_html("<p>my <b>pass</b>word is Tr0ub4dor&amp;3</p>").text, "<p>my <b>pass</b>word is ••••••••</p>");
    EXPECT_EQ(mask_html("a\xC2\xA0"
                        "b \xC3\xA9 pwd=abc123")
                  .text,
              "a\xC2\xA0"
              "b \xC3\xA9 pwd=••••••••");
    EXPECT_EQ(mask_html("plain &amp; simple").text, "plain &amp; simple");
}

TEST(Secrets, the_rules_have_another_number_when_they_may_find_more) {
    crypto::Sha256 sources;
    for (const auto name : {"secrets.cpp", "secrets_hidden.cpp"}) {
        std::ifstream in(std::filesystem::path(GOODHOST_SOURCE_DIR) / "src/platform/html" / name);
        ASSERT_TRUE(in) << name;
        std::ostringstream text;
        text << in.rdbuf();
        sources.update(text.str());
    }
    EXPECT_EQ(secret_rules, 1);
    EXPECT_EQ(crypto::hex(sources.finish()).substr(0, 16), "703e4cbf507f8eaa")
        << "raise secret_rules if they find more than they did, so that what was found clean is looked through again; then note the digest";
}

// Of this thread only: the machine may have other things to do.
double seconds_to_mask(std::string text) {
    timespec began{}, ended{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &began);
    hide_secrets(text);
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ended);
    return static_cast<double>(ended.tv_sec - began.tv_sec) + static_cast<double>(ended.tv_nsec - began.tv_nsec) / 1e9;
}

TEST(Secrets, time_is_linear) {
    std::string text;
    while (text.size() < 400'000) text += "password: 4 -----BEGIN pass ";
    const auto once = seconds_to_mask(text);
    text += text + text + text;
    EXPECT_LT(seconds_to_mask(text), once * 16 + 0.05);
}

}  // namespace
}  // namespace goodhost::html
