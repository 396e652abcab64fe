#include "severity/view.hpp"

#include "severity/queries.hpp"

namespace goodhost::severity {

TicketSeverity read_severity(db::Reader& reader, const Context& context, const OfTicket& input) {
    auto facts = find_facts(reader, input.ticket_id);
    if (!facts || !context.sees_brand(facts->brand_id)) throw Problem(ProblemKind::not_found, "severity.ticket_not_found");
    auto choice = choice_on(reader, facts->id);
    TicketSeverity view{.severity = facts->severity, .said = choice.said, .said_by = choice.said_by};
    view.facts = reader.list<WeighedFact>(sql::list_facts, facts->id);
    view.signals = signals_on(reader, *facts, context.now());
    return view;
}

}  // namespace goodhost::severity
