#include <magic.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "platform/files/files.hpp"

namespace goodhost::files {

namespace {

constexpr std::string_view unknown = "application/octet-stream";

/// libmagic's handle serves one thread at a time and takes milliseconds to load, so that one is shared behind a lock.
class Sniffer {
  public:
    Sniffer() : magic_(::magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF)) {
        if (magic_ && ::magic_load(magic_, nullptr) != 0) {
            ::magic_close(magic_);
            magic_ = nullptr;
        }
    }
    ~Sniffer() {
        if (magic_) ::magic_close(magic_);
    }
    Sniffer(const Sniffer&) = delete;
    Sniffer& operator=(const Sniffer&) = delete;

    /// Without a magic data base every file is unknown, which is served as an inert download.
    std::string type_of(std::string_view bytes) {
        std::lock_guard lock(mutex_);
        const char* type = magic_ ? ::magic_buffer(magic_, bytes.data(), bytes.size()) : nullptr;
        return type ? type : std::string(unknown);
    }

  private:
    std::mutex mutex_;
    magic_t magic_;
};

}  // namespace

std::string sniff_media_type(std::string_view first_bytes) {
    static Sniffer sniffer;
    if (first_bytes.empty()) return std::string(unknown);
    auto type = sniffer.type_of(first_bytes);
    return type.find('/') == std::string::npos || type.starts_with("inode/") ? std::string(unknown) : type;
}

bool shown_inline(std::string_view media_type) {
    static constexpr std::array<std::string_view, 17> harmless{
        "audio/aac", "audio/flac", "audio/mpeg", "audio/mp4", "audio/ogg",  "audio/wav",  "audio/webm", "audio/x-wav", "image/avif",
        "image/bmp", "image/gif",  "image/jpeg", "image/png", "image/webp", "text/plain", "video/mp4",  "video/webm"};
    return std::ranges::find(harmless, media_type) != harmless.end();
}

}  // namespace goodhost::files
