#pragma once
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/core/time.hpp"

namespace goodhost::http {

struct RateLimitState {
    bool allowed = true;
    int limit = 0;
    int remaining = 0;
    int reset_seconds = 0;  ///< until the bucket is full again, or until one request is free when refused
};

/// Token buckets by key, each of a minute's allowance. In memory of this node; bounded: full buckets are dropped.
class RateLimiter {
  public:
    explicit RateLimiter(const Clock& clock) : clock_(clock) {}
    RateLimitState take(const std::string& key, int per_minute);

  private:
    struct Bucket {
        double tokens;
        Instant at;
    };
    void drop_full(Instant now, int per_minute);
    const Clock& clock_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace goodhost::http
