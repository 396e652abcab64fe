#include "routing/score.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace goodhost::routing {

namespace {

constexpr Ring all_rings[] = {Ring::perfect, Ring::able, Ring::anybody, Ring::any_tongue, Ring::off_duty};

// Points, at most: together a hundred. Room is halved by the first ticket in hand: whoever is free begins at once, and neither skill nor
// acquaintance makes up for waiting behind another ticket.
constexpr std::int64_t for_each_level = 4, for_capacity = 50, for_idleness = 10, for_acquaintance = 20;
constexpr std::int64_t of_each_rare_skill = 6, scarcity_at_most = 20;
constexpr Duration idle_enough = std::chrono::hours{1};

std::int64_t level_of(const Candidate& candidate, std::int64_t skill) {
    auto held = std::ranges::find(candidate.skills, skill, &HeldSkill::skill);
    return held == candidate.skills.end() ? 0 : held->level;
}

bool speaks(const Candidate& candidate, const std::string& language) {
    return language.empty() || std::ranges::find(candidate.languages, language) != candidate.languages.end();
}

bool is_full(const Candidate& candidate, Ring ring) {
    // When time runs out, half as much again is carried; a capacity of none stays none.
    auto most = ring == Ring::perfect ? candidate.capacity : candidate.capacity + (candidate.capacity + 1) / 2;
    return candidate.load >= most;
}

bool lacks_skill(const Need& need, const Candidate& candidate, Ring ring) {
    if (!need.skill || ring >= Ring::anybody) return false;
    return level_of(candidate, *need.skill) < (ring == Ring::perfect ? need.level : 1);
}

using Holders = std::map<std::int64_t, std::int64_t>;

Holders holders_of(const std::vector<Candidate>& candidates) {
    Holders holders;
    for (auto& candidate : candidates)
        for (auto& held : candidate.skills) ++holders[held.skill];
    return holders;
}

/// Whoever alone can do something else is spared for it.
std::int64_t scarcity(const Need& need, const Candidate& candidate, const Holders& holders) {
    std::int64_t points = 0;
    for (auto& held : candidate.skills)
        if (held.skill != need.skill) points += of_each_rare_skill / holders.at(held.skill);
    return std::min(points, scarcity_at_most);
}

std::vector<Reason> reasons_of(const Need& need, const Candidate& candidate, const Holders& holders) {
    std::vector<Reason> reasons;
    auto add = [&](std::string what, std::int64_t points) {
        if (points != 0) reasons.push_back({std::move(what), points});
    };
    if (need.skill) add("skill", for_each_level * level_of(candidate, *need.skill));
    auto spare = std::max<std::int64_t>(candidate.capacity - candidate.load, 0);
    if (candidate.capacity > 0) add("capacity", for_capacity * spare / (candidate.capacity * (1 + candidate.load)));
    add("idle", for_idleness * std::clamp(candidate.idle, Duration::zero(), idle_enough).count() / idle_enough.count());
    if (need.acquainted == candidate.id) add("acquainted", for_acquaintance);
    add("scarce", -scarcity(need, candidate, holders));
    return reasons;
}

/// What is better comes first; the id decides at last, so that there is never a tie.
std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t> order_of(Rule rule, const Candidate& candidate, std::int64_t points) {
    auto idle = -candidate.idle.count();
    if (rule == Rule::round_robin) return {candidate.turn, 0, 0, candidate.id.value};
    if (rule == Rule::longest_idle) return {idle, candidate.load, candidate.turn, candidate.id.value};
    return {-points, candidate.load, idle, candidate.id.value};
}

}  // namespace

Ring widest(const Need& need) {
    constexpr std::int64_t half = 2, quarter = 4, tenth = 10;
    if (need.target <= Duration::zero() || need.slack * half >= need.target) return Ring::perfect;
    if (need.slack * quarter >= need.target) return Ring::able;
    if (need.slack * tenth >= need.target) return Ring::anybody;
    return need.slack > Duration::zero() ? Ring::any_tongue : Ring::off_duty;
}

Fit fit_of(const Need& need, const Candidate& candidate, Ring ring) {
    if (!candidate.online) return Fit::away;
    if (!candidate.on_duty && ring < Ring::off_duty) return Fit::off_duty;
    if (is_full(candidate, ring)) return Fit::full;
    if (lacks_skill(need, candidate, ring)) return Fit::lacks_skill;
    if (ring < Ring::any_tongue && !speaks(candidate, need.language)) return Fit::lacks_language;
    return Fit::fits;
}

Decision decide(Rule rule, const Need& need, const std::vector<Candidate>& candidates) {
    Decision decision{.rule = rule};
    auto holders = holders_of(candidates);
    using Ordered = std::pair<decltype(order_of(rule, {}, 0)), Ranked>;
    std::vector<Ordered> fitting;
    for (auto ring : all_rings) {
        if (ring > widest(need)) break;
        decision.ring = ring;
        decision.passed_over.clear();
        for (auto& candidate : candidates) {
            if (auto fit = fit_of(need, candidate, ring); fit != Fit::fits) {
                decision.passed_over.push_back({candidate.id, fit});
                continue;
            }
            Ranked ranked{candidate.id, 0, reasons_of(need, candidate, holders)};
            for (auto& reason : ranked.reasons) ranked.points += reason.points;
            auto order = order_of(rule, candidate, ranked.points);
            fitting.emplace_back(order, std::move(ranked));
        }
        if (!fitting.empty()) break;
    }
    std::ranges::sort(fitting, {}, &Ordered::first);
    std::ranges::sort(decision.passed_over, {}, &PassedOver::agent_id);
    decision.ranked.reserve(fitting.size());
    for (auto& [order, ranked] : fitting) decision.ranked.push_back(std::move(ranked));
    return decision;
}

}  // namespace goodhost::routing
