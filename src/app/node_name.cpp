#include "app/node_name.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/core/problem.hpp"
#include "platform/crypto/random.hpp"

namespace goodhost::app {

namespace {

/// A copied data folder on another machine is another node.
std::string host_name() {
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    return host;
}

/// What the file says, or a new name that it says from now on.
std::string name_in(int file) {
    char text[64] = {};
    auto size = ::pread(file, text, sizeof text - 1, 0);
    if (size > 0) return {text, static_cast<std::size_t>(size)};
    auto name = crypto::random_token(128);
    if (::pwrite(file, name.data(), name.size(), 0) != static_cast<ssize_t>(name.size()))
        throw Problem(ProblemKind::unavailable, "app.unwritable_file", "node.id");
    return name;
}

}  // namespace

NodeName::NodeName(const std::string& data_folder) : file_(::open((data_folder + "/node.id").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    bool alone = file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0;
    text_ = host_name() + "/" + (alone ? name_in(file_) : crypto::random_token(128));
}

NodeName::~NodeName() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace goodhost::app
