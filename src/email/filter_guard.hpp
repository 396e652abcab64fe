#pragma once
#include <array>
#include <mutex>

#include "platform/core/context.hpp"

namespace goodhost::email {

enum class Filter { spam, viruses };

/// Which of the programs that judge mail is worth asking: one that gives no answer twice in a row is left alone for a minute, and
/// then asked by one mail, so that a program that hangs delays few mails and not all. Any thread.
class FilterGuard {
  public:
    bool may_ask(Filter filter, Instant now) {
        const std::lock_guard lock(mutex_);
        auto& state = states_[static_cast<std::size_t>(filter)];
        if (state.silences < most_silences) return true;
        if (now < state.not_before) return false;
        state.not_before = now + pause;
        return true;
    }
    void note(Filter filter, bool answered, Instant now) {
        const std::lock_guard lock(mutex_);
        auto& state = states_[static_cast<std::size_t>(filter)];
        state.silences = answered ? 0 : state.silences + 1;
        if (!answered) state.not_before = now + pause;
    }

    static constexpr std::chrono::minutes pause{1};

  private:
    static constexpr int most_silences = 2;
    struct State {
        int silences = 0;  ///< in a row
        Instant not_before{};
    };
    std::mutex mutex_;
    std::array<State, 2> states_;
};

}  // namespace goodhost::email
