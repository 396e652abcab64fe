#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "platform/imports/imports.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/live/live.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/resident.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost {

struct SeedPlan;

/// A built-in permission with the built-in roles that have it (`owner` and `admin` have all).
struct PermissionEntry {
    Permission permission;
    std::vector<std::string_view> roles;
};

/// Something that has to run for the host to keep its word. `fault` says in English why it does not, for logs and administrators.
struct HealthCheck {
    std::string_view name;
    std::function<std::optional<std::string>(db::Reader&, const Context&)> fault;
};

/// A figure that stands in the database, the same for every node, read when /metrics is asked: one statement, by an index.
struct Measure {
    std::string_view name;  ///< `goodhost_mail_waiting`
    std::string_view help;
    std::function<std::vector<metrics::Sample>(db::Reader&, const Context&)> samples;
};

/// One part of the demo host, run in the order in which slices are registered.
struct SeedStep {
    std::string_view name;
    std::function<void(const Context& system, SeedPlan& plan)> run;
};

/// What the slices contribute. Central mechanisms read from it and never list domain things themselves. Filled by
/// register_<slice>() at start, constant afterwards.
class Registry {
  public:
    void migrations(std::span<const db::Migration> entries) { migrations_.insert(migrations_.end(), entries.begin(), entries.end()); }
    void statements(std::span<const db::Statement* const> entries) {
        statements_.insert(statements_.end(), entries.begin(), entries.end());
    }
    void routes(std::vector<http::Route> entries);
    void permissions(std::vector<PermissionEntry> entries);
    void consumer(trail::Consumer entry) { consumers_.push_back(std::move(entry)); }
    void job(jobs::Kind entry) { jobs_.push_back(std::move(entry)); }
    /// For a program that does a part of what the slices do: jobs of the other kinds are not written down.
    void keep_jobs(const std::function<bool(std::string_view kind)>& is_kept) {
        for (auto& kind : jobs_)
            if (!is_kept(kind.name)) kind.handle = nullptr;
    }
    /// Called once a day on a worker, without a transaction: removing what is over. It must be idempotent.
    void upkeep(std::function<void(const Context& system)> entry) { upkeep_.push_back(std::move(entry)); }
    /// A statement that gives the SHA-256 of stored files which rows name, from $1 up to but not including $2. Every column that names
    /// files needs one: a file that none of these names is removed after a day.
    void files_in_use(const db::Statement& entry) { files_in_use_.push_back(&entry); }
    void live(live::Source entry) { live_.push_back(std::move(entry)); }
    void resident(ResidentEntry entry) { residents_.push_back(std::move(entry)); }
    /// Asked by /readyz and `goodhost doctor`.
    void health(HealthCheck entry) { health_.push_back(std::move(entry)); }
    void measure(Measure entry) { measures_.push_back(std::move(entry)); }
    void importer(imports::Importer entry) { importers_.push_back(std::move(entry)); }
    void seed(SeedStep entry) { seeds_.push_back(std::move(entry)); }
    /// A database constraint's problem: `agents_email_unique` -> conflict `accounts.email_taken`, field `email`.
    void constraint(std::string_view name, std::string_view code, std::string_view field);
    /// Exactly one slice (accounts) tells who a request is.
    void authenticator(http::Authenticator entry) { authenticator_ = std::move(entry); }

    const std::vector<db::Migration>& migrations() const { return migrations_; }
    const std::vector<const db::Statement*>& statements() const { return statements_; }
    const std::vector<http::Route>& routes() const { return routes_; }
    const std::vector<PermissionEntry>& permissions() const { return permissions_; }
    const std::vector<trail::Consumer>& consumers() const { return consumers_; }
    const std::vector<jobs::Kind>& jobs() const { return jobs_; }
    const std::vector<std::function<void(const Context&)>>& upkeep() const { return upkeep_; }
    const std::vector<const db::Statement*>& files_in_use() const { return files_in_use_; }
    const std::vector<live::Source>& live() const { return live_; }
    const std::vector<ResidentEntry>& residents() const { return residents_; }
    const std::vector<HealthCheck>& health() const { return health_; }
    const std::vector<Measure>& measures() const { return measures_; }
    const std::vector<imports::Importer>& importers() const { return importers_; }
    const std::vector<SeedStep>& seeds() const { return seeds_; }
    const http::Authenticator& authenticator() const { return authenticator_; }
    /// What a person is told of a broken constraint; a general conflict when no slice mapped it.
    Problem problem_of(const db::Error& error) const;

  private:
    struct Constraint {
        std::string_view name, code, field;
    };
    std::vector<db::Migration> migrations_;
    std::vector<const db::Statement*> statements_;
    std::vector<http::Route> routes_;
    std::vector<PermissionEntry> permissions_;
    std::vector<trail::Consumer> consumers_;
    std::vector<jobs::Kind> jobs_;
    std::vector<std::function<void(const Context&)>> upkeep_;
    std::vector<const db::Statement*> files_in_use_;
    std::vector<live::Source> live_;
    std::vector<ResidentEntry> residents_;
    std::vector<HealthCheck> health_;
    std::vector<Measure> measures_;
    std::vector<imports::Importer> importers_;
    std::vector<SeedStep> seeds_;
    std::vector<Constraint> constraints_;
    http::Authenticator authenticator_;
};

}  // namespace goodhost
