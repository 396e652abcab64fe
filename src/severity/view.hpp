#pragma once
#include "platform/http/route.hpp"
#include "severity/crowds.hpp"
#include "severity/signals.hpp"

/// Why a ticket is as grave as it is.
namespace goodhost::severity {

struct WeighedFact {
    Instant at{};
    Basis basis = Basis::words;
    Severity from_severity = Severity::normal;
    Severity to_severity = Severity::normal;
    Outcome outcome = Outcome::raised;
    Reason reason;
};
BOOST_DESCRIBE_STRUCT(WeighedFact, (), (at, basis, from_severity, to_severity, outcome, reason))

struct TicketSeverity {
    Severity severity = Severity::normal;
    Severity said = Severity::normal;  ///< by whoever opened the ticket
    ActorKind said_by = ActorKind::system;
    std::vector<WeighedFact> facts;  ///< the newest first
    std::vector<Signal> signals;     ///< down, or over since less than a day
};
BOOST_DESCRIBE_STRUCT(TicketSeverity, (), (severity, said, said_by, facts, signals))

struct OfTicket {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(OfTicket, (), (ticket_id))
TicketSeverity read_severity(db::Reader& reader, const Context& context, const OfTicket& input);

}  // namespace goodhost::severity
