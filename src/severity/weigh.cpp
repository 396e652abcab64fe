#include "severity/weigh.hpp"

#include <memory>

#include "severity/queries.hpp"
#include "tickets/severity.hpp"

namespace goodhost::severity {

namespace {

namespace words = tickets::entries;

constexpr int entries_at_once = 500;

bool is_over(const Facts& facts) {
    return facts.merged_into || facts.status == tickets::Status::resolved || facts.status == tickets::Status::closed;
}

void note(Choice& choice, const trail::Entry& entry) {
    bool by_agent = entry.actor_kind == ActorKind::agent;
    if (entry.type == words::created) {
        auto created = trail::payload_of<words::Created>(entry);
        choice.said = created.severity;
        choice.said_by = entry.actor_kind;
        // Programs that open tickets through the API act as an agent, too.
        if (by_agent && created.channel != tickets::Channel::api) choice.chosen_at = entry.at;
    }
    if (entry.type == words::severity_changed && by_agent) choice.chosen_at = entry.at;
}

void raise(db::Tx& tx, const Context& system, const Facts& facts, const entries::Raised& raised) {
    tickets::set_severity(tx, system, facts.id, {raised.to, raised.reason.rule});
    trail::append(tx, system, tickets::stream_of(facts.id), entries::raised, raised);
}

}  // namespace

std::vector<SeverityRule> rules_in_order(db::Reader& reader) { return reader.list<SeverityRule>(sql::list_rules); }

const RuleBook& rule_book(db::Tx& tx) {
    using Kept = std::shared_ptr<const RuleBook>;
    auto& book = tx.kept<Kept>();
    if (!book) book = std::make_shared<const RuleBook>(rules_in_order(tx));
    return *book;
}

std::optional<Facts> find_facts(db::Reader& reader, TicketId id) { return reader.find<Facts>(sql::find_facts, id); }

Choice choice_on(db::Reader& reader, TicketId id) {
    Choice choice;
    std::int64_t after = 0;
    while (true) {
        auto entries = trail::read_stream(reader, tickets::stream_of(id), after, entries_at_once);
        for (auto& entry : entries) note(choice, entry);
        if (std::ssize(entries) < entries_at_once) return choice;
        after = entries.back().stream_sequence;
    }
}

void weigh(db::Tx& tx, const Context& context, Facts& facts, Fact fact) {
    if (is_over(facts)) return;
    auto verdict = judge(rule_book(tx), facts, fact);
    if (!verdict) return;
    if (fact.basis == Basis::ticket)
        fact.key = "rule/" + std::to_string(verdict->rule->id.value) + "/" + to_rfc3339(verdict->rule->created_at);
    fact.reason.rule = verdict->rule->name;
    fact.reason.phrase = verdict->phrase;
    auto system = context.as_system(facts.brand_id);
    auto choice = choice_on(tx, facts.id);
    auto outcome = outcome_of(facts.severity, verdict->severity, fact.at, choice.chosen_at);
    auto known = tx.find<std::int64_t>(sql::insert_fact, facts.id, fact.key, fact.basis, facts.severity, verdict->severity, outcome,
                                       fact.reason, system.now());
    if (!known || outcome != Outcome::raised) return;
    raise(tx, system, facts, {facts.id, facts.severity, verdict->severity, choice.said, fact.basis, fact.reason});
    facts.severity = verdict->severity;
}

}  // namespace goodhost::severity
