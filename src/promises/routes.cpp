#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "promises/board.hpp"
#include "promises/figures.hpp"
#include "promises/follow.hpp"
#include "promises/migrations.hpp"
#include "promises/outcomes.hpp"
#include "promises/preview.hpp"
#include "promises/queries.hpp"
#include "promises/report_draft.hpp"
#include "promises/settings.hpp"
#include "promises/view.hpp"
#include "promises/watch.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::promises {

namespace {

using http::Audience;
using http::endpoint;
using http::Method;

constexpr auto agent = Audience::agent;

std::vector<http::Route> policy_routes() {
    return {
        endpoint<&list_policies>(Method::get, "/api/v1/promise_policies", agent, tickets::may_view,
                                 "Promises by condition, in order: the first that matches counts, the floor holds for all"),
        endpoint<&create_policy>(Method::post, "/api/v1/promise_policies", agent, may_configure, "Make a policy"),
        endpoint<&get_policy>(Method::get, "/api/v1/promise_policies/{policy_id}", agent, tickets::may_view, "A policy"),
        endpoint<&change_policy>(Method::patch, "/api/v1/promise_policies/{policy_id}", agent, may_configure,
                                 "Change a policy; what runs is reckoned anew from its start"),
        endpoint<&delete_policy>(Method::delete_, "/api/v1/promise_policies/{policy_id}", agent, may_configure, "Delete a policy"),
        endpoint<&get_cap>(Method::get, "/api/v1/promise_cap", agent, tickets::may_view, "How long a customer may be owed a word at most"),
        endpoint<&lower_cap>(Method::put, "/api/v1/promise_cap", agent, may_configure, "Set the cap, a day at most"),
    };
}

std::vector<http::Route> calendar_routes() {
    return {
        endpoint<&list_calendars>(Method::get, "/api/v1/promise_calendars", agent, tickets::may_view, "List working hours"),
        endpoint<&create_calendar>(Method::post, "/api/v1/promise_calendars", agent, may_configure, "Make a calendar"),
        endpoint<&get_calendar>(Method::get, "/api/v1/promise_calendars/{calendar_id}", agent, tickets::may_view, "A calendar"),
        endpoint<&change_calendar>(Method::patch, "/api/v1/promise_calendars/{calendar_id}", agent, may_configure,
                                   "Change working hours and holidays; what runs is reckoned anew from its start"),
        http::prepared_endpoint<&read_import, &import_holidays>(Method::post, "/api/v1/promise_calendars/{calendar_id}/holidays", agent,
                                                                may_configure, "Take the holidays of an iCalendar file"),
        endpoint<&delete_calendar>(Method::delete_, "/api/v1/promise_calendars/{calendar_id}", agent, may_configure,
                                   "Delete a calendar that no policy uses"),
        endpoint<&list_promises>(Method::get, "/api/v1/tickets/{ticket_id}/promises", agent, tickets::may_view,
                                 "What is owed on a ticket, by when, and how that was reckoned"),
        endpoint<&draft_report>(Method::get, "/api/v1/tickets/{ticket_id}/report_draft", agent, tickets::may_reply,
                                "Words for a progress report from what happened since the last one, and when the next is due"),
    };
}

/// Plays a month again.
http::Route preview_route() {
    auto route = endpoint<&preview_policies>(Method::post, "/api/v1/promise_previews", agent, may_configure,
                                             "What would have been kept and broken in the last thirty days; nothing is written");
    route.status = 200;  // nothing is made
    route.slow = true;
    return route;
}

std::vector<http::Route> overseeing_routes() {
    return {
        endpoint<&get_board>(Method::get, "/api/v1/board", agent, may_oversee,
                             "What is at risk, broken, unattended and with nobody, and who works on how much"),
        endpoint<&get_report>(Method::get, "/api/v1/reports/promises", agent, may_oversee,
                              "Promises that were due in a time: kept and broken, by severity, tier, team, hour, brand, channel or agent"),
        endpoint<&list_outcomes>(Method::get, "/api/v1/reports/promises/outcomes", agent, may_oversee,
                                 "The promises and tickets behind a figure of the report"),
        endpoint<&compare_tiers>(Method::get, "/api/v1/reports/tiers", agent, may_oversee,
                                 "How fast tickets of each tier were answered and solved, side by side"),
        preview_route(),
    };
}

void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto id = ticket_of(entry.stream);
    if (!id) return;
    // One that came earlier has found this entry as well.
    auto seen = tx.find<std::int64_t>(sql::find_seen, *id);
    if (!seen || *seen < entry.stream_sequence) follow(tx, context, *id);
}

/// Never given up: after a failure it is tried again within a minute, for as long as it takes.
jobs::Kind watch_kind() {
    jobs::Kind kind;
    kind.name = watch;
    kind.max_attempts = std::numeric_limits<int>::max();
    kind.longest_delay = std::chrono::minutes{1};
    kind.handle = [](const Context& context, const jobs::Job&) {
        context.services.database.write([&](db::Tx& tx) {
            auto next = watch_over(tx, context);
            jobs::enqueue(tx, context, watch, http::Empty{}, {next, "watch"});
        });
    };
    return kind;
}

/// The watch begins with the program, whatever became of its job.
class Watcher final : public Resident {
  public:
    explicit Watcher(const Context& system) : system_(system) {}
    void start() override {
        system_.services.database.write([&](db::Tx& tx) {
            jobs::enqueue(tx, system_, watch, http::Empty{}, {std::nullopt, "watch"});
            if (tx.execute(sql::claim_marking) > 0) jobs::enqueue(tx, system_, recompute, AfterTicket{}, {std::nullopt, "all"});
        });
    }
    void stop() override {}

  private:
    Context system_;
};

void register_work(Registry& registry) {
    namespace words = tickets::entries;
    // Who has a ticket, what is noted, tagged or linked moves no clock.
    registry.consumer({.name = "promises.clocks",
                       .types = {words::created, words::replied, words::released, words::reply_undone, words::status_changed,
                                 words::resolved, words::reopened, words::closed, words::edited, words::severity_changed, words::snoozed,
                                 words::woken, words::report_due, words::merged, words::unmerged, words::split},
                       .handle = follow_entry});
    registry.job({timer, [](const Context& context, const jobs::Job& job) {
                      auto id = json::from_json<OfTicket>(job.payload).ticket_id;
                      context.services.database.write([&](db::Tx& tx) { follow(tx, context, id); });
                  }});
    registry.job(
        {recompute,
         [](const Context& context, const jobs::Job& job) { recompute_some(context, json::from_json<AfterTicket>(job.payload).after); },
         jobs::Lane::slow});
    registry.job(watch_kind());
    registry.resident({"promises.watch", [](const Context& system, const std::string&) { return std::make_unique<Watcher>(system); }});
    registry.health({"promises.watch", watch_fault});
}

}  // namespace

void register_promises(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.permissions({{may_configure, {"lead"}}, {may_oversee, {"lead"}}});
    registry.constraint("promise_policies_name_unique", "promises.name_taken", "name");
    registry.constraint("promise_calendars_name_unique", "promises.name_taken", "name");
    registry.routes(policy_routes());
    registry.routes(calendar_routes());
    registry.routes(overseeing_routes());
    register_work(registry);
    register_figures(registry);
}

}  // namespace goodhost::promises
