#include "roster/arrange.hpp"
#include "roster/people.hpp"
#include "roster/queries.hpp"

namespace goodhost::roster {

namespace {

/// The year 9999: whoever has left comes back when the account does.
constexpr Instant never{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}};

void record(db::Tx& tx, const Context& context, std::string_view type, const Leave& leave) {
    record_person(tx, context, leave.agent_id, type, {json::to_json(leave)});
}

void store(db::Tx& tx, const Context& context, Leave& leave) {
    leave.id = tx.get<LeaveId>(sql::insert_leave, leave.agent_id, leave.kind, leave.from_at, leave.to_at, leave.note);
    record(tx, context, "roster.leave_taken", leave);
}

void end_now(db::Tx& tx, const Context& context, Leave leave) {
    bool begun = leave.from_at < context.now();
    leave.to_at = context.now();
    if (begun)
        tx.execute(sql::end_leave, leave.id, leave.to_at);
    else
        tx.execute(sql::delete_leave, leave.id);
    record(tx, context, "roster.leave_ended", leave);
}

void require_right_over(const Context& context, AgentId agent) {
    bool own = context.is_agent() && context.actor.id == agent.value;
    if (!own) context.require(may_configure);
}

}  // namespace

LeaveList list_leaves(db::Reader& reader, const Context& context, const LeaveQuery& input) {
    return {reader.list<Leave>(sql::list_leaves_between, input.from.value_or(context.now()), input.to.value_or(never))};
}

Leave take_leave(db::Tx& tx, const Context& context, const LeaveInput& input) {
    Leave leave{{}, input.agent_id.value_or(AgentId{context.actor.id}), input.kind, input.from_at, input.to_at, input.note};
    require_right_over(context, leave.agent_id);
    FieldProblems problems;
    if (!accounts::find_agent(tx, leave.agent_id)) problems.add("agent_id", "unknown_value");
    if (leave.kind == LeaveKind::left) problems.add("kind", "unknown_value");
    problems.throw_if_any();
    check_times(context, leave.from_at, leave.to_at);
    store(tx, context, leave);
    return leave;
}

void end_leave(db::Tx& tx, const Context& context, const LeaveKey& input) {
    auto leave = tx.find<Leave>(sql::find_leave, input.leave_id);
    if (!leave || leave->kind == LeaveKind::left) throw Problem(ProblemKind::not_found, "roster.leave_not_found");
    require_right_over(context, leave->agent_id);
    if (leave->to_at <= context.now()) throw Problem(ProblemKind::conflict, "roster.already_over");
    end_now(tx, context, *leave);
}

void follow_agent(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto agent = trail::payload_of<OfAgent>(entry).agent_id;
    auto departures = tx.list<Leave>(sql::list_open_departures, agent, entry.at);
    auto account = accounts::find_agent(tx, agent);
    bool gone = account && !account->active;
    if (gone && departures.empty()) {
        Leave leave{{}, agent, LeaveKind::left, entry.at, never, {}};
        store(tx, context, leave);
    }
    if (!gone)
        for (auto& departure : departures) end_now(tx, context, departure);
}

}  // namespace goodhost::roster
