#include "escalation/watch.hpp"

#include <fmt/core.h>

#include "escalation/pages.hpp"
#include "escalation/queries.hpp"
#include "platform/jobs/jobs.hpp"

namespace goodhost::escalation {

using namespace std::chrono_literals;

namespace {

constexpr Duration look_again = 5min, late_after = 2min, silent_too_long = 15min;

}  // namespace

Instant watch_over(db::Tx& tx, const Context& system) {
    auto now = system.now();
    for (auto id : tx.list<PageId>(sql::list_late, now - late_after))
        jobs::enqueue(tx, system, timer, OfPage{id}, {now, std::to_string(id.value)});
    tx.execute(sql::save_watched, now);
    return now + look_again;
}

std::optional<std::string> watch_fault(db::Reader& reader, const Context& context) {
    auto watched = reader.get<std::optional<Instant>>(sql::find_watched);
    if (!watched) return "the watch over pages has never run: is `goodhost serve` running?";
    if (context.now() - *watched <= silent_too_long) return std::nullopt;
    return fmt::format("the watch over pages has not run since {}", to_rfc3339(*watched));
}

}  // namespace goodhost::escalation
