#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "app/daemon.hpp"
#include "platform/crypto/random.hpp"

/// Not tests: the programs that tests of this folder start.
namespace goodhost::app::testing {

namespace {

std::vector<char*> pointers(std::vector<std::string>& arguments) {
    std::vector<char*> all;
    all.reserve(arguments.size() + 1);
    for (auto& one : arguments) all.push_back(one.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

Daemon::Daemon(std::vector<std::string> arguments, const std::string& ready) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    pipe_ = ends[0];
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    auto all = pointers(arguments);
    if (::posix_spawn(&child_, all[0], &actions, nullptr, all.data(), environ) != 0) child_ = 0;
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::array<char, 4096> buffer;
    while (!ready_) {
        auto count = ::read(pipe_, buffer.data(), buffer.size());
        if (count <= 0) return;
        output_.append(buffer.data(), static_cast<std::size_t>(count));
        ready_ = output_.find(ready) != std::string::npos;
    }
    // Read on, so that it never waits for somebody to read what it writes.
    reader_ = std::thread([this] {
        std::array<char, 4096> rest;
        while (::read(pipe_, rest.data(), rest.size()) > 0) {}
    });
}

Daemon::~Daemon() {
    if (child_ > 0) ::kill(child_, SIGTERM), ::waitpid(child_, nullptr, 0);
    if (reader_.joinable()) reader_.join();
    if (pipe_ >= 0) ::close(pipe_);
}

TemporaryFolder::TemporaryFolder()
    : path_(std::filesystem::temp_directory_path() / ("goodhost-daemon-" + crypto::random_token(128).substr(0, 12))) {
    std::filesystem::create_directories(path_);
}

void TemporaryFolder::write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }

int free_port() {
    int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(handle, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(handle);
    return ntohs(address.sin_port);
}

std::string find_program(const std::string& name) {
    for (auto folder : {"/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/"})
        if (std::filesystem::exists(folder + name)) return folder + name;
    return {};
}

}  // namespace goodhost::app::testing
