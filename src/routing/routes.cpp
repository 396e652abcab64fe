#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "promises/promises.hpp"
#include "roster/roster.hpp"
#include "routing/giving.hpp"
#include "routing/migrations.hpp"
#include "routing/queries.hpp"
#include "routing/rules.hpp"
#include "routing/waiting.hpp"

namespace goodhost::routing {

namespace {

using http::Audience;
using http::endpoint;
using http::Method;

constexpr auto agent = Audience::agent;

std::vector<http::Route> rule_routes() {
    auto next = endpoint<&take_next>(Method::post, "/api/v1/me/next_ticket", agent, tickets::may_reply,
                                     "Gives me the ticket that is owed soonest of those that nobody has and that I can do");
    next.status = 200;
    return {
        endpoint<&list_rules>(Method::get, "/api/v1/routing_rules", agent, tickets::may_view,
                              "For which tickets the program chooses who gets them"),
        endpoint<&create_rule>(Method::post, "/api/v1/routing_rules", agent, may_configure,
                               "Let the program choose for a team, a brand or all"),
        endpoint<&get_rule>(Method::get, "/api/v1/routing_rules/{rule_id}", agent, tickets::may_view, "A rule"),
        endpoint<&change_rule>(Method::patch, "/api/v1/routing_rules/{rule_id}", agent, may_configure, "Change a rule"),
        endpoint<&delete_rule>(Method::delete_, "/api/v1/routing_rules/{rule_id}", agent, may_configure, "Let people choose again"),
        endpoint<&list_needs>(Method::get, "/api/v1/routing_needs", agent, tickets::may_view, "The skills that categories need"),
        endpoint<&put_needs>(Method::put, "/api/v1/routing_needs", agent, may_configure, "Say which skills categories need"),
        next,
    };
}

}  // namespace

void register_routing(Registry& registry) {
    namespace words = tickets::entries;
    // A promise may begin only after the ticket was looked at, and the choice widens as it comes nearer.
    namespace clocks = promises::entries;
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.permissions({{may_configure, {"lead"}}});
    registry.constraint("routing_rules_place_unique", "routing.rule_exists", "team_id");
    registry.routes(rule_routes());
    registry.consumer({.name = "routing.push",
                       .types = {words::created, words::assigned, words::reopened, words::edited, words::replied, clocks::started,
                                 clocks::warned, roster::entries::presence_changed},
                       .handle = follow_entry,
                       .start_at = trail::StartAt::now});
    registry.job({again, [](const Context& context, const jobs::Job& job) {
                      auto id = json::from_json<OfTicket>(job.payload).ticket_id;
                      context.services.database.write([&](db::Tx& tx) { route(tx, context, id); });
                  }});
    registry.job({offer_job, [](const Context& context, const jobs::Job& job) {
                      auto offer = json::from_json<Offer>(job.payload);
                      context.services.database.write([&](db::Tx& tx) { offer_waiting(tx, context, offer); });
                  }});
    registry.job({give_back_job, [](const Context& context, const jobs::Job& job) {
                      auto id = json::from_json<OfAgent>(job.payload).agent_id;
                      context.services.database.write([&](db::Tx& tx) { give_back(tx, context, id); });
                  }});
}

}  // namespace goodhost::routing
