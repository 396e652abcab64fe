#pragma once
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "app/simulate/scenario.hpp"

namespace goodhost::simulate {

/// Chance that is the same on every machine and run (SplitMix64). Whatever happens on its own has dice of its own, so that one change
/// of a scenario does not change everything else in it.
class Dice {
  public:
    enum class For : std::uint64_t { arrivals = 1, ticket, duplicate, follow_up, faults, pages };

    Dice(std::uint64_t seed, For purpose, std::uint64_t which = 0)
        : state_(mixed(seed) ^ mixed(mixed(static_cast<std::uint64_t>(purpose)) + which)) {}

    std::uint64_t next() { return mixed(state_ += 0x9e3779b97f4a7c15u); }
    /// 0 up to but not including 1.
    double part() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    bool happens(double chance) { return part() < chance; }

    Duration time(const Spread& spread) {
        constexpr double z90 = 1.2815515655446004;  // of the normal distribution
        constexpr double three_times = 3;
        auto p90 = spread.p90_minutes.value_or(three_times * spread.median_minutes);
        auto sigma = p90 > spread.median_minutes && spread.median_minutes > 0 ? std::log(p90 / spread.median_minutes) / z90 : 0;
        return minutes(spread.median_minutes * std::exp(sigma * normal()));
    }
    Duration up_to(Duration longest) { return Duration(static_cast<std::int64_t>(part() * static_cast<double>(longest.count()))); }

    /// How many of something that comes at random, `mean` on average.
    std::int64_t count(double mean) {
        constexpr double too_many_for_exp = 500;
        std::int64_t total = 0;
        for (; mean > too_many_for_exp; mean -= too_many_for_exp) total += count(too_many_for_exp);
        double left = std::exp(-mean), product = part();
        for (; product > left; ++total) product *= part();
        return total;
    }

    static Duration minutes(double count) {
        constexpr double millis_of_minute = 60'000;
        return Duration(std::llround(count * millis_of_minute));
    }

  private:
    static std::uint64_t mixed(std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
        return x ^ (x >> 31);
    }
    double normal() {
        auto u = 1 - part(), v = part();
        return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
    }

    std::uint64_t state_;
};

/// Names by weight.
class Mix {
  public:
    Mix(const Weights& weights, const Weights& standard) {
        for (auto& [name, weight] : weights.empty() ? standard : weights) {
            if (weight <= 0) continue;
            total_ += weight;
            names_.push_back(name);
            upto_.push_back(total_);
        }
    }
    std::size_t draw(Dice& dice) const {
        auto at = dice.part() * total_;
        std::size_t i = 0;
        while (i + 1 < upto_.size() && upto_[i] <= at) ++i;
        return i;
    }
    const std::string& name(std::size_t index) const { return names_[index]; }
    std::size_t size() const { return names_.size(); }
    std::optional<std::size_t> find(const std::string& name) const {
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i] == name) return i;
        return std::nullopt;
    }
    /// As find(), and adds what is missing so that it is never drawn.
    std::size_t place(const std::string& name) {
        if (auto found = find(name)) return *found;
        names_.push_back(name);
        return names_.size() - 1;
    }

  private:
    std::vector<std::string> names_;
    std::vector<double> upto_;
    double total_ = 0;
};

}  // namespace goodhost::simulate
