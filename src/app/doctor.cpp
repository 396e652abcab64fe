#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "brands/brands.hpp"
#include "email/email.hpp"
#include "email/health.hpp"
#include "email/mailboxes.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {

namespace {

constexpr std::uint64_t little_space = std::uint64_t{1} << 30;

/// Collects findings; one line each.
class Report {
  public:
    void good(const std::string& text) { fmt::print("ok       {}\n", text); }
    void warn(const std::string& text) { fmt::print("warning  {}\n", text); }
    void bad(const std::string& text) {
        fmt::print("wrong    {}\n", text);
        wrong_ = true;
    }
    bool wrong() const { return wrong_; }

  private:
    bool wrong_ = false;
};

void check_space(Report& report, const std::string& folder) {
    struct statvfs space {};
    if (::statvfs(folder.c_str(), &space) != 0) return report.bad("the data folder " + folder + " can't be read");
    auto free = static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize;
    auto text = fmt::format("{} MB free in {}", free >> 20, folder);
    free < little_space ? report.warn(text + "; mail and uploads need room") : report.good(text);
}

void check_key(Report& report, const std::string& path) {
    struct stat file {};
    if (::stat(path.c_str(), &file) != 0) return report.good("the secret key is configured elsewhere");
    if (file.st_mode & 077) return report.bad(path + " can be read by others: chmod 600 it");
    report.good(path + " is private");
}

void check_senders(Report& report, const Context& context, const std::vector<brands::Brand>& brands) {
    for (auto& brand : brands)
        for (auto& line : email::look_at_sender(context, brand))
            line.good ? report.good(line.text) : line.wrong ? report.bad(line.text) : report.warn(line.text);
}

void check_jobs(Report& report, db::Reader& reader, Instant now) {
    for (auto& kind : jobs::counts(reader)) {
        if (kind.dead) report.warn(fmt::format("{} jobs of kind {} failed for good; see Administration, Jobs", kind.dead, kind.kind));
        if (kind.oldest_due && now - *kind.oldest_due > std::chrono::minutes{10})
            report.warn(fmt::format("a job of kind {} has been due since {}: is `goodhost serve` running?", kind.kind,
                                    to_rfc3339(*kind.oldest_due)));
    }
}

void check_mailboxes(Report& report, db::Reader& reader, const Context& context) {
    auto mailboxes = email::list_mailboxes(reader, context, {}).items;
    for (auto& health : email::list_mailbox_health(reader, context, {}).items) {
        if (!health.alarm) continue;
        auto found = std::ranges::find(mailboxes, health.mailbox_id, &email::Mailbox::id);
        auto address = found == mailboxes.end() ? std::to_string(health.mailbox_id.value) : found->address;
        report.bad(fmt::format("mailbox {} is {}{}: {}", address, enum_name(health.state),
                               health.since ? " since " + to_rfc3339(*health.since) : "",
                               health.words.empty() ? "see Administration, Mailboxes" : health.words));
    }
}

}  // namespace

int doctor(Program& program, const config::Settings& settings) {
    Report report;
    auto context = program.system_context();
    report.good(settings.text("database").empty() ? "SQLite in " + program.data_folder() : "PostgreSQL");
    check_space(report, program.data_folder());
    check_key(report, program.data_folder() + "/secret.key");
    if (settings.flag("demo")) report.warn("demo is on: anybody can sign in as anybody");
    std::vector<brands::Brand> brands;
    program.database().read([&](db::Reader& reader) {
        brands = brands::list_brands(reader);
        if (brands.empty()) report.warn("not set up yet: open /setup in a browser, or seed the demo host");
        for (auto& brand : brands) report.good(fmt::format("brand {} at {}", brand.name, brand.domain));
        check_jobs(report, reader, context.now());
        check_mailboxes(report, reader, context);
        for (auto& check : program.registry().health()) {
            auto fault = check.fault(reader, context);
            fault ? report.warn(*fault) : report.good(std::string(check.name) + " runs");
        }
    });
    if (!settings.flag("demo")) check_senders(report, context, brands);
    auto chain = trail::verify(program.database());
    if (chain.faults.empty())
        report.good(fmt::format("the trail's {} entries are intact", chain.entries));
    else
        report.bad(fmt::format("{} streams of the trail are damaged: run `goodhost verify`", chain.faults.size()));
    return report.wrong() ? failed : done;
}

}  // namespace goodhost::app
