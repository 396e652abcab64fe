#include "roster/hand_over.hpp"

#include "roster/queries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::roster {

namespace {

/// A shift's length: what falls due within it concerns those who come.
constexpr std::chrono::hours soon{12};

/// What the actor may see of what burns, of what those on duty work on, and of what was promised for the next hours.
std::vector<HandedTicket> tickets_to_hand_over(db::Reader& reader, const Context& context, RosterId roster) {
    context.require(tickets::may_view);
    std::vector<AgentId> people;
    for (auto& one : on_duty(reader, roster, context.now())) people.push_back(one.agent_id);
    db::Query query(sql::list_tickets_to_hand_over, context.now() + soon, people);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::in_brands, scope);
    return reader.list<HandedTicket>(query);
}

}  // namespace

HandOverPage get_hand_over(db::Reader& reader, const Context& context, const RosterKey& input) {
    get_roster(reader, context, input);
    HandOverPage page{tickets_to_hand_over(reader, context, input.roster_id), next_hand_off(reader, input.roster_id, context.now()), {}};
    page.given = reader.list<HandOver>(sql::list_hand_overs, input.roster_id);
    return page;
}

HandOver give_hand_over(db::Tx& tx, const Context& context, const HandOverInput& input) {
    get_roster(tx, context, {input.roster_id});
    HandOver given{{},
                   input.roster_id,
                   AgentId{context.actor.id},
                   std::nullopt,
                   input.note,
                   tickets_to_hand_over(tx, context, input.roster_id),
                   context.now(),
                   std::nullopt};
    given.id = tx.get<HandOverId>(sql::insert_hand_over, given.roster_id, given.giver_id, given.note, given.tickets, given.given_at);
    record_roster(tx, context, given.roster_id, "roster.handed_over", {json::to_json(given)});
    return given;
}

HandOver take_hand_over(db::Tx& tx, const Context& context, const HandOverKey& input) {
    auto found = tx.find<HandOver>(sql::find_hand_over, input.hand_over_id, input.roster_id);
    if (!found) throw Problem(ProblemKind::not_found, "roster.hand_over_not_found");
    if (found->taken_at) throw Problem(ProblemKind::conflict, "roster.already_taken");
    if (found->giver_id.value == context.actor.id) throw Problem(ProblemKind::conflict, "roster.own_hand_over");
    found->taker_id = AgentId{context.actor.id};
    found->taken_at = context.now();
    tx.execute(sql::take_hand_over, found->id, found->taker_id, found->taken_at);
    record_roster(tx, context, found->roster_id, "roster.hand_over_taken", {json::to_json(*found)});
    return *found;
}

}  // namespace goodhost::roster
