#include "platform/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace goodhost::http {

namespace {
constexpr std::size_t most_buckets = 100'000;
}

RateLimitState RateLimiter::take(const std::string& key, int per_minute) {
    auto now = clock_.now();
    std::lock_guard lock(mutex_);
    if (buckets_.size() > most_buckets) drop_full(now, per_minute);
    auto [it, fresh] = buckets_.try_emplace(key, Bucket{static_cast<double>(per_minute), now});
    auto& bucket = it->second;
    double per_milli = per_minute / 60000.0;
    auto passed = std::max<std::int64_t>(0, (now - bucket.at).count());
    bucket.tokens = std::min<double>(per_minute, bucket.tokens + static_cast<double>(passed) * per_milli);
    bucket.at = now;
    RateLimitState state{bucket.tokens >= 1, per_minute, 0, 0};
    if (state.allowed) bucket.tokens -= 1;
    double missing = state.allowed ? per_minute - bucket.tokens : 1 - bucket.tokens;
    state.remaining = static_cast<int>(bucket.tokens);
    state.reset_seconds = static_cast<int>(std::ceil(missing / per_milli / 1000));
    return state;
}

void RateLimiter::drop_full(Instant now, int per_minute) {
    std::erase_if(buckets_, [&](auto& entry) {
        auto passed = static_cast<double>((now - entry.second.at).count());
        return entry.second.tokens + passed * per_minute / 60000.0 >= per_minute;
    });
}

}  // namespace goodhost::http
