#include "tickets/actions.hpp"

#include "tickets/edit.hpp"
#include "tickets/macros.hpp"
#include "tickets/reads.hpp"
#include "tickets/relations.hpp"
#include "tickets/report.hpp"

namespace goodhost::tickets {

namespace {

template <class T>
std::optional<T> value_of(const RawJson& value) {
    T result{};
    FieldProblems problems;
    json::read(value.text, type_of<T>(), &result, problems);
    if (!problems.empty()) return std::nullopt;
    return result;
}

/// A null is a value for assign and team: nobody.
template <class IdType>
std::optional<Patch<IdType>> id_or_null(const RawJson& value) {
    Patch<IdType> patch;
    patch.present = true;
    if (value.text == "null") return patch;
    auto id = value_of<IdType>(value);
    if (!id) return std::nullopt;
    patch.value = *id;
    return patch;
}

std::optional<std::vector<std::string>> words_of(const RawJson& value) {
    if (auto word = value_of<std::string>(value)) return std::vector{*word};
    return value_of<std::vector<std::string>>(value);
}

bool value_fits(const Action& action) {
    switch (action.action) {
        case ActionKind::assign: return id_or_null<accounts::AgentId>(action.value).has_value();
        case ActionKind::team: return id_or_null<accounts::TeamId>(action.value).has_value();
        case ActionKind::status: return value_of<Status>(action.value).has_value();
        case ActionKind::severity: return value_of<Severity>(action.value).has_value();
        case ActionKind::category: return value_of<std::string>(action.value).has_value();
        case ActionKind::tag:
        case ActionKind::untag: return words_of(action.value).has_value();
        case ActionKind::merge: return value_of<TicketId>(action.value).has_value();
        case ActionKind::snooze: return value_of<Instant>(action.value).has_value();
        case ActionKind::macro: return value_of<std::int64_t>(action.value).has_value();
        case ActionKind::report:  // check_report says more than that it does not fit
        case ActionKind::read: return true;
    }
    return false;
}

Permission permission_of(ActionKind action) {
    switch (action) {
        case ActionKind::assign:
        case ActionKind::team: return may_assign;
        case ActionKind::status: return may_resolve;
        case ActionKind::merge: return may_merge;
        case ActionKind::report: return may_reply;
        case ActionKind::read:
        case ActionKind::macro: return may_view;
        default: return may_edit;
    }
}

void edit(db::Tx& tx, const Context& context, TicketId id, const Action& action) {
    EditInput input;
    input.ticket_id = id;
    if (action.action == ActionKind::severity)
        input.severity = {true, value_of<Severity>(action.value)}, input.severity_reason = {action.reason.has_value(), action.reason};
    else
        input.category = {true, value_of<std::string>(action.value)};
    edit_ticket(tx, context, input);
}

void assign(db::Tx& tx, const Context& context, TicketId id, const Action& action) {
    AssignmentInput input;
    input.ticket_id = id;
    if (action.action == ActionKind::assign)
        input.assignee_id = *id_or_null<accounts::AgentId>(action.value);
    else
        input.team_id = *id_or_null<accounts::TeamId>(action.value);
    assign_ticket(tx, context, input);
}

}  // namespace

void check_action(const Action& action, std::string_view path, FieldProblems& problems) {
    if (action.action == ActionKind::report) check_report(action, path, problems);
    if (!value_fits(action)) problems.add(std::string(path) + (path.empty() ? "value" : ".value"), "wrong_type");
}

void apply_action(db::Tx& tx, const Context& context, TicketId id, const Action& action) {
    context.require(permission_of(action.action));
    FieldProblems problems;
    check_action(action, "", problems);
    problems.throw_if_any();
    switch (action.action) {
        case ActionKind::assign:
        case ActionKind::team: return assign(tx, context, id, action);
        case ActionKind::severity:
        case ActionKind::category: return edit(tx, context, id, action);
        case ActionKind::status:
            change_status(tx, context, {id, *value_of<Status>(action.value), action.reason, action.next_report_at});
            return;
        case ActionKind::tag: return change_tags(tx, context, id, {*words_of(action.value), {}});
        case ActionKind::untag: return change_tags(tx, context, id, {{}, *words_of(action.value)});
        case ActionKind::merge: merge_ticket(tx, context, {id, *value_of<TicketId>(action.value)}); return;
        case ActionKind::snooze: snooze_ticket(tx, context, {id, *value_of<Instant>(action.value)}); return;
        case ActionKind::read: return mark_read(tx, context, {id, {}});
        case ActionKind::report: return report_on(tx, context, id, action);
        case ActionKind::macro: return apply_macro(tx, context, id, *value_of<std::int64_t>(action.value));
    }
}

}  // namespace goodhost::tickets
