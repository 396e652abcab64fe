#pragma once
#include "tickets/actions.hpp"

/// One report to many tickets of one cause.
namespace goodhost::tickets {

/// Words by language: each customer gets its own, or else those that stand first. They may use the variables of ready answers and
/// `{{next_report}}`, which is said in the customer's own time.
struct ReportWords {
    std::string language;
    std::string text;
    static constexpr Rule rules[] = {{"language", 10}, {"text", 20'000}};
};
BOOST_DESCRIBE_STRUCT(ReportWords, (), (language, text))

/// Whether the words of an action can be sent: some, each with a known language and known variables.
void check_report(const Action& action, std::string_view path, FieldProblems& problems);
/// Says them as a report of the actor; the next one's time is the action's.
void report_on(db::Tx& tx, const Context& context, TicketId id, const Action& action);

}  // namespace goodhost::tickets
