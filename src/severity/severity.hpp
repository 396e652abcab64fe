#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "tickets/tickets.hpp"

namespace goodhost {
class Registry;
}

/// How grave a ticket is, by what is known of it: the customer's words, many tickets on one server, monitors and incidents, rules.
namespace goodhost::severity {

using tickets::Severity;
using tickets::TicketId;

struct RuleTag {};
struct CrowdTag {};
struct SignalTag {};
using RuleId = Id<RuleTag>;
using CrowdId = Id<CrowdTag>;
using SignalId = Id<SignalTag>;

inline constexpr Permission may_configure{"severity.configure"};
inline constexpr Permission may_report{"severity.report"};  ///< tell of monitors and incidents

/// What speaks for a severity. ticket: the ticket as it is. crowd: many tickets on one server. monitor, incident: what was told from
/// outside.
enum class Basis { words, ticket, crowd, monitor, incident };
BOOST_DESCRIBE_ENUM(Basis, words, ticket, crowd, monitor, incident)

/// Why, as far as the basis has it.
struct Reason {
    std::string rule;
    std::string phrase;        ///< words: what of the rule's was found
    std::string place;         ///< crowd, monitor, incident: the server, service or site
    std::int64_t tickets = 0;  ///< crowd: how many by then
    std::optional<Instant> since;
    std::string summary;  ///< monitor, incident
};
BOOST_DESCRIBE_STRUCT(Reason, (), (rule, phrase, place, tickets, since, summary))

enum class SignalState { up, down };
BOOST_DESCRIBE_ENUM(SignalState, up, down)

namespace entries {

inline constexpr std::string_view raised = "severity.raised";              ///< Raised, on the stream of the ticket
inline constexpr std::string_view crowd_formed = "severity.crowd_formed";  ///< Formed, on the stream `severity`
inline constexpr std::string_view signal_down = "severity.signal_down";    ///< Told, on `signal/<id>`
inline constexpr std::string_view signal_up = "severity.signal_up";        ///< Told, on `signal/<id>`

/// `said`: what whoever opened the ticket said.
struct Raised {
    TicketId ticket_id;
    Severity from = Severity::normal;
    Severity to = Severity::normal;
    Severity said = Severity::normal;
    Basis basis = Basis::words;
    Reason reason;
};
BOOST_DESCRIBE_STRUCT(Raised, (), (ticket_id, from, to, said, basis, reason))

struct Formed {
    CrowdId crowd_id;
    hosting::ServerId server_id;
    std::string server;
    std::int64_t tickets = 0;
    Instant since{};
};
BOOST_DESCRIBE_STRUCT(Formed, (), (crowd_id, server_id, server, tickets, since))

struct Told {
    SignalId signal_id;
    std::string key;
    Basis kind = Basis::monitor;
    SignalState state = SignalState::up;
    std::string place;
    std::string summary;
    Instant since{};
};
BOOST_DESCRIBE_STRUCT(Told, (), (signal_id, key, kind, state, place, summary, since))

}  // namespace entries

void register_severity(Registry& registry);

}  // namespace goodhost::severity
