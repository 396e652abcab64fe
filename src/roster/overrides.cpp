#include "roster/arrange.hpp"
#include "roster/queries.hpp"

namespace goodhost::roster {

namespace {

Override get_override(db::Reader& reader, const OverrideKey& input) {
    auto found = reader.find<Override>(sql::find_override, input.override_id, input.roster_id);
    if (!found) throw Problem(ProblemKind::not_found, "roster.override_not_found");
    return *found;
}

void check(db::Reader& reader, const Override& one) {
    FieldProblems problems;
    check_agents(reader, {one.agent_id}, "agent_id", problems);
    bool instead = one.kind == OverrideKind::instead;
    if (instead && !one.instead_of) problems.add("instead_of", "required");
    if (one.instead_of) check_agents(reader, {*one.instead_of}, "instead_of", problems);
    if (instead && one.instead_of == one.agent_id) problems.add("instead_of", "roster.same_person");
    problems.throw_if_any();
}

void record(db::Tx& tx, const Context& context, RosterId roster, std::string_view type, const Override& one) {
    record_roster(tx, context, roster, type, {json::to_json(one)});
}

void refuse_over(const Context& context, const Override& one) {
    if (one.to_at <= context.now()) throw Problem(ProblemKind::conflict, "roster.already_over");
}

}  // namespace

Override create_override(db::Tx& tx, const Context& context, const OverrideInput& input) {
    get_roster(tx, context, {input.roster_id});
    auto kind = input.kind.value_or(input.instead_of ? OverrideKind::instead : OverrideKind::beside);
    Override made{{}, input.agent_id, kind, input.instead_of, input.from_at, input.to_at, input.note};
    if (kind != OverrideKind::instead) made.instead_of.reset();
    check(tx, made);
    check_times(context, made.from_at, made.to_at);
    made.id = tx.get<OverrideId>(sql::insert_override, input.roster_id, made.agent_id, made.kind, made.instead_of, made.from_at, made.to_at,
                                 made.note);
    record(tx, context, input.roster_id, "roster.overridden", made);
    return made;
}

Override change_override(db::Tx& tx, const Context& context, const OverrideChange& input) {
    get_roster(tx, context, {input.roster_id});
    auto one = get_override(tx, {input.roster_id, input.override_id});
    refuse_over(context, one);
    auto was = one;
    input.agent_id.apply_to(one.agent_id);
    input.from_at.apply_to(one.from_at);
    input.to_at.apply_to(one.to_at);
    input.note.apply_to(one.note);
    bool begun = was.from_at <= context.now();
    if (begun && (one.agent_id != was.agent_id || one.from_at != was.from_at)) throw Problem(ProblemKind::conflict, "roster.begun");
    check(tx, one);
    auto from = one.from_at;
    check_times(context, from, one.to_at);
    if (!begun) one.from_at = from;
    tx.execute(sql::change_override, one.id, one.agent_id, one.kind, one.instead_of, one.from_at, one.to_at, one.note);
    record(tx, context, input.roster_id, "roster.override_changed", one);
    return one;
}

void end_override(db::Tx& tx, const Context& context, const OverrideKey& input) {
    auto one = get_override(tx, input);
    refuse_over(context, one);
    bool begun = one.from_at < context.now();
    one.to_at = context.now();
    if (begun)
        tx.execute(sql::change_override, one.id, one.agent_id, one.kind, one.instead_of, one.from_at, one.to_at, one.note);
    else
        tx.execute(sql::delete_override, one.id);
    record(tx, context, input.roster_id, "roster.override_ended", one);
}

}  // namespace goodhost::roster
