#pragma once
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace goodhost::app::testing {

/// For tests: a program of somebody else's that serves until the test ends. Ready once it has written `ready`.
class Daemon {
  public:
    Daemon(std::vector<std::string> arguments, const std::string& ready);
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    ~Daemon();
    bool is_ready() const { return ready_; }
    const std::string& output() const { return output_; }  ///< up to `ready`

  private:
    int child_ = 0;
    int pipe_ = -1;
    bool ready_ = false;
    std::string output_;
    std::thread reader_;
};

/// A folder that is removed with its contents.
class TemporaryFolder {
  public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    void write(const std::string& name, const std::string& text) const;

  private:
    std::filesystem::path path_;
};

/// A port of 127.0.0.1 that was free a moment ago.
int free_port();

/// Where a program stands, or nothing.
std::string find_program(const std::string& name);

}  // namespace goodhost::app::testing
