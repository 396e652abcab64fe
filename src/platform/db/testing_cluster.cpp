#include "platform/db/testing_cluster.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "platform/db/postgres_connection.hpp"

namespace goodhost::db::testing {

namespace {

/// The newest server's programs, or empty.
std::string binaries() {
    std::vector<std::string> folders;
    std::error_code ignored;
    for (auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", ignored))
        if (std::filesystem::exists(version.path() / "bin/postgres")) folders.push_back((version.path() / "bin/").string());
    return folders.empty() ? "" : std::ranges::max(folders);
}

/// A server on a socket in a temporary folder, without fsync, that ends with this process: at its exit, or by the
/// kernel when it is killed. PostgreSQL does not run as root, so root becomes `postgres`.
class Cluster {
  public:
    explicit Cluster(const std::string& programs) : user_(::geteuid() == 0 ? ::getpwnam("postgres") : nullptr) {
        auto pattern = (std::filesystem::temp_directory_path() / "goodhost_pg_XXXXXX").string();
        if (!::mkdtemp(pattern.data())) return;
        folder_ = pattern;
        if (user_ && ::chown(folder_.c_str(), user_->pw_uid, user_->pw_gid) != 0) return;
        auto init = start(
            {programs + "initdb", "-D", folder_ + "/data", "-U", "goodhost", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"});
        int status = 0;
        ::waitpid(init, &status, 0);
        if (status != 0) return;
        server_ = start({programs + "postgres", "-D", folder_ + "/data", "-k", folder_, "-h", "", "-F", "-c", "full_page_writes=off", "-c",
                         "max_connections=300", "-c", "shared_buffers=32MB", "-c", "autovacuum=off"});
        url_ = "postgresql:///%s?user=goodhost&host=" + folder_;
        if (!answers()) url_.clear();
    }

    ~Cluster() {
        if (server_ > 0) {
            ::kill(server_, SIGQUIT);
            ::waitpid(server_, nullptr, 0);
        }
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }

    const std::string& url() const { return url_; }

  private:
    pid_t start(const std::vector<std::string>& command) const {
        std::vector<char*> arguments;
        for (auto& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
        arguments.push_back(nullptr);
        auto log = folder_ + "/log";
        auto child = ::fork();
        if (child == 0) become(arguments.data(), log.c_str());
        return child;
    }

    /// In the child: only what is safe after fork() in a program with threads.
    [[noreturn]] void become(char** arguments, const char* log) const {
        bool changed = !user_ || (::setgroups(0, nullptr) == 0 && ::setgid(user_->pw_gid) == 0 && ::setuid(user_->pw_uid) == 0);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        ::setpgid(0, 0);  // an interrupt from the terminal is for the tests
        int file = ::open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(file, 1);
        ::dup2(file, 2);
        if (changed && ::chdir("/") == 0) ::execv(arguments[0], arguments);
        ::_exit(127);
    }

    bool answers() const {
        Options options;
        Meter meter(options);
        options.postgres_url = url_;
        options.postgres_url.replace(url_.find("%s"), 2, "postgres");
        for (int attempt = 0; attempt < 500 && ::waitpid(server_, nullptr, WNOHANG) == 0; ++attempt) {
            try {
                PostgresConnection connection(options, meter);
                return true;
            } catch (const std::exception&) {
                std::this_thread::sleep_for(std::chrono::milliseconds{20});  // the server says nothing when it is ready
            }
        }
        return false;
    }

    const passwd* user_;
    std::string folder_;
    pid_t server_ = -1;
    std::string url_;
};

/// `postgresql://host/%s?...`
std::string find_or_start() {
    if (const char* named = ::getenv("GOODHOST_TEST_POSTGRES"); named && *named) {
        std::string url = named;
        if (url == "none") return "";
        auto path = url.find('/', url.find("//") + 2);
        auto query = std::min(url.find('?'), url.size());
        return (path < query ? url.substr(0, path) : url.substr(0, query)) + "/%s" + url.substr(query);
    }
    auto programs = binaries();
    if (programs.empty()) return "";
    static Cluster cluster(programs);
    return cluster.url();
}

}  // namespace

const std::string& cluster_url() {
    static const std::string url = find_or_start();
    return url;
}

std::string url_of_database(const std::string& name) {
    auto url = cluster_url();
    return url.replace(url.find("%s"), 2, name);
}

void administer(const std::string& sql) {
    Options options;
    Meter meter(options);
    options.postgres_url = url_of_database("postgres");
    PostgresConnection(options, meter).execute(sql);
}

}  // namespace goodhost::db::testing
