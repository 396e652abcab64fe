#pragma once
#include <string>
#include <string_view>

namespace goodhost::files {

/// The bytes of a file that does not change (a stored one), read as they are needed: they belong to the system's cache,
/// not to us. Throws Problem not_found `platform.file_missing`, unavailable `platform.files_unavailable`.
class MappedFile {
  public:
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::string_view bytes() const { return bytes_; }
    /// What was read leaves our memory; it is read anew when it is needed again.
    void forget() const;

  private:
    std::string_view bytes_;
};

}  // namespace goodhost::files
