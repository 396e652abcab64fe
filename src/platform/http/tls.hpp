#pragma once
#include <sys/stat.h>

#include <memory>
#include <mutex>
#include <string>

#include "platform/http/stream.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace goodhost::http {

/// The server's certificate and key, read again when a file changes. A pair that does not load or fit leaves the one
/// before in use, so that a half-written renewal breaks nothing. Thread-safe.
class TlsContext {
  public:
    /// Throws Problem unavailable when the files do not load.
    TlsContext(std::string certificate_path, std::string key_path);
    std::unique_ptr<Stream> wrap(TcpSocket socket);

  private:
    struct FileMark {
        timespec modified{};
        ino_t inode = 0;
        off_t size = 0;
    };
    static FileMark mark_of(const std::string& path);
    static bool same(const FileMark& a, const FileMark& b);
    std::shared_ptr<ssl_ctx_st> current();
    std::shared_ptr<ssl_ctx_st> load() const;

    std::string certificate_path_, key_path_;
    std::mutex mutex_;
    FileMark certificate_mark_, key_mark_;
    std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace goodhost::http
