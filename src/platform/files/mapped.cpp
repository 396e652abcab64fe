#include "platform/files/mapped.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/core/problem.hpp"

namespace goodhost::files {

MappedFile::MappedFile(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw Problem(ProblemKind::not_found, "platform.file_missing", path);
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0;
    const auto size = static_cast<std::size_t>(known ? status.st_size : 0);
    // Nothing can be mapped of an empty file.
    void* const start = size ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : nullptr;
    ::close(descriptor);
    if (!known || start == MAP_FAILED) throw Problem(ProblemKind::unavailable, "platform.files_unavailable", "can't map " + path);
    bytes_ = {static_cast<const char*>(start), size};
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

void MappedFile::forget() const {
    if (!bytes_.empty()) ::madvise(const_cast<char*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
}

}  // namespace goodhost::files
