#include "platform/jobs/jobs.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"
#include "promises/arranged.hpp"
#include "promises/follow.hpp"
#include "promises/queries.hpp"
#include "promises/settings.hpp"
#include "promises/watch.hpp"

namespace goodhost::promises {

namespace {

constexpr int tickets_at_once = 50;

}  // namespace

void record_configured(db::Tx& tx, const Context& context, const Configured& entry) {
    mark_rearranged(tx);
    trail::append(tx, context, "promises", "promises.configured", entry);
    jobs::enqueue(tx, context, recompute, AfterTicket{}, {std::nullopt, "all"});
}

Cap get_cap(db::Reader& reader, const Context&, const http::Empty&) {
    return {std::chrono::duration_cast<std::chrono::minutes>(cap_of(reader)).count()};
}

Cap lower_cap(db::Tx& tx, const Context& context, const Cap& input) {
    tx.execute(sql::save_cap, std::chrono::seconds{std::chrono::minutes{input.minutes}}.count());
    record_configured(tx, context, {"cap", "cap", "changed", {json::to_json(input)}});
    jobs::enqueue(tx, context, watch, http::Empty{}, {std::nullopt, "watch"});
    return input;
}

void recompute_some(const Context& system, TicketId after) {
    system.services.database.write([&](db::Tx& tx) {
        auto ids = tx.list<TicketId>(sql::list_tickets_at_work, after);
        for (auto id : ids) follow(tx, system, id);
        if (std::ssize(ids) == tickets_at_once)
            jobs::enqueue(tx, system, recompute, AfterTicket{ids.back()}, {std::nullopt, "from " + std::to_string(ids.back().value)});
    });
}

}  // namespace goodhost::promises
