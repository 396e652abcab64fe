#include "platform/net/spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "platform/log/log.hpp"

namespace goodhost::net {

void tell_spool_fault(const std::string& path, int error) {
    log::warning("spool_failed", {{"path", path}, {"error", std::generic_category().message(error)}});
}

SpoolFile::SpoolFile(const std::string& folder) : path_(folder + "/goodhost-body-XXXXXX") {
    descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
    if (!good()) tell_spool_fault(path_, errno);
    // The store shares its files with backups run by another user of our group.
    if (descriptor_ >= 0 && ::fchmod(descriptor_, 0640) != 0) fail();
}

SpoolFile::~SpoolFile() {
    fail();
    ::unlink(path_.c_str());
}

bool SpoolFile::write(std::string_view bytes) {
    while (good() && !bytes.empty()) {
        auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            tell_spool_fault(path_, errno);
            fail();
            return false;
        }
        size_ += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return good();
}

bool SpoolFile::append_file(const std::string& path) {
    const int from = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (from < 0) return fail(), false;
    std::string piece(256 * 1024, '\0');
    ssize_t got = 0;
    do {
        got = ::read(from, piece.data(), piece.size());
        if (got > 0) write(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
    } while (good() && (got > 0 || (got < 0 && errno == EINTR)));
    ::close(from);
    if (got < 0) fail();
    return good();
}

void SpoolFile::fail() {
    if (good()) ::close(std::exchange(descriptor_, -1));
}

}  // namespace goodhost::net
