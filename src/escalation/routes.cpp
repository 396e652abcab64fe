#include <limits>

#include "escalation/acknowledge_link.hpp"
#include "escalation/ladders.hpp"
#include "escalation/migrations.hpp"
#include "escalation/pushing.hpp"
#include "escalation/queries.hpp"
#include "escalation/telling.hpp"
#include "escalation/view.hpp"
#include "escalation/watch.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "promises/promises.hpp"

namespace goodhost::escalation {

namespace {

using http::Audience;
using http::endpoint;
using http::Method;

constexpr auto agent = Audience::agent;

std::vector<http::Route> ladder_routes() {
    return {
        endpoint<&list_ladders>(Method::get, "/api/v1/escalation_ladders", agent, tickets::may_view,
                                "Who is told when something must not wait, in order: the first ladder that matches counts"),
        endpoint<&create_ladder>(Method::post, "/api/v1/escalation_ladders", agent, may_configure, "Make a ladder"),
        endpoint<&get_ladder>(Method::get, "/api/v1/escalation_ladders/{ladder_id}", agent, tickets::may_view, "A ladder"),
        endpoint<&change_ladder>(Method::patch, "/api/v1/escalation_ladders/{ladder_id}", agent, may_configure,
                                 "Change a ladder; pages that run keep the one that they began with"),
        endpoint<&delete_ladder>(Method::delete_, "/api/v1/escalation_ladders/{ladder_id}", agent, may_configure, "Delete a ladder"),
        endpoint<&rehearse>(Method::get, "/api/v1/escalation_ladders/{ladder_id}/rehearsal", agent, tickets::may_view,
                            "Who would be told, and when, if nobody answered"),
    };
}

std::vector<http::Route> page_routes() {
    auto several = endpoint<&acknowledge_pages>(Method::post, "/api/v1/me/pages/acknowledgement", agent, tickets::may_note,
                                                "I see to these: nobody else is told");
    several.status = 200;
    auto one = endpoint<&acknowledge_page>(Method::post, "/api/v1/escalation_pages/{page_id}/acknowledgement", agent, tickets::may_note,
                                           "I see to it: nobody else is told");
    one.status = 200;
    return {
        endpoint<&list_my_pages>(Method::get, "/api/v1/me/pages", agent, tickets::may_view, "What I am called to, the oldest first"),
        endpoint<&list_ticket_pages>(Method::get, "/api/v1/tickets/{ticket_id}/pages", agent, tickets::may_view,
                                     "Who was called to a ticket, when, and who is next"),
        several,
        one,
    };
}

/// Never given up: after a failure it is tried again within a minute, for as long as it takes.
jobs::Kind for_ever(std::string_view name, std::function<void(db::Tx&, const Context&, const jobs::Job&)> use) {
    jobs::Kind kind;
    kind.name = name;
    kind.max_attempts = std::numeric_limits<int>::max();
    kind.longest_delay = std::chrono::minutes{1};
    kind.handle = [use = std::move(use)](const Context& context, const jobs::Job& job) {
        context.services.database.write([&](db::Tx& tx) { use(tx, context, job); });
    };
    return kind;
}

/// The watch begins with the program, whatever became of its job.
class Watcher final : public Resident {
  public:
    explicit Watcher(const Context& system) : system_(system) {}
    void start() override {
        system_.services.database.write([&](db::Tx& tx) { jobs::enqueue(tx, system_, watch, http::Empty{}, {std::nullopt, "watch"}); });
    }
    void stop() override {}

  private:
    Context system_;
};

void register_work(Registry& registry) {
    namespace words = tickets::entries;
    namespace owed = promises::entries;
    registry.consumer(
        {.name = "escalation.pages",
         .types = {words::created, words::severity_changed, words::report_due, words::replied, words::assigned, words::resolved,
                   words::closed, words::status_changed, words::merged, owed::warned, owed::broken, owed::cap_paged, owed::cap_reached},
         .handle = follow_entry,
         .start_at = trail::StartAt::now,
         .ignores = changes_nothing});
    registry.job(for_ever(timer, [](db::Tx& tx, const Context& context, const jobs::Job& job) {
        go_on(tx, context, json::from_json<OfPage>(job.payload).page_id);
    }));
    registry.job(for_ever(watch, [](db::Tx& tx, const Context& context, const jobs::Job&) {
        auto next = watch_over(tx, context);
        jobs::enqueue(tx, context, watch, http::Empty{}, {next, "watch"});
    }));
    registry.job({mail_job, send_waiting});
    registry.job({one_mail_job, send_waiting_to_one});
    registry.job({push_job, push_waiting});
    registry.live(pages_topic());
    registry.resident({"escalation.watch", [](const Context& system, const std::string&) { return std::make_unique<Watcher>(system); }});
    registry.health({"escalation.watch", watch_fault});
}

}  // namespace

void register_escalation(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.permissions({{may_configure, {"lead"}}});
    registry.constraint("escalation_ladders_name_unique", "escalation.name_taken", "name");
    registry.routes(ladder_routes());
    registry.routes(page_routes());
    registry.routes(link_routes());
    register_work(registry);
}

}  // namespace goodhost::escalation
