#pragma once
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost {

/// UTC, milliseconds. In both databases an int64; in JSON RFC 3339 with `Z`.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

inline std::int64_t to_millis(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_millis(std::int64_t millis) { return Instant{std::chrono::milliseconds{millis}}; }

/// `2026-11-22T05:03:24.125Z`; the fraction is left out when it is zero.
std::string to_rfc3339(Instant at);
/// RFC 3339 with any offset; a date alone is midnight UTC. Nothing on bad input.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// Where the time comes from. Slices never ask the system.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    /// Calls `wake` whenever the time jumps (a test's clock); never for the system's clock. Thread-safe.
    virtual void on_jump(std::function<void()> wake) const = 0;
    /// How long to wait really until `at` comes; zero when it has come. A standing clock gives a long time: on_jump wakes.
    virtual Duration until(Instant at) const = 0;
};

class SystemClock final : public Clock {
  public:
    Instant now() const override;
    void on_jump(std::function<void()>) const override {}
    Duration until(Instant at) const override;
};

/// Stands still until it is moved. Thread-safe.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant at) : now_(at) {}
    Instant now() const override;
    void on_jump(std::function<void()> wake) const override;
    Duration until(Instant at) const override;
    void advance(Duration by);
    void set(Instant at);
    /// From now on every look at the clock moves it by so much: nothing may count on two looks giving the same time.
    void tick(Duration by);

  private:
    mutable std::mutex mutex_;
    mutable Instant now_;
    Duration tick_{0};
    mutable std::vector<std::function<void()>> wakes_;
};

}  // namespace goodhost
