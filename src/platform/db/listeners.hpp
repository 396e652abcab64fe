#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/meter.hpp"

namespace goodhost::db {

/// Who listens to which channel. Thread-safe; a listener may add others, and is never called under the lock.
class Listeners {
  public:
    explicit Listeners(Meter& meter) : meter_(meter) {}
    /// Throws std::logic_error when the channel is not a plain identifier. True for the first one of a channel.
    bool add(const std::string& channel, std::function<void(std::string_view)> heard);
    void deliver(std::string_view channel, std::string_view payload);
    std::vector<std::string> channels() const;

  private:
    Meter& meter_;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<std::function<void(std::string_view)>>, std::less<>> by_channel_;
};

}  // namespace goodhost::db
