#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <span>
#include <system_error>

#include "platform/core/problem.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/files/files.hpp"

namespace goodhost::files {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_size = 256 * 1024;
constexpr std::size_t sniffed_size = 64 * 1024;
/// A temporary file this old belongs to nobody: its writer was killed.
constexpr std::chrono::hours abandoned_after{24};
constexpr std::string_view incoming = "incoming";
/// Where a file stands for the moment in which it is decided whether it goes.
constexpr std::string_view leaving = "leaving";

[[noreturn]] void fail(std::string_view what, const std::string& path, int error = errno) {
    throw Problem(ProblemKind::unavailable, "platform.files_unavailable",
                  fmt::format("{} {}: {}", what, path, std::generic_category().message(error)));
}

class Descriptor {
  public:
    Descriptor(const std::string& path, int flags, mode_t mode = 0) : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
        if (fd_ < 0) fail("can't open", path_);
    }
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("can't write", path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    /// Fills `buffer` as far as the file goes; an empty view at its end.
    std::string_view read(std::span<char> buffer) const {
        std::size_t filled = 0;
        while (filled < buffer.size()) {
            const auto got = ::read(fd_, buffer.data() + filled, buffer.size() - filled);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) fail("can't read", path_);
            if (got == 0) break;
            filled += static_cast<std::size_t>(got);
        }
        return {buffer.data(), filled};
    }
    void sync() const {
        if (::fsync(fd_) != 0) fail("can't make durable", path_);
    }

  private:
    std::string path_;
    int fd_;
};

void sync_folder(const std::string& path) { Descriptor(path, O_RDONLY | O_DIRECTORY).sync(); }

/// Removes the temporary file unless its name was given up to the store.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::string path) : path(std::move(path)) {}
    ~TemporaryFile() {
        if (!kept_) ::unlink(path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    void keep() { kept_ = true; }
    const std::string path;

  private:
    bool kept_ = false;
};

bool is_digest(std::string_view name) { return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

std::optional<std::int64_t> size_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return status.st_size;
}

/// `<folder>/ab/cdef...`. All 256 folders are made when the store is opened, so that a put has only its own folder to
/// sync.
class DiskStore final : public Store {
  public:
    explicit DiskStore(std::string folder) : folder_(std::move(folder)) {
        std::error_code error;
        for (auto part : {incoming, leaving}) fs::create_directories(fs::path(folder_) / part, error);
        for (int i = 0; i < 256 && !error; ++i) fs::create_directory(fs::path(folder_) / fmt::format("{:02x}", i), error);
        if (error) fail("can't make", folder_, error.value());
        sync_folder(folder_);
        remove_abandoned();
        bring_back_left();
    }

    Stored put(std::string_view bytes) override {
        Stored stored{crypto::hex(crypto::sha256(bytes)), static_cast<std::int64_t>(bytes.size()),
                      sniff_media_type(bytes.substr(0, sniffed_size))};
        if (has(stored)) return stored;
        TemporaryFile temporary(temporary_path());
        Descriptor file(temporary.path, O_WRONLY | O_CREAT | O_EXCL, 0640);
        file.write(bytes);
        file.sync();
        move_in(temporary.path, stored.sha256);
        temporary.keep();
        return stored;
    }

    Stored put_file(const std::string& path) override {
        TemporaryFile given(path);
        Stored stored = describe(path);
        if (has(stored)) return stored;
        Descriptor(path, O_RDONLY).sync();
        if (!move_in(path, stored.sha256))
            copy_in(path, stored.sha256);
        else
            given.keep();
        return stored;
    }

    std::optional<std::string> path_of(std::string_view sha256) const override {
        if (!is_digest(sha256) || !size_of(place_of(sha256))) return std::nullopt;
        return place_of(sha256);
    }

    std::string read(std::string_view sha256) const override {
        const auto path = path_of(sha256);
        if (!path) throw Problem(ProblemKind::not_found, "platform.file_missing", fmt::format("no file {} in {}", sha256, folder_));
        return read_whole(*path);
    }

    void walk(const std::function<void(std::string_view, std::int64_t)>& each) const override {
        for (int i = 0; i < 256; ++i) {
            const auto prefix = fmt::format("{:02x}", i);
            for (const auto& entry : fs::directory_iterator(fs::path(folder_) / prefix)) {
                const auto name = prefix + entry.path().filename().string();
                const auto size = size_of(entry.path().string());
                if (is_digest(name) && size) each(name, *size);
            }
        }
    }

    bool remove(std::string_view sha256) override {
        if (!is_digest(sha256) || ::unlink(place_of(sha256).c_str()) != 0) return false;
        sync_folder(folder_of(sha256));
        return true;
    }

    /// A put of what is there touches it first: then it is fresh, or no longer under its name and is written anew.
    bool remove_unused(std::string_view sha256, std::chrono::hours unused) override {
        if (!is_digest(sha256) || !is_older(place_of(sha256), unused)) return false;
        const auto aside = fmt::format("{}/{}/{}", folder_, leaving, sha256);
        if (::rename(place_of(sha256).c_str(), aside.c_str()) != 0) return false;
        if (is_older(aside, unused)) {
            ::unlink(aside.c_str());
            sync_folder(folder_of(sha256));
            return true;
        }
        move_in(aside, sha256);
        return false;
    }

  private:
    static bool is_older(const std::string& path, std::chrono::hours age) {
        std::error_code error;
        const auto written = fs::last_write_time(path, error);
        return !error && written < fs::file_time_type::clock::now() - age;
    }

    /// What a program that was killed had put aside.
    void bring_back_left() {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(fs::path(folder_) / leaving, ignored))
            if (const auto name = entry.path().filename().string(); is_digest(name)) move_in(entry.path().string(), name);
    }

    std::string folder_of(std::string_view sha256) const { return fmt::format("{}/{}", folder_, sha256.substr(0, 2)); }
    std::string place_of(std::string_view sha256) const { return fmt::format("{}/{}", folder_of(sha256), sha256.substr(2)); }

    /// Nodes may share the folder, hence the process id beside the counter.
    std::string temporary_path() {
        const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
        return fmt::format("{}/{}/{}-{}-{}", folder_, incoming, ::getpid(), now, counter_.fetch_add(1));
    }

    /// Already there with its full length. Its name may have been given a moment ago by another thread that has not
    /// synced the folder yet, and the caller was promised durability, so the folder is synced here too.
    bool has(const Stored& stored) const {
        if (::utimensat(AT_FDCWD, place_of(stored.sha256).c_str(), nullptr, 0) != 0) return false;
        if (size_of(place_of(stored.sha256)) != stored.size) return false;
        sync_folder(folder_of(stored.sha256));
        return true;
    }

    Stored describe(const std::string& path) const {
        const Descriptor file(path, O_RDONLY);
        std::string buffer(piece_size, '\0');
        crypto::Sha256 hash;
        Stored stored;
        for (auto piece = file.read(buffer); !piece.empty() || stored.media_type.empty(); piece = file.read(buffer)) {
            if (stored.media_type.empty()) stored.media_type = sniff_media_type(piece.substr(0, sniffed_size));
            hash.update(piece);
            stored.size += static_cast<std::int64_t>(piece.size());
        }
        stored.sha256 = crypto::hex(hash.finish());
        return stored;
    }

    /// False when `path` lies on another file system.
    bool move_in(const std::string& path, std::string_view sha256) {
        if (::rename(path.c_str(), place_of(sha256).c_str()) != 0) {
            if (errno == EXDEV) return false;
            fail("can't move", path);
        }
        sync_folder(folder_of(sha256));
        return true;
    }

    void copy_in(const std::string& path, std::string_view sha256) {
        TemporaryFile temporary(temporary_path());
        const Descriptor from(path, O_RDONLY);
        const Descriptor to(temporary.path, O_WRONLY | O_CREAT | O_EXCL, 0640);
        std::string buffer(piece_size, '\0');
        for (auto piece = from.read(buffer); !piece.empty(); piece = from.read(buffer)) to.write(piece);
        to.sync();
        move_in(temporary.path, sha256);
        temporary.keep();
    }

    void remove_abandoned() {
        std::error_code ignored;
        const auto limit = fs::file_time_type::clock::now() - abandoned_after;
        for (const auto& entry : fs::directory_iterator(fs::path(folder_) / incoming, ignored))
            if (entry.last_write_time(ignored) < limit) fs::remove(entry.path(), ignored);
    }

    const std::string folder_;
    std::atomic<std::uint64_t> counter_{0};
};

}  // namespace

std::string read_whole(const std::string& path) {
    const auto size = size_of(path);
    if (!size) throw Problem(ProblemKind::not_found, "platform.file_missing", path);
    const Descriptor file(path, O_RDONLY);
    std::string bytes(static_cast<std::size_t>(*size), '\0');
    bytes.resize(file.read(bytes).size());
    return bytes;
}

std::unique_ptr<Store> open_disk_store(const std::string& folder) { return std::make_unique<DiskStore>(folder); }

}  // namespace goodhost::files
