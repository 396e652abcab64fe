#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "severity/crowds.hpp"
#include "severity/migrations.hpp"
#include "severity/queries.hpp"
#include "severity/rules.hpp"
#include "severity/signals.hpp"
#include "severity/view.hpp"

namespace goodhost::severity {

namespace {

using http::Audience;
using http::endpoint;
using http::Method;

constexpr auto agent = Audience::agent;

std::vector<http::Route> rule_routes() {
    auto preview = endpoint<&preview_rule>(Method::get, "/api/v1/severity_rules/{rule_id}/preview", agent, may_configure,
                                           "Which of the last 30 days' tickets a rule would have raised");
    preview.slow = true;
    return {
        endpoint<&list_rules>(Method::get, "/api/v1/severity_rules", agent, tickets::may_view,
                              "What makes tickets graver, in order: the first rule of a kind that matches counts"),
        endpoint<&create_rule>(Method::post, "/api/v1/severity_rules", agent, may_configure, "Make a rule"),
        endpoint<&get_rule>(Method::get, "/api/v1/severity_rules/{rule_id}", agent, tickets::may_view, "A rule"),
        endpoint<&change_rule>(Method::patch, "/api/v1/severity_rules/{rule_id}", agent, may_configure,
                               "Change a rule; tickets that it raised stay as they are"),
        endpoint<&delete_rule>(Method::delete_, "/api/v1/severity_rules/{rule_id}", agent, may_configure, "Delete a rule"),
        preview,
    };
}

std::vector<http::Route> fact_routes() {
    return {
        endpoint<&read_severity>(Method::get, "/api/v1/tickets/{ticket_id}/severity", agent, tickets::may_view,
                                 "Why a ticket is as grave as it is, and what monitors and incidents say of its service"),
        endpoint<&list_crowds>(Method::get, "/api/v1/severity_crowds", agent, tickets::may_view, "Many tickets on one server, now"),
        endpoint<&list_signals>(Method::get, "/api/v1/signals", agent, tickets::may_view, "What monitors and incident tools said last"),
        endpoint<&put_signal>(Method::put, "/api/v1/signals/{key}", agent, may_report,
                              "A monitor or an incident goes down or up; the same again changes nothing"),
        endpoint<&delete_signal>(Method::delete_, "/api/v1/signals/{key}", agent, may_report, "Forget a monitor or an incident"),
    };
}

}  // namespace

void register_severity(Registry& registry) {
    namespace words = tickets::entries;
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.permissions({{may_configure, {"lead"}}, {may_report, {"lead"}}});
    registry.constraint("severity_rules_name_unique", "severity.name_taken", "name");
    registry.routes(rule_routes());
    registry.routes(fact_routes());
    registry.consumer({.name = "severity.facts",
                       .types = {words::created, words::replied, words::edited, entries::signal_down},
                       .handle = follow_entry,
                       .start_at = trail::StartAt::now});
    registry.job({spread_job, [](const Context& context, const jobs::Job& job) {
                      auto from = json::from_json<Spread>(job.payload);
                      context.services.database.write([&](db::Tx& tx) { spread_signal(tx, context, from); });
                  }});
}

}  // namespace goodhost::severity
