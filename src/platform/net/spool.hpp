#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace goodhost::net {

/// Says in the log why a file of what comes in can't be written.
void tell_spool_fault(const std::string& path, int error);

/// A file that a message is written to while it comes in; gone with this object unless something took it away. It is not
/// synced: the store does that, once, when it takes it over.
class SpoolFile {
  public:
    /// In a folder that exists.
    explicit SpoolFile(const std::string& folder);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    /// False when the bytes could not be written, and from then on.
    bool write(std::string_view bytes);
    /// Appends another file.
    bool append_file(const std::string& path);
    bool good() const { return descriptor_ >= 0; }
    const std::string& path() const { return path_; }
    std::uint64_t size() const { return size_; }

  private:
    void fail();
    std::string path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace goodhost::net
