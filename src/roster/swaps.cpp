#include "roster/swaps.hpp"

#include <algorithm>

#include "roster/queries.hpp"
#include "roster/reading.hpp"

namespace goodhost::roster {

namespace {

Swap get_open_swap(db::Reader& reader, SwapId id) {
    auto swap = reader.find<Swap>(sql::find_swap, id);
    if (!swap) throw Problem(ProblemKind::not_found, "roster.swap_not_found");
    if (swap->state != SwapState::asked) throw Problem(ProblemKind::conflict, "roster.swap_decided");
    return *swap;
}

void decide(db::Tx& tx, const Context& context, Swap& swap, SwapState state) {
    swap.state = state;
    tx.execute(sql::decide_swap, swap.id, state);
    auto type = state == SwapState::accepted   ? "roster.swap_accepted"
                : state == SwapState::declined ? "roster.swap_declined"
                                               : "roster.swap_withdrawn";
    record_roster(tx, context, swap.roster_id, type, {json::to_json(swap)});
}

/// Whether an agent is on duty all of the time.
bool is_on_duty(db::Reader& reader, const Swap& swap, AgentId agent, Instant from, Instant to) {
    auto facts = load_facts(reader, get_roster_row(reader, swap.roster_id), from, to);
    Duration total{};
    for (auto& span : Duty(facts).spans(from, to))
        if (span.agent_id == agent) total += span.to_at - span.from_at;
    return total == to - from;
}

void check(db::Reader& reader, const Context& context, Swap& swap) {
    FieldProblems problems;
    check_agents(reader, {swap.to_agent}, "to_agent", problems);
    if (swap.to_agent == swap.from_agent) problems.add("to_agent", "roster.same_person");
    if (swap.return_from_at.has_value() != swap.return_to_at.has_value()) problems.add("return_to_at", "required");
    problems.throw_if_any();
    check_times(context, swap.from_at, swap.to_at);
    if (!is_on_duty(reader, swap, swap.from_agent, swap.from_at, swap.to_at)) problems.add("from_at", "roster.not_on_duty");
    if (swap.return_from_at) {
        check_range(*swap.return_from_at, *swap.return_to_at);
        if (*swap.return_from_at < context.now()) problems.add("return_from_at", "roster.over");
        if (!is_on_duty(reader, swap, swap.to_agent, *swap.return_from_at, *swap.return_to_at))
            problems.add("return_from_at", "roster.not_on_duty");
    }
    problems.throw_if_any();
}

}  // namespace

SwapList list_swaps(db::Reader& reader, const Context& context, const http::Empty&) {
    return {reader.list<Swap>(sql::list_swaps, context.now())};
}

Swap ask_swap(db::Tx& tx, const Context& context, const SwapInput& input) {
    get_roster(tx, context, {input.roster_id});
    Swap swap{{},           input.roster_id,      AgentId{context.actor.id}, input.to_agent,   input.from_at,
              input.to_at,  input.return_from_at, input.return_to_at,        SwapState::asked, input.note,
              context.now()};
    check_range(swap.from_at, swap.to_at);
    check(tx, context, swap);
    swap.id = tx.get<SwapId>(sql::insert_swap, swap.roster_id, swap.from_agent, swap.to_agent, swap.from_at, swap.to_at,
                             swap.return_from_at, swap.return_to_at, swap.state, swap.note, swap.created_at);
    record_roster(tx, context, swap.roster_id, "roster.swap_asked", {json::to_json(swap)});
    return swap;
}

Swap accept_swap(db::Tx& tx, const Context& context, const SwapKey& input) {
    auto swap = get_open_swap(tx, input.swap_id);
    if (swap.to_agent.value != context.actor.id) throw Problem(ProblemKind::forbidden, "roster.not_asked");
    if (swap.to_at <= context.now()) throw Problem(ProblemKind::conflict, "roster.already_over");
    // What has been arranged since it was asked may have made it void.
    check(tx, context, swap);
    create_override(tx, context,
                    {swap.roster_id, swap.to_agent, OverrideKind::instead, swap.from_agent, swap.from_at, swap.to_at, swap.note});
    if (swap.return_from_at)
        create_override(
            tx, context,
            {swap.roster_id, swap.from_agent, OverrideKind::instead, swap.to_agent, *swap.return_from_at, *swap.return_to_at, swap.note});
    decide(tx, context, swap, SwapState::accepted);
    return swap;
}

void refuse_swap(db::Tx& tx, const Context& context, const SwapKey& input) {
    auto swap = get_open_swap(tx, input.swap_id);
    bool asker = swap.from_agent.value == context.actor.id, asked = swap.to_agent.value == context.actor.id;
    if (!asker && !asked) throw Problem(ProblemKind::forbidden, "roster.not_asked");
    decide(tx, context, swap, asker ? SwapState::withdrawn : SwapState::declined);
}

}  // namespace goodhost::roster
