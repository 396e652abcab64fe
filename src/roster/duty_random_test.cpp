#include <date/tz.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <sstream>

#include "roster/duty.hpp"

namespace goodhost::roster {
namespace {

using namespace std::chrono;

Instant at(std::string_view text) { return *parse_rfc3339(text); }

/// The same question answered anew for one minute, from the words of the facts alone.
class Reference {
  public:
    explicit Reference(const DutyFacts& facts) : facts_(facts) {}

    std::vector<std::int64_t> on_duty(Instant at) const {
        const Plan* plan = nullptr;
        for (auto& one : facts_.plans)
            if (one.from_at <= at) plan = &one;
        std::vector<std::int64_t> people;
        if (!plan) return people;
        for (auto layer = plan->layers.rbegin(); layer != plan->layers.rend(); ++layer) {
            auto raw = of_layer(*plan, *layer, at);
            auto replaced = with_overrides(raw, at, true);
            if (std::ranges::any_of(replaced, [&](auto id) { return !away(id, at); })) {
                people = raw;
                break;
            }
        }
        people = with_overrides(people, at, false);
        std::erase_if(people, [&](auto id) { return away(id, at); });
        std::ranges::sort(people);
        return people;
    }

  private:
    static std::int64_t minutes_since_monday(date::local_time<milliseconds> wall) {
        auto day = date::floor<days>(wall);
        auto weekday = (day.time_since_epoch().count() + 3) % 7;
        return (weekday * 24 * 60) + duration_cast<minutes>(wall - day).count();
    }
    static bool within(Weekday weekday, const std::string& from, const std::string& to, std::int64_t minute) {
        auto number = [](const std::string& text) { return (std::stoll(text.substr(0, 2)) * 60) + std::stoll(text.substr(3)); };
        constexpr std::int64_t week = 7 * 24 * 60;
        auto begin = (static_cast<std::int64_t>(weekday) * 24 * 60) + number(from);
        auto length = number(to) - number(from);
        if (length <= 0) length += 24 * 60;
        return (minute - begin + week) % week < length;
    }
    std::vector<std::int64_t> of_layer(const Plan& plan, const Layer& layer, Instant at) const {
        auto* zone = date::locate_zone(plan.time_zone);
        auto minute = minutes_since_monday(zone->to_local(at));
        auto in = [&](auto& hours) { return within(hours.weekday, hours.from, hours.to, minute); };
        bool open = layer.hours.empty() || std::ranges::any_of(layer.hours, in);
        std::set<std::int64_t> people;
        if (open && layer.rotation) {
            if (auto who = by_turn(*zone, layer, at)) people.insert(*who);
        } else if (open) {
            for (auto& agent : layer.agents) people.insert(agent.value);
        }
        for (auto& shift : layer.shifts)
            if (in(shift))
                for (auto& agent : shift.agents) people.insert(agent.value);
        return {people.begin(), people.end()};
    }
    /// Every hand-off is counted from the first on.
    std::optional<std::int64_t> by_turn(const date::time_zone& zone, const Layer& layer, Instant at) const {
        auto& begins = hand_offs_[&layer];
        if (begins.empty()) begins = hand_offs(zone, *layer.rotation);
        auto turns = std::ranges::upper_bound(begins, at) - begins.begin();
        if (turns == 0) return std::nullopt;
        return layer.agents[static_cast<std::size_t>(turns - 1) % layer.agents.size()].value;
    }
    static std::vector<Instant> hand_offs(const date::time_zone& zone, const Rotation& turn) {
        auto hours_each = turn.every * (turn.unit == Unit::hours ? 1 : turn.unit == Unit::days ? 24 : 168);
        std::istringstream text(turn.starts_at);
        date::local_time<minutes> wall;
        text >> date::parse("%FT%H:%M", wall);
        std::vector<Instant> found;
        for (auto end = wall + days{60}; wall < end; wall += hours{hours_each}) {
            auto info = zone.get_info(wall);
            bool skipped = info.result == date::local_info::nonexistent;
            found.emplace_back(skipped ? sys_seconds{info.first.end} : sys_seconds{wall.time_since_epoch() - info.first.offset});
        }
        return found;
    }
    bool away(std::int64_t agent, Instant at) const {
        return std::ranges::any_of(facts_.absences,
                                   [&](auto& one) { return one.agent_id.value == agent && one.from_at <= at && at < one.to_at; });
    }
    std::vector<std::int64_t> with_overrides(std::vector<std::int64_t> people, Instant at, bool only_instead) const {
        for (auto& one : facts_.overrides) {
            if (at < one.from_at || at >= one.to_at || away(one.agent_id.value, at)) continue;
            if (one.kind != OverrideKind::instead && only_instead) continue;
            if (one.kind == OverrideKind::alone) people.clear();
            if (one.kind == OverrideKind::instead && std::erase(people, one.instead_of->value) == 0) continue;
            people.push_back(one.agent_id.value);
            std::ranges::sort(people);
            people.erase(std::ranges::unique(people).begin(), people.end());
        }
        return people;
    }
    const DutyFacts& facts_;
    mutable std::map<const Layer*, std::vector<Instant>> hand_offs_;
};

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }
    std::string time() {
        auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        auto hour = two(below(24));
        return hour + ":" + two(below(4) * 15);
    }
    std::vector<AgentId> agents() {
        std::vector<AgentId> chosen;
        for (std::int64_t id = 1; id <= 6; ++id)
            if (below(3) == 0) chosen.push_back({id});
        return chosen;
    }
    Layer layer() {
        Layer made{"L", agents(), std::nullopt, {}, {}};
        if (below(2) == 0 && !made.agents.empty()) {
            auto unit = static_cast<Unit>(below(3));
            made.rotation =
                Rotation{1 + below(unit == Unit::hours ? 13 : 3), unit, "2026-03-0" + std::to_string(1 + below(9)) + "T" + time()};
        }
        for (auto n = below(3); n > 0; --n) made.hours.push_back({static_cast<Weekday>(below(7)), time(), time()});
        for (auto n = below(4); n > 0; --n) made.shifts.push_back({static_cast<Weekday>(below(7)), time(), time(), agents()});
        return made;
    }
    /// The clocks of every zone here change within these weeks, or never do.
    DutyFacts facts(Instant begin) {
        static const std::vector<std::string> zones = {"America/Chicago", "Europe/London", "Asia/Seoul", "Australia/Lord_Howe",
                                                       "America/St_Johns"};
        DutyFacts made;
        for (auto n = below(3) + 1; n > 0; --n) {
            Plan plan{begin + days{made.plans.size() * 9} - days{3}, zones[static_cast<std::size_t>(below(std::ssize(zones)))], {}};
            for (auto m = below(4); m > 0; --m) plan.layers.push_back(layer());
            made.plans.push_back(plan);
        }
        for (auto n = below(5); n > 0; --n) {
            auto from = begin + minutes{below(40 * 24 * 4) * 15};
            auto instead_of = 1 + below(6);
            made.overrides.push_back({{n},
                                      {1 + (instead_of + below(5)) % 6},
                                      static_cast<OverrideKind>(below(3)),
                                      AgentId{instead_of},
                                      from,
                                      from + minutes{15 + below(4000)},
                                      {}});
        }
        for (auto n = below(4); n > 0; --n) {
            auto from = begin + minutes{below(40 * 24 * 60)};
            made.absences.push_back({{1 + below(6)}, from, from + minutes{1 + below(9000)}});
        }
        return made;
    }

  private:
    std::mt19937_64 random_;
};

/// The people who are on duty by the spans.
std::vector<std::int64_t> by_spans(const std::vector<DutySpan>& spans, Instant at) {
    std::vector<std::int64_t> people;
    for (auto& span : spans)
        if (span.from_at <= at && at < span.to_at) people.push_back(span.agent_id.value);
    std::ranges::sort(people);
    return people;
}

TEST(duty, random_rosters_agree_with_a_reference_minute_by_minute) {
    constexpr std::uint64_t rosters = 24;
    // Seven weeks around the changes of spring: America 8 March, Europe 29 March, Lord Howe 5 April 2026.
    auto begin = at("2026-03-06T00:00:00Z");
    for (std::uint64_t seed = 1; seed <= rosters; ++seed) {
        Dice dice(seed);
        auto facts = dice.facts(begin);
        Duty duty(facts);
        Reference reference(facts);
        auto from = begin + hours{dice.below(30 * 24)};
        auto spans = duty.spans(from, from + days{3});
        for (auto minute = from; minute < from + days{3}; minute += minutes{1}) {
            auto expected = reference.on_duty(minute);
            ASSERT_EQ(by_spans(spans, minute), expected) << "seed " << seed << " at " << to_rfc3339(minute);
            std::vector<std::int64_t> asked;
            for (auto& one : duty.on_duty(minute)) asked.push_back(one.agent_id.value);
            std::ranges::sort(asked);
            ASSERT_EQ(asked, expected) << "seed " << seed << " at " << to_rfc3339(minute);
        }
    }
}

}  // namespace
}  // namespace goodhost::roster
