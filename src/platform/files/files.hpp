#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/time.hpp"

/// Content-addressed files: attachments, raw messages, exports. Named by the SHA-256 of their bytes, written once,
/// never changed.
namespace goodhost::files {

struct Stored {
    std::string sha256;  ///< hex
    std::int64_t size = 0;
    std::string media_type;  ///< sniffed from the bytes, not what the sender said
};

/// Thread-safe. put() returns only after bytes and name are durable (fsync of file and folder).
class Store {
  public:
    virtual ~Store() = default;
    virtual Stored put(std::string_view bytes) = 0;
    /// Takes over a finished temporary file on the same file system (renamed) or copies it.
    virtual Stored put_file(const std::string& path) = 0;
    /// Where it stands, to be streamed; nothing when it is missing.
    virtual std::optional<std::string> path_of(std::string_view sha256) const = 0;
    virtual std::string read(std::string_view sha256) const = 0;  ///< throws Problem not_found `platform.file_missing`
    /// Calls `each` (sha256, size) for every file.
    virtual void walk(const std::function<void(std::string_view, std::int64_t)>& each) const = 0;
    virtual bool remove(std::string_view sha256) = 0;
    /// Removes a file that nobody has put for `unused`, of which the caller found that no row names it. A put of the same bytes
    /// meanwhile keeps it or writes it again. False when it stays.
    virtual bool remove_unused(std::string_view sha256, std::chrono::hours unused) = 0;
};

std::unique_ptr<Store> open_disk_store(const std::string& folder);

/// The bytes of any file; Problem not_found `platform.file_missing`.
std::string read_whole(const std::string& path);

std::string sniff_media_type(std::string_view first_bytes);
/// Types that a browser may show from our origin without being able to run anything (images but SVG, PDF as download,
/// …).
bool shown_inline(std::string_view media_type);
/// A Content-Disposition value with RFC 5987 file name; no header injection.
std::string content_disposition(std::string_view kind, std::string_view file_name);

}  // namespace goodhost::files
