#include "platform/http/body.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "platform/net/spool.hpp"

namespace goodhost::http {

namespace {

/// An announced length is a claim: no more than this is reserved on its strength.
constexpr std::uint64_t most_reserved = 256 * 1024;
constexpr std::string_view spool_name = "goodhost-body-";

class MemoryReceiver final : public BodyReceiver {
  public:
    MemoryReceiver(std::uint64_t limit, std::uint64_t expected) : limit_(limit) { body_.reserve(std::min(expected, most_reserved)); }

    std::optional<Refusal> take(std::string_view bytes) override {
        received_ += bytes.size();
        if (received_ > limit_) return refusals::too_large;
        body_ += bytes;
        return std::nullopt;
    }
    void finish(Request& request) override { request.body = std::move(body_); }

  private:
    std::uint64_t limit_;
    std::string body_;
};

class SpoolReceiver final : public BodyReceiver {
  public:
    SpoolReceiver(std::uint64_t limit, const std::string& folder)
        : limit_(limit), path_(folder + "/" + std::string(spool_name) + "XXXXXX") {
        descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
        if (descriptor_ < 0) net::tell_spool_fault(path_, errno);
    }
    ~SpoolReceiver() override {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        if (!finished_) ::unlink(path_.c_str());
    }
    SpoolReceiver(const SpoolReceiver&) = delete;

    std::optional<Refusal> take(std::string_view bytes) override {
        received_ += bytes.size();
        if (received_ > limit_) return refusals::too_large;
        if (descriptor_ < 0) return refusals::no_storage;
        while (!bytes.empty()) {
            auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) {
                net::tell_spool_fault(path_, errno);
                return refusals::no_storage;
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return std::nullopt;
    }
    void finish(Request& request) override {
        request.spooled = std::make_shared<SpooledBody>(path_, received_);
        finished_ = true;
    }

  private:
    std::uint64_t limit_;
    std::string path_;
    int descriptor_ = -1;
    bool finished_ = false;
};

}  // namespace

void prepare_spool_folder(const std::string& folder) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
    auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours{24};
    std::vector<fs::path> left;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code unreadable;
        bool ours = at->path().filename().string().starts_with(spool_name) && at->is_regular_file(unreadable);
        if (ours && at->last_write_time(unreadable) < long_ago && !unreadable) left.push_back(at->path());
    }
    for (auto& path : left) fs::remove(path, error);
}

std::unique_ptr<BodyReceiver> make_receiver(const BodyPlan& plan, std::uint64_t expected, const std::string& spool_folder) {
    if (plan.spool) return std::make_unique<SpoolReceiver>(plan.limit, spool_folder);
    return std::make_unique<MemoryReceiver>(plan.limit, expected);
}

}  // namespace goodhost::http
