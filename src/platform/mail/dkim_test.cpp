#include "platform/mail/dkim.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "platform/mail/compose.hpp"

namespace goodhost::mail {
namespace {

namespace fs = std::filesystem;

/// Debian's python3-dkim, which shares no code with us; DNS is what we say it is.
constexpr const char* verifier = R"py(
import sys, dkim
record, raw = open(sys.argv[1], 'rb').read(), open(sys.argv[2], 'rb').read()
sys.exit(0 if dkim.verify(raw, dnsfunc=lambda name, timeout=5: record if name == b's1._domainkey.nova.test.' else None) else 1)
)py";

class DkimTest : public testing::TestWithParam<DkimAlgorithm> {
  protected:
    DkimTest() {
        fs::create_directories(folder_);
        write("verify.py", verifier);
        write("record", dkim_record(GetParam(), signer_.private_key));
    }
    ~DkimTest() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& bytes) { std::ofstream(folder_ / name, std::ios::binary) << bytes; }
    bool verifies(const std::string& raw) {
        write("mail", raw);
        auto at = [&](const char* name) { return " '" + (folder_ / name).string() + "'"; };
        return std::system(("/usr/bin/python3" + at("verify.py") + at("record") + at("mail") + " 2>/dev/null").c_str()) == 0;
    }
    std::string signed_mail() const { return dkim_signature(raw_, signer_, 1'790'000'000) + raw_; }

    fs::path folder_ = fs::temp_directory_path() / ("goodhost-dkim-" + std::to_string(getpid()));
    DkimSigner signer_{"nova.test", "s1", GetParam(), make_dkim_key(GetParam())};
    std::string raw_ = [] {
        Outgoing mail;
        mail.from = {"Nova Hosting – 지원", "support@nova.test"};
        mail.to = {{"Ann", "ann@acme.test"}};
        mail.subject = "Ümlaut, a subject that is long enough to be folded over several lines of the header [#1042]";
        mail.message_id = "t1.m2.x@nova.test";
        mail.references = {"a@acme.test", "b@acme.test"};
        mail.date_unix = 1'790'000'000;
        mail.text = "Hello,  \n\n  two   spaces\t and a tab \n.\n\n\n";
        mail.html = "<p>Hello</p>";
        mail.headers = {{"List-Unsubscribe", "<https://nova.test/u/x>"}, {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
        return compose(mail);
    }();
};
INSTANTIATE_TEST_SUITE_P(algorithms, DkimTest, testing::Values(DkimAlgorithm::rsa_sha256, DkimAlgorithm::ed25519_sha256),
                         [](auto& one) { return one.param == DkimAlgorithm::rsa_sha256 ? "rsa" : "ed25519"; });

TEST_P(DkimTest, an_independent_verifier_accepts_the_signature) { EXPECT_TRUE(verifies(signed_mail())) << signed_mail(); }

TEST_P(DkimTest, what_relays_do_to_spaces_leaves_it_valid) {
    auto raw = signed_mail();
    raw.replace(raw.find("two   spaces"), 12, "two  spaces");
    auto at = raw.find("MIME-Version: 1.0");
    raw.replace(at, 13, "mime-version:   ");
    EXPECT_TRUE(verifies(raw + "\r\n\r\n"));
}

TEST_P(DkimTest, a_changed_word_a_second_sender_or_a_lost_button_break_it) {
    auto changed = signed_mail();
    changed.replace(changed.find("Hello,"), 6, "Hullo,");
    EXPECT_FALSE(verifies(changed));
    auto at = signed_mail().find("From:");
    EXPECT_FALSE(verifies(signed_mail().insert(at, "From: boss@nova.test\r\n")));
    auto without = signed_mail();
    without.erase(without.find("List-Unsubscribe-Post:"), std::string("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n").size());
    EXPECT_FALSE(verifies(without));
}

TEST_P(DkimTest, a_message_without_words_is_signed_too) {
    raw_ = "From: support@nova.test\r\nSubject: x\r\n\r\n";
    EXPECT_TRUE(verifies(signed_mail()));
}

TEST_P(DkimTest, no_line_of_the_signature_is_long) {
    auto field = dkim_signature(raw_, signer_, 1'790'000'000);
    for (std::size_t at = 0; at < field.size();) {
        auto end = field.find("\r\n", at);
        EXPECT_LE(end - at, 90u);
        at = end + 2;
    }
}

}  // namespace
}  // namespace goodhost::mail
