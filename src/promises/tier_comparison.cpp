#include <map>

#include "promises/book.hpp"
#include "promises/outcomes.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

namespace {

struct Taken {
    std::optional<hosting::Tier> tier;
    PromiseKind kind = PromiseKind::resolution;
    std::optional<Ending> ending;
    std::optional<std::int64_t> took;  ///< milliseconds
};
BOOST_DESCRIBE_STRUCT(Taken, (), (tier, kind, ending, took))

struct Gathered {
    std::vector<std::int64_t> took;
    std::int64_t due = 0, kept = 0;
};

/// First responses and resolutions of one tier.
using Both = std::map<PromiseKind, Gathered>;

void add(Both& both, const Taken& taken) {
    auto& gathered = both[taken.kind];
    ++gathered.due;
    if (taken.ending == Ending::kept) ++gathered.kept;
    bool given = taken.ending == Ending::kept || taken.ending == Ending::late;
    if (given && taken.took) gathered.took.push_back(*taken.took);
}

Pace pace_of(Gathered& gathered) {
    constexpr double half = 0.5, nine_tenths = 0.9;
    auto seconds_of = [](std::int64_t millis) { return millis / 1000; };
    Pace pace;
    pace.given = std::ssize(gathered.took);
    pace.median_seconds = quantile(gathered.took, half).transform(seconds_of);
    pace.p90_seconds = quantile(gathered.took, nine_tenths).transform(seconds_of);
    pace.due = gathered.due;
    pace.kept = gathered.kept;
    pace.kept_percent = percent_of(gathered.kept, gathered.due);
    return pace;
}

TierPace row_of(const std::optional<hosting::Tier>& tier, Both& both) {
    return {tier, pace_of(both[PromiseKind::first_response]), pace_of(both[PromiseKind::resolution])};
}

}  // namespace

TierComparison compare_tiers(db::Reader& reader, const Context& context, const PeriodQuery& input) {
    auto period = period_of(context, input.from, input.to);
    std::map<std::optional<hosting::Tier>, Both> tiers;
    Both all;
    db::Query query(sql::list_paces, period.from, period.to);
    for (auto& taken : reader.list<Taken>(add_outcome_scope(query, context))) {
        add(tiers[taken.tier], taken);
        add(all, taken);
    }
    TierComparison comparison{period.from, period.to, row_of({}, all), {}};
    comparison.tiers.reserve(tiers.size());
    for (auto& [tier, both] : tiers)
        if (tier) comparison.tiers.push_back(row_of(tier, both));
    if (auto none = tiers.find(std::nullopt); none != tiers.end()) comparison.tiers.push_back(row_of({}, none->second));
    return comparison;
}

}  // namespace goodhost::promises
