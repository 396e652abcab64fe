#pragma once
#include "platform/db/db.hpp"
#include "platform/trail/trail.hpp"
#include "severity/rule.hpp"

/// Facts are held against the rules; what comes of it is written down with its reason.
namespace goodhost::severity {

std::vector<SeverityRule> rules_in_order(db::Reader& reader);
/// As they were when this transaction first asked: a transaction that changes rules weighs nothing. Lives as long as it.
const RuleBook& rule_book(db::Tx& tx);
std::optional<Facts> find_facts(db::Reader& reader, TicketId id);

/// Raises a ticket that is open if a rule says so and nobody has chosen otherwise since; `facts` then say so. The same fact does it once.
void weigh(db::Tx& tx, const Context& system, Facts& facts, Fact fact);

/// What people said about how grave it is.
struct Choice {
    Severity said = Severity::normal;  ///< by whoever opened the ticket
    ActorKind said_by = ActorKind::system;
    std::optional<Instant> chosen_at;  ///< by a person of the host, the last time
};
Choice choice_on(db::Reader& reader, TicketId id);

/// Consumer.
void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry);

}  // namespace goodhost::severity
