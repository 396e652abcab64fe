#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace goodhost::email {

/// How many mails are being handed over for one recipient domain at once: providers turn away those who come in crowds.
/// Any thread.
class Gate {
  public:
    /// Open as long as it lives.
    class Pass {
      public:
        Pass(Gate& gate, std::string key) : gate_(&gate), key_(std::move(key)) {}
        Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), key_(std::move(other.key_)) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (gate_) gate_->leave(key_);
        }

      private:
        Gate* gate_;
        std::string key_;
    };

    /// Nothing when as many are on their way already.
    std::optional<Pass> enter(const std::string& key, std::int64_t most) {
        const std::lock_guard lock(mutex_);
        auto& count = inside_[key];
        if (count >= most) return std::nullopt;
        ++count;
        return std::optional<Pass>(std::in_place, *this, key);
    }

  private:
    void leave(const std::string& key) {
        const std::lock_guard lock(mutex_);
        auto at = inside_.find(key);
        if (--at->second == 0) inside_.erase(at);
    }

    std::mutex mutex_;
    std::map<std::string, std::int64_t> inside_;
};

}  // namespace goodhost::email
