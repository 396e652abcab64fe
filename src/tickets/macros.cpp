#include "tickets/macros.hpp"
#include "platform/core/changes.hpp"

#include "tickets/access.hpp"
#include "tickets/configuration.hpp"
#include "tickets/queries.hpp"

namespace goodhost::tickets {

namespace {

/// Own ones, shared ones of all, shared ones of the actor's teams.
Macro get_macro(db::Reader& reader, const Context& context, std::int64_t id) {
    auto macro = reader.find<Macro>(sql::find_macro, id, context.actor.id);
    if (!macro) throw Problem(ProblemKind::not_found, "tickets.macro_not_found");
    return *macro;
}

Macro access_macro_to_change(db::Reader& reader, const Context& context, std::int64_t id) {
    auto macro = get_macro(reader, context, id);
    if (macro.owner_id.value != context.actor.id) context.require(may_configure);
    return macro;
}

void check(db::Reader& reader, const Macro& macro) {
    FieldProblems problems;
    for (std::size_t i = 0; i < macro.actions.size(); ++i) {
        auto path = "actions[" + std::to_string(i) + "]";
        check_action(macro.actions[i], path, problems);
        // A macro in a macro could go round in circles.
        if (macro.actions[i].action == ActionKind::macro) problems.add(path + ".action", "unknown_value");
    }
    if (macro.team_id && !accounts::team_exists(reader, *macro.team_id)) problems.add("team_id", "unknown_value");
    if (macro.body_html) check_variables(*macro.body_html, "body_html", problems);
    problems.throw_if_any();
}

}  // namespace

void apply_macro(db::Tx& tx, const Context& context, TicketId id, std::int64_t macro_id) {
    auto macro = get_macro(tx, context, macro_id);
    for (auto& action : macro.actions) {
        auto reasoned = action;
        // Its name says why: nobody is asked while it runs.
        if (action.action == ActionKind::severity && !action.reason) reasoned.reason = macro.name;
        apply_action(tx, context, id, reasoned);
    }
}

MacroList list_macros(db::Reader& reader, const Context& context, const http::Empty&) {
    return {reader.list<Macro>(sql::list_macros, context.actor.id)};
}

MacroInput prepare_macro(const Context&, const MacroInput& input) {
    auto prepared = input;
    if (input.body_html) prepared.body_html = make_body(input.body_html, {}).html;
    return prepared;
}

Macro create_macro(db::Tx& tx, const Context& context, const MacroInput& input) {
    if (input.shared) context.require(may_configure);
    Macro macro{0, input.name, input.shared, input.team_id, {context.actor.id}, input.actions, input.body_html};
    check(tx, macro);
    macro.id = tx.get<std::int64_t>(sql::insert_macro, macro.name, macro.shared, macro.team_id, macro.owner_id, macro.actions,
                                    macro.body_html, context.now());
    record_configured(tx, context, {"macro", std::to_string(macro.id), "created"});
    return macro;
}

MacroChange prepare_macro_change(const Context&, const MacroChange& input) {
    auto prepared = input;
    if (input.body_html.value) prepared.body_html.value = make_body(input.body_html.value, {}).html;
    return prepared;
}

Macro change_macro(db::Tx& tx, const Context& context, const MacroChange& input) {
    auto macro = access_macro_to_change(tx, context, input.macro_id);
    bool was_shared = macro.shared;
    apply_changes(input, macro);
    if (macro.shared && !was_shared) context.require(may_configure);
    check(tx, macro);
    tx.execute(sql::change_macro, macro.id, macro.name, macro.shared, macro.team_id, macro.actions, macro.body_html);
    record_configured(tx, context, {"macro", std::to_string(macro.id), "changed"});
    return macro;
}

void delete_macro(db::Tx& tx, const Context& context, const MacroKey& input) {
    auto macro = access_macro_to_change(tx, context, input.macro_id);
    tx.execute(sql::delete_macro, macro.id);
    record_configured(tx, context, {"macro", std::to_string(macro.id), "deleted"});
}

RenderedWords render_macro(db::Reader& reader, const Context& context, const MacroOnTicket& input) {
    auto ticket = access_ticket(reader, context, input.ticket_id);
    auto macro = get_macro(reader, context, input.macro_id);
    return fill_words(reader, context, ticket, macro.body_html.value_or(""));
}

}  // namespace goodhost::tickets
