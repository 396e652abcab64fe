#pragma once
#include "tickets/state.hpp"

/// Things to do to a ticket as data: what macros and bulk changes consist of.
namespace goodhost::tickets {

enum class ActionKind { assign, team, status, severity, category, tag, untag, merge, snooze, read, macro, report };
BOOST_DESCRIBE_ENUM(ActionKind, assign, team, status, severity, category, tag, untag, merge, snooze, read, macro, report)

/// `value`: assign an agent's id or null, team a team's id or null, status and severity and category a word, tag and untag a
/// word or a list, merge the number of the ticket to merge into, snooze a time, macro its id, report
/// its words by language (report.hpp), read nothing.
struct Action {
    ActionKind action = ActionKind::read;
    RawJson value;
    std::optional<std::string> reason;      ///< with status on_hold, and with severity where it calms what is critical
    std::optional<Instant> next_report_at;  ///< with status on_hold, and report
};
BOOST_DESCRIBE_STRUCT(Action, (), (action, value, reason, next_report_at))

/// Whether the value is of the action's kind; problems as `<path>.value`.
void check_action(const Action& action, std::string_view path, FieldProblems& problems);
/// Checks the action's own permission, then does it.
void apply_action(db::Tx& tx, const Context& context, TicketId id, const Action& action);

struct BulkInput {
    std::vector<TicketId> ticket_ids;
    ActionKind action = ActionKind::read;
    std::optional<RawJson> value;
    std::optional<std::string> reason;
    std::optional<Instant> next_report_at;
    static constexpr Rule rules[] = {{"ticket_ids", 500}, {"reason", 500}};
};
BOOST_DESCRIBE_STRUCT(BulkInput, (), (ticket_ids, action, value, reason, next_report_at))

struct BulkOutcome {
    TicketId ticket_id;
    bool ok = false;
    std::optional<std::string> code;
    std::optional<std::string> message;
};
BOOST_DESCRIBE_STRUCT(BulkOutcome, (), (ticket_id, ok, code, message))
struct BulkResult {
    std::vector<BulkOutcome> outcomes;
};
BOOST_DESCRIBE_STRUCT(BulkResult, (), (outcomes))
/// Each ticket in a transaction of its own, all on their way at once: one failure does not hold back the others.
BulkResult change_in_bulk(const Context& context, const BulkInput& input);

}  // namespace goodhost::tickets
