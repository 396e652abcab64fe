#include "platform/db/testing.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>

#include "platform/db/backend.hpp"
#include "platform/db/testing_cluster.hpp"

#ifdef __has_feature
#if __has_feature(thread_sanitizer)
/// The reference count of an exception is atomic, but libstdc++ is not instrumented, so that the sanitizer does not see it.
extern "C" const char* __tsan_default_suppressions() { return "race:std::__exception_ptr::exception_ptr\n"; }
#endif
#endif

namespace goodhost::db::testing {

namespace {

std::string make_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "goodhost_test_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw Error(ErrorKind::other, {}, "no temporary folder at " + pattern);
    return pattern;
}

/// Unlike others on the same server.
std::string fresh_name() {
    static std::atomic<int> count = 0;
    return "goodhost_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

std::string digest_of(std::span<const Migration> migrations) {
    std::string digest;
    for (auto& m : migrations) digest += std::string(m.slice) + "/" + std::string(m.name) + ":" + std::string(m.digest) + ";";
    return digest;
}

/// Migrated databases, kept until the process ends: a folder for SQLite, a database's name for PostgreSQL.
class Templates {
  public:
    ~Templates() {
        std::error_code ignored;
        for (auto& [key, made] : made_)
            if (key.first == Dialect::sqlite) std::filesystem::remove_all(made, ignored);
        // Those of a private server go with it; on another one they would stay.
        if (const char* named = ::getenv("GOODHOST_TEST_POSTGRES"); named && *named) drop_all();
    }

    const std::string& get(Dialect dialect, std::span<const Migration> migrations) {
        std::lock_guard lock(mutex_);
        auto [at, missing] = made_.try_emplace({dialect, digest_of(migrations)});
        if (missing) at->second = dialect == Dialect::sqlite ? make_sqlite(migrations) : make_postgres(migrations);
        return at->second;
    }

  private:
    static std::string make_sqlite(std::span<const Migration> migrations) {
        Options options;
        options.data = make_folder();
        open(options)->migrate(migrations);
        return options.data;
    }

    static std::string make_postgres(std::span<const Migration> migrations) {
        auto name = fresh_name();
        administer("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        Options options;
        options.postgres_url = url_of_database(name);
        open(options)->migrate(migrations);
        return name;
    }

    void drop_all() {
        try {
            for (auto& [key, made] : made_)
                if (key.first == Dialect::postgres) administer("DROP DATABASE IF EXISTS " + made + " WITH (FORCE)");
        } catch (const std::exception&) {
            // The server is gone; nothing is left to clean.
        }
    }

    std::mutex mutex_;
    std::map<std::pair<Dialect, std::string>, std::string> made_;
};

Templates& templates() {
    static Templates kept;
    return kept;
}

}  // namespace

std::vector<Dialect> both_databases() {
    if (cluster_url().empty()) return {Dialect::sqlite};
    return {Dialect::sqlite, Dialect::postgres};
}

std::string preparation_error(Database& database, const Statement& statement) {
    try {
        dynamic_cast<Backend&>(database).prepare(statement);
        return "";
    } catch (const Error& error) { return error.message; }
}

TestDatabase::TestDatabase(Dialect dialect, std::span<const Migration> migrations, Options options) : options_(std::move(options)) {
    folder_ = make_folder();
    options_.data = folder_;
    options_.postgres_url.clear();
    auto& from = templates().get(dialect, migrations);
    if (dialect == Dialect::sqlite) {
        std::filesystem::copy_file(from + "/goodhost.db", folder_ + "/goodhost.db");
    } else {
        postgres_name_ = fresh_name();
        // Files are copied in half the time that the standard way needs, which logs each page.
        administer("CREATE DATABASE " + postgres_name_ + " TEMPLATE " + from + " STRATEGY FILE_COPY");
        options_.postgres_url = url_of_database(postgres_name_);
    }
    database_ = open(options_);
}

TestDatabase::~TestDatabase() {
    database_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    try {
        if (!postgres_name_.empty()) administer("DROP DATABASE IF EXISTS " + postgres_name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server may be down, which some tests are about.
    }
}

void TestDatabase::reopen() {
    database_.reset();
    database_ = open(options_);
}

}  // namespace goodhost::db::testing
