#include "app/postgres_tools.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "platform/core/problem.hpp"

namespace goodhost::app {

namespace {

/// libpq reads a URL given as database name only from an argument; a service of its own file keeps it out of the list.
std::filesystem::path service_file(const std::string& url) {
    char name[] = "/tmp/goodhost-pg-XXXXXX";
    int file = ::mkstemp(name);
    if (file < 0) throw Problem(ProblemKind::unavailable, "app.unwritable_file", name);
    auto rest = url.substr(url.find("//") + 2);
    auto at = rest.rfind('@');
    auto user = at == std::string::npos ? std::string() : rest.substr(0, at);
    rest = at == std::string::npos ? rest : rest.substr(at + 1);
    auto slash = rest.find('/'), question = rest.find('?');
    auto place = rest.substr(0, std::min(slash, question));
    std::string text = "[goodhost]\n";
    auto line = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) text += std::string(key) + "=" + value + "\n";
    };
    line("user", user.substr(0, user.find(':')));
    if (user.find(':') != std::string::npos) line("password", user.substr(user.find(':') + 1));
    auto colon = place.rfind(':');
    line("host", place.substr(0, colon));
    if (colon != std::string::npos) line("port", place.substr(colon + 1));
    if (slash != std::string::npos) line("dbname", rest.substr(slash + 1, question == std::string::npos ? question : question - slash - 1));
    for (std::size_t from = question; from != std::string::npos; from = rest.find('&', from + 1)) {
        auto pair = rest.substr(from + 1, rest.find('&', from + 1) - from - 1);
        auto equals = pair.find('=');
        if (equals != std::string::npos) line(pair.substr(0, equals), pair.substr(equals + 1));
    }
    bool kept = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(file);
    if (!kept) throw Problem(ProblemKind::unavailable, "app.unwritable_file", name);
    return name;
}

void run_tool(const std::string& url, std::vector<std::string> command) {
    auto service = service_file(url);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (auto& part : command) arguments.push_back(part.data());
    arguments.push_back(nullptr);
    auto setting = "PGSERVICEFILE=" + service.string();
    std::vector<char*> environment{setting.data()};
    for (char** entry = environ; *entry; ++entry) environment.push_back(*entry);
    environment.push_back(nullptr);
    pid_t child = 0;
    int fault = ::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environment.data());
    int status = -1;
    if (fault == 0) ::waitpid(child, &status, 0);
    std::filesystem::remove(service);
    if (fault != 0 || status != 0)
        throw Problem(ProblemKind::unavailable, "app.tool_failed",
                      command[0] + (fault ? " cannot be started; install postgresql-client" : " failed"));
}

}  // namespace

void dump_postgres(const std::string& url, const std::filesystem::path& file) {
    run_tool(url, {"pg_dump", "--format=custom", "--file=" + file.string(), "service=goodhost"});
}

void restore_postgres(const std::string& url, const std::filesystem::path& file) {
    run_tool(url, {"pg_restore", "--no-owner", "--exit-on-error", "--dbname=service=goodhost", file.string()});
}

}  // namespace goodhost::app
