#include "app/simulate/figures.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/simulate/queries.hpp"
#include "app/simulate/world.hpp"

namespace goodhost::simulate {

namespace {

/// A page, and the last rung of it that was climbed.
struct RanPage {
    std::int64_t id = 0;
    std::optional<std::string> ending;
    std::string ended_by;
    Instant started_at{};
    std::optional<Instant> ended_at;
    std::int64_t round = 0, step = 0, told = 0;
};
BOOST_DESCRIBE_STRUCT(RanPage, (), (id, ending, ended_by, started_at, ended_at, round, step, told))

std::string rung_of(const RanPage& page) {
    auto step = fmt::format("step {}", page.step + 1);
    return page.round == 0 ? step : fmt::format("round {}, {}", page.round + 1, step);
}

bool seen_to(const RanPage& page) { return page.ending == "acknowledged" || page.ending == "taken" || page.ending == "answered"; }

}  // namespace

double rounded(double part) {
    constexpr double ten_thousand = 10'000;
    return std::round(part * ten_thousand) / ten_thousand;
}

Percentiles percentiles_of(std::vector<std::int64_t>& seconds) {
    if (seconds.empty()) return {};
    std::ranges::sort(seconds);
    auto at = [&](std::size_t percent) { return seconds[(seconds.size() - 1) * percent / 100]; };
    return {std::ssize(seconds), at(50), at(90), at(99), seconds.back()};
}

double unevenness(std::vector<double> values) {
    std::ranges::sort(values);
    double total = 0, weighted = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        total += values[i];
        weighted += static_cast<double>(i + 1) * values[i];
    }
    auto count = static_cast<double>(values.size());
    return total > 0 ? 2 * weighted / (count * total) - (count + 1) / count : 0;
}

Pages count_pages(World& world) {
    Pages pages;
    std::vector<std::int64_t> seconds;
    std::int64_t after = 0;
    for (bool more = true; more;) {
        auto some = world.database().read([&](db::Reader& reader) { return reader.list<RanPage>(sql::list_pages, after); });
        for (auto& page : some) {
            ++pages.count;
            pages.told += page.told;
            if (page.ending) ++pages.endings[*page.ending];
            if (!page.ended_at) ++pages.running;
            if (!seen_to(page)) continue;
            ++pages.seen_to_at[rung_of(page)];
            ++pages.seen_to_by[page.ended_by];
            seconds.push_back(std::chrono::duration_cast<std::chrono::seconds>(*page.ended_at - page.started_at).count());
        }
        more = !some.empty();
        if (more) after = some.back().id;
    }
    pages.seen_to_after = percentiles_of(seconds);
    return pages;
}

Fairness fairness_of(const Result& result) {
    Fairness fairness;
    std::vector<double> loads;
    for (auto& agent : result.by_agent)
        if (agent.hours_on_duty > 0) loads.push_back(agent.occupancy);
    fairness.gini_of_work = rounded(unevenness(loads));
    auto total = std::accumulate(loads.begin(), loads.end(), 0.0);
    if (total > 0) fairness.most_over_mean = rounded(std::ranges::max(loads) * static_cast<double>(loads.size()) / total);
    constexpr std::int64_t enough = 20;
    std::vector<std::int64_t> waits;
    for (auto& [tier, group] : result.by_tier)
        if (group.first_answer.count >= enough) waits.push_back(std::max<std::int64_t>(group.first_answer.p90, 1));
    if (!waits.empty())
        fairness.tiers_p90_ratio = rounded(static_cast<double>(std::ranges::max(waits)) / static_cast<double>(std::ranges::min(waits)));
    return fairness;
}

}  // namespace goodhost::simulate
