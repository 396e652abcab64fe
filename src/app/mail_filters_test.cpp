#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <optional>

#include "app/daemon.hpp"
#include "app/mail_house.hpp"
#include "email/filters.hpp"
#include "platform/http/client.hpp"
#include "platform/jobs/jobs.hpp"

/// Against the real rspamd and clamd, with rules and signatures of ours, so that nothing is fetched.
namespace goodhost::app {
namespace {

using email::Cause;
using email::Outcome;
using http::Method;
using testing::Daemon;
using testing::Letter;
using testing::MailHouse;
using testing::TemporaryFolder;

constexpr const char* gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
constexpr const char* cheap_pills =
    "Buy cheap pills now, great offer, casino winner, money transfer from a prince, bank account, click here, limited time only.";
constexpr const char* honest_words =
    "The server answers slowly since this morning, the database seems to wait for the disk, please have a look.";

class Rspamd {
  public:
    Rspamd() : port_(testing::free_port()), controller_(testing::free_port()) {
        folder_.write("tld", "test\ncom\n");
        folder_.write("rspamd.conf", configuration());
        daemon_ =
            std::make_unique<Daemon>(std::vector<std::string>{testing::find_program("rspamd"), "-f", "-i", "-c", folder_ / "rspamd.conf"},
                                     "starting normal process");
    }
    bool is_ready() const { return daemon_->is_ready(); }
    const std::string& output() const { return daemon_->output(); }
    std::string statistics() const {
        http::ClientRequest request{.url = "http://127.0.0.1:" + std::to_string(controller_) + "/stat"};
        request.headers.add("Password", "secret");
        http::ClientOptions options;
        options.allowed_hosts = {"127.0.0.1"};
        return http::fetch(request, options).body;
    }
    void configure(MailHouse& house) const {
        house.settings().set("rspamd_url", "http://127.0.0.1:" + std::to_string(port_), "test");
        house.settings().set("rspamd_controller_url", "http://127.0.0.1:" + std::to_string(controller_), "test");
        house.settings().set("rspamd_password", "secret", "test");
    }

  private:
    std::string configuration() const {
        auto port = [](int number) { return "127.0.0.1:" + std::to_string(number); };
        return "options { url_tld = \"" + (folder_ / "tld") + "\"; disable_hyperscan = true; filters = \"\"; tempdir = \"" +
               (folder_ / "") + "\"; history_file = \"" + (folder_ / "history") +
               "\"; dns { nameserver = [\"127.0.0.1:9\"]; timeout = 0.1s; retransmits = 1; } }\n"
               "logging { type = \"console\"; level = \"info\"; }\n"
               "worker \"normal\" { bind_socket = \"" +
               port(port_) + "\"; count = 1; }\nworker \"controller\" { bind_socket = \"" + port(controller_) +
               "\"; count = 1; password = \"secret\"; secure_ip = []; }\nactions { reject = 15; add_header = 6; }\n"
               "group \"statistics\" { symbol \"BAYES_SPAM\" { weight = 9; } symbol \"BAYES_HAM\" { weight = -3; } }\n"
               "classifier \"bayes\" { tokenizer { name = \"osb\"; } backend = \"sqlite3\"; cache { path = \"" +
               (folder_ / "cache") +
               "\"; } min_tokens = 1; min_learns = 1;\n"
               "statfile { symbol = \"BAYES_HAM\"; spam = false; path = \"" +
               (folder_ / "ham") + "\"; }\nstatfile { symbol = \"BAYES_SPAM\"; spam = true; path = \"" + (folder_ / "spam") + "\"; } }\n";
    }
    TemporaryFolder folder_;
    int port_, controller_;
    std::unique_ptr<Daemon> daemon_;
};

class MailFiltersTest : public ::testing::Test {
  protected:
    MailHouse house{db::Dialect::sqlite};

    void judge(const email::Delivery& delivery, bool spam) {
        auto answer = house.call(Method::put, "/api/v1/mails/" + std::to_string(delivery.id.value) + "/judgement", "agent",
                                 spam ? R"({"spam":true})" : R"({"spam":false})");
        ASSERT_LT(answer.status, 300) << answer.body;
    }
    /// False when rspamd could not; the job would come again.
    bool taught(const email::Delivery& delivery, bool spam) {
        jobs::Job job;
        job.brand_id = BrandId{1};
        job.payload = R"({"mail_id":)" + std::to_string(delivery.id.value) + R"(,"spam":)" + (spam ? "true}" : "false}");
        try {
            email::teach(house.system(), job);
            return true;
        } catch (const Problem& problem) {
            if (!worth_retrying(problem.kind)) throw;
            return false;
        }
    }
};

TEST_F(MailFiltersTest, rspamd_judges_and_is_taught) {
    if (testing::find_program("rspamd").empty()) GTEST_SKIP() << "the package rspamd is not installed";
    std::optional<Rspamd> rspamd(std::in_place);
    ASSERT_TRUE(rspamd->is_ready()) << rspamd->output();
    rspamd->configure(house);

    auto held = house.take(Letter{.from = "x@spam.test", .text = gtube});
    EXPECT_EQ(held.cause, Cause::spam);
    auto shown = boost::json::parse(house.call(Method::get, "/api/v1/quarantine/" + std::to_string(held.id.value), "agent").body);
    EXPECT_EQ(shown.at("spam_score").to_number<double>(), 15);

    auto pills = house.take(Letter{.from = "y@spam.test", .text = cheap_pills});
    auto honest = house.take(Letter{.text = honest_words});
    EXPECT_EQ(pills.outcome, Outcome::created);
    judge(pills, true);
    judge(honest, false);
    // Its processes make the same files when they start, and one of them may never get at them.
    constexpr int starts = 6;
    for (int start = 1; !(taught(pills, true) && taught(honest, false)); ++start) {
        ASSERT_LT(start, starts) << rspamd->output();
        rspamd.emplace();
        ASSERT_TRUE(rspamd->is_ready()) << rspamd->output();
        rspamd->configure(house);
    }
    EXPECT_NE(rspamd->statistics().find("\"total_learns\":2"), std::string::npos) << rspamd->statistics();
}

TEST_F(MailFiltersTest, a_filter_that_does_not_answer_loses_nothing) {
    house.settings().set("rspamd_url", "http://127.0.0.1:" + std::to_string(testing::free_port()), "test");
    house.settings().set("clamd_address", "127.0.0.1:" + std::to_string(testing::free_port()), "test");
    EXPECT_EQ(house.take(Letter{.text = gtube}).outcome, Outcome::created);
}

std::string with_files(const std::string& infected, const std::string& headers = {}) {
    return headers +
           "From: ann@acme.test\r\nTo: support@main.test\r\nSubject: Invoice\r\nMessage-ID: <f@acme.test>\r\nContent-Type: "
           "multipart/mixed; "
           "boundary=b\r\n\r\n--b\r\n\r\nSee the files.\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: "
           "attachment; "
           "filename=bad.com\r\n\r\n" +
           infected +
           "\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=good.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n";
}

/// The EICAR test file, in two pieces, so that no scanner takes this source for one.
const std::string eicar = std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EI") + "CAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

class Clamd {
  public:
    Clamd() {
        std::string signature = "Own.Eicar:0:*:";
        constexpr std::string_view digits = "0123456789abcdef";
        for (char c : eicar.substr(0, 30))
            signature += {digits[static_cast<unsigned char>(c) >> 4], digits[static_cast<unsigned char>(c) & 15]};
        folder_.write("own.ndb", signature + "\n");
        folder_.write("clamd.conf", "LocalSocket " + address() + "\nDatabaseDirectory " + (folder_ / "") + "\nForeground yes\n");
        daemon_ = std::make_unique<Daemon>(std::vector<std::string>{testing::find_program("clamd"), "-c", folder_ / "clamd.conf"},
                                           "Self checking");
    }
    bool is_ready() const { return daemon_->is_ready(); }
    const std::string& output() const { return daemon_->output(); }
    std::string address() const { return folder_ / "socket"; }

  private:
    TemporaryFolder folder_;
    std::unique_ptr<Daemon> daemon_;
};

/// The names of the files on a ticket, and of those that are held.
struct Files {
    std::vector<std::string> attached, held;
};
Files files_of(MailHouse& house, tickets::TicketId id) {
    auto place = "/api/v1/tickets/" + std::to_string(id.value);
    auto ticket = boost::json::parse(house.call(Method::get, place, "agent").body);
    auto deliveries = boost::json::parse(house.call(Method::get, place + "/deliveries", "agent").body);
    Files files;
    for (auto& file : ticket.at("messages").as_array()[0].at("attachments").as_array())
        files.attached.emplace_back(file.at("name").as_string());
    for (auto& file : deliveries.at("held_files").as_array())
        files.held.push_back(std::string(file.at("name").as_string()) + " " + std::string(file.at("virus").as_string()));
    return files;
}
using Names = std::vector<std::string>;

TEST_F(MailFiltersTest, an_infected_file_is_held_and_its_message_is_not) {
    if (testing::find_program("clamd").empty()) GTEST_SKIP() << "the package clamav-daemon is not installed";
    Clamd clamd;
    ASSERT_TRUE(clamd.is_ready()) << clamd.output();
    house.settings().set("clamd_address", clamd.address(), "test");
    auto delivery = house.take(with_files(eicar));
    ASSERT_EQ(delivery.outcome, Outcome::created);
    auto files = files_of(house, *delivery.ticket_id);
    EXPECT_EQ(files.attached, Names{"good.pdf"});
    EXPECT_EQ(files.held, Names{"bad.com Own.Eicar.UNOFFICIAL"});
}

TEST_F(MailFiltersTest, regression_an_infected_file_went_on_the_ticket_when_its_mail_was_released) {
    if (testing::find_program("clamd").empty()) GTEST_SKIP() << "the package clamav-daemon is not installed";
    Clamd clamd;
    ASSERT_TRUE(clamd.is_ready()) << clamd.output();
    const std::string automatic = "Precedence: bulk\r\n";
    house.settings().set("clamd_address", clamd.address(), "test");
    auto known = house.take(with_files(eicar, automatic));
    house.settings().set("clamd_address", "", "test");
    auto unknown = house.take(with_files(eicar + " ", automatic));
    for (auto& [held, scanner] : {std::pair(known, std::string()), std::pair(unknown, clamd.address())}) {
        ASSERT_EQ(held.cause, Cause::automatic);
        house.settings().set("clamd_address", scanner, "test");
        auto answer = house.call(Method::post, "/api/v1/quarantine/" + std::to_string(held.id.value) + "/release", "agent", "{}");
        ASSERT_LT(answer.status, 300) << answer.body;
        auto files = files_of(house, {boost::json::parse(answer.body).at("ticket_id").as_int64()});
        EXPECT_EQ(files.attached, Names{"good.pdf"}) << scanner;
        EXPECT_EQ(files.held, Names{"bad.com Own.Eicar.UNOFFICIAL"}) << scanner;
    }
}

}  // namespace
}  // namespace goodhost::app
