#include "promises/policy.hpp"

namespace goodhost::promises {

bool matches(const Conditions& conditions, const Facts& facts) {
    using tickets::allows;
    return tickets::fits(conditions, facts) && allows(conditions.tiers, facts.tier) && allows(conditions.channels, facts.channel) &&
           allows(conditions.customer_ids, facts.customer_id) && allows(conditions.languages, facts.language);
}

Chosen choose(const std::vector<Policy>& in_order, const Facts& facts) {
    Chosen chosen;
    for (auto& policy : in_order) {
        if (policy.floor)
            chosen.floor = &policy;
        else if (!chosen.policy && policy.active && matches(policy.conditions, facts))
            chosen.policy = &policy;
    }
    return chosen;
}

std::optional<Target> target_of(const Policy& policy, PromiseKind kind, tickets::Severity severity) {
    auto pick = [&]() -> std::optional<Target> {
        switch (kind) {
            case PromiseKind::first_response: return policy.targets.first_response;
            case PromiseKind::next_response: return policy.targets.next_response;
            case PromiseKind::report: return policy.targets.report;
            case PromiseKind::resolution: return policy.targets.resolution;
            case PromiseKind::cap: break;
        }
        return std::nullopt;
    };
    auto target = pick();
    bool around_the_clock = severity == tickets::Severity::critical || !policy.calendar_id;
    if (target && around_the_clock) target->measure = Measure::wall_clock;
    return target;
}

}  // namespace goodhost::promises
