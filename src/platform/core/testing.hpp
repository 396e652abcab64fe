#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost {

/// A context for tests of the platform's own parts, with a clock, a database, metrics and an empty registry. The other services are
/// not there: a test that touches one ends in a fault at once.
class TestServices {
  public:
    TestServices(const Clock& clock, db::Database& database)
        : services_{clock,
                    database,
                    absent<files::Store>(),
                    absent<i18n::Catalogue>(),
                    absent<crypto::Signer>(),
                    absent<crypto::Vault>(),
                    absent<config::Settings>(),
                    metrics_,
                    registry_},
          clock_(clock) {}

    Context system() {
        Context context(clock_, services_);
        context.actor = {ActorKind::system, 0, "Goodhost"};
        return context;
    }
    Context acting(ActorKind kind, std::int64_t id, std::string name) {
        Context context(clock_, services_);
        context.actor = {kind, id, std::move(name)};
        return context;
    }

    Registry& registry() { return registry_; }

  private:
    template <class T>
    T& absent() {
        return reinterpret_cast<T&>(nothing_);
    }

    alignas(std::max_align_t) std::byte nothing_[256]{};
    metrics::Registry metrics_;
    Registry registry_;
    Services services_;
    const Clock& clock_;
};

/// Counts what other threads do, so that a test can wait for it without sleeping.
class TestCounter {
  public:
    int add() {
        std::lock_guard lock(mutex_);
        changed_.notify_all();
        return ++count_;
    }
    int count() const {
        std::lock_guard lock(mutex_);
        return count_;
    }
    /// False when it has not come to `count` by then.
    bool reaches(int count, std::chrono::milliseconds within = std::chrono::seconds{20}) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, within, [&] { return count_ >= count; });
    }
    /// Moves the clock on, minute by minute, until it comes to `count`: for what is tried again after a delay.
    bool reaches_as_time_passes(int count, ManualClock& clock) {
        for (int minute = 0; minute < 400; ++minute) {
            if (reaches(count, std::chrono::milliseconds{50})) return true;
            clock.advance(std::chrono::minutes{1});
        }
        return false;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
};

}  // namespace goodhost
