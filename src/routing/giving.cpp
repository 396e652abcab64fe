#include "routing/giving.hpp"

#include <algorithm>
#include <cstdlib>

#include "accounts/accounts.hpp"
#include "promises/promises.hpp"
#include "roster/roster.hpp"
#include "routing/candidates.hpp"
#include "routing/queries.hpp"
#include "routing/rules.hpp"
#include "routing/waiting.hpp"
#include "tickets/assignment.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::routing {

namespace {

constexpr std::size_t others_told = 5;
constexpr std::string_view of_agent = "roster/agent/";

AgentId agent_of(const std::string& stream) { return {stream.starts_with(of_agent) ? std::atoll(stream.c_str() + of_agent.size()) : 0}; }

bool wants_somebody(const Facts& facts) { return facts.open && !facts.assignee_id; }

const Person& person_with(const std::vector<Person>& people, AgentId id) {
    return *std::ranges::find(people, id, [](const Person& person) { return person.candidate.id; });
}

entries::Given entry_of(const Facts& facts, const Decision& decision, const std::vector<Person>& people) {
    auto& first = decision.ranked.front();
    entries::Given given{.ticket_id = facts.id, .agent_id = first.agent_id, .name = person_with(people, first.agent_id).name};
    given.rule = decision.rule;
    given.ring = decision.ring;
    given.reasons = first.reasons;
    given.due_at = facts.promise_due_at;
    for (std::size_t i = 1; i < std::min(decision.ranked.size(), others_told + 1); ++i) {
        auto& other = decision.ranked[i];
        given.others.push_back({other.agent_id, person_with(people, other.agent_id).name, other.points});
    }
    for (auto& one : decision.passed_over) ++given.passed_over[std::string(enum_name(one.why))];
    return given;
}

void give(db::Tx& tx, const Context& context, const entries::Given& given) {
    tickets::set_assignee(tx, context, given.ticket_id, given.agent_id);
    tx.execute(sql::save_turn, given.agent_id, context.now());
    trail::append(tx, context, tickets::stream_of(given.ticket_id), entries::given, given);
}

/// The ring that comes next widens the choice; nothing when the widest was tried already.
std::optional<Instant> next_ring(const Facts& facts, Instant now) {
    if (!facts.promise_due_at) return std::nullopt;
    auto need = need_of(facts, now);
    constexpr std::int64_t parts[] = {2, 4, 10};
    for (auto part : parts) {
        auto at = *facts.promise_due_at - need.target / part + Duration{1};
        if (at > now) return at;
    }
    return *facts.promise_due_at > now ? facts.promise_due_at : std::nullopt;
}

Decision decide_for(db::Reader& reader, const Context& context, const Need& need, const std::pair<Rule, std::vector<Person>&>& by) {
    auto& [rule, people] = by;
    std::vector<Candidate> candidates;
    candidates.reserve(people.size());
    for (auto& person : people) candidates.push_back(person.candidate);
    auto decision = decide(rule, need, candidates);
    // Rights are asked of those alone who would get it: light agents read and do not answer.
    std::erase_if(decision.ranked,
                  [&](const Ranked& one) { return !accounts::acting_as_agent(reader, context, one.agent_id).may(tickets::may_reply); });
    return decision;
}

void on_presence(db::Tx& tx, const Context& context, AgentId agent) {
    auto means = roster::means_of(tx, {agent}, context.now());
    if (means.empty()) return;
    auto key = std::to_string(agent.value);
    if (means.front().presence == roster::Presence::online) {
        jobs::cancel(tx, give_back_job, key);
        for (auto id : tx.list<TicketId>(sql::list_unanswered_of, agent))
            jobs::cancel(tx, give_back_job, key + "/" + std::to_string(id.value));
        return offer_waiting(tx, context, {.agent_id = agent});
    }
    auto minutes = tx.get<std::optional<std::int64_t>>(sql::find_give_back_minutes);
    if (minutes && *minutes > 0)
        jobs::enqueue(tx, context, give_back_job, OfAgent{agent}, {context.now() + std::chrono::minutes{*minutes}, key});
}

/// Whoever has it is not there, and a rule says when that makes it another's; nothing otherwise.
struct Absent {
    AgentId agent;
    std::string name;
    RoutingRule rule;
};
std::optional<Absent> find_absent(db::Reader& reader, const Facts& facts, Instant now) {
    if (!facts.assignee_id || !(facts.open || facts.on_hold)) return std::nullopt;
    auto rule = find_rule(reader, facts.brand_id, facts.team_id);
    if (!rule || rule->give_back_minutes == 0) return std::nullopt;
    auto means = roster::means_of(reader, {*facts.assignee_id}, now);
    if (means.empty() || means.front().presence == roster::Presence::online) return std::nullopt;
    return Absent{*facts.assignee_id, means.front().name, *rule};
}

/// The customer has answered somebody who is not there.
void on_word(db::Tx& tx, const Context& context, const trail::Entry& entry, TicketId id) {
    auto facts = entry.actor_kind == ActorKind::contact ? tx.find<Facts>(sql::find_facts, id) : std::nullopt;
    auto absent = facts ? find_absent(tx, *facts, context.now()) : std::nullopt;
    if (!absent) return;
    auto at = context.now() + std::chrono::minutes{absent->rule.give_back_minutes};
    jobs::enqueue(tx, context, give_back_job, OfAgent{absent->agent},
                  {at, std::to_string(absent->agent.value) + "/" + std::to_string(id.value)});
}

/// A promise is at risk, and whoever has the ticket is not there: somebody who is gets it, if there is anybody.
void on_risk(db::Tx& tx, const Context& context, TicketId id) {
    auto facts = tx.find<Facts>(sql::find_facts, id);
    auto absent = facts ? find_absent(tx, *facts, context.now()) : std::nullopt;
    if (!absent) return;
    auto system = context.as_system(facts->brand_id);
    auto people = people_for(tx, *facts, system.now());
    auto decision = decide_for(tx, system, need_of(*facts, system.now()), {absent->rule.rule, people});
    if (decision.ranked.empty()) return;
    trail::append(tx, system, tickets::stream_of(id), entries::given_back, entries::GivenBack{id, absent->agent, absent->name});
    give(tx, system, entry_of(*facts, decision, people));
}

}  // namespace

Need need_of(const Facts& facts, Instant now) {
    Need need{.skill = facts.skill_id, .level = facts.level, .language = facts.language, .acquainted = facts.acquainted_id};
    set_urgency(need, facts, now);
    return need;
}

void route(db::Tx& tx, const Context& context, TicketId id) {
    auto facts = tx.find<Facts>(sql::find_facts, id);
    if (!facts || !wants_somebody(*facts)) return;
    auto rule = find_rule(tx, facts->brand_id, facts->team_id);
    if (!rule) return;
    auto system = context.as_system(facts->brand_id);
    auto people = people_for(tx, *facts, system.now());
    auto decision = decide_for(tx, system, need_of(*facts, system.now()), {rule->rule, people});
    if (!decision.ranked.empty()) return give(tx, system, entry_of(*facts, decision, people));
    if (auto at = next_ring(*facts, system.now())) jobs::enqueue(tx, system, again, OfTicket{id}, {at, std::to_string(id.value)});
}

void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    if (auto agent = agent_of(entry.stream); agent.value) return on_presence(tx, context.as_system(entry.brand_id), agent);
    auto ticket = tickets::ticket_of(entry.stream);
    if (!ticket) return;
    if (entry.type == tickets::entries::replied) {
        if (entry.actor_kind == ActorKind::agent) tx.execute(sql::save_work, entry.actor_id, entry.at);
        return on_word(tx, context, entry, *ticket);
    }
    if (entry.type == promises::entries::warned) return on_risk(tx, context, *ticket);
    route(tx, context, *ticket);
}

void give_back(db::Tx& tx, const Context& context, AgentId agent) {
    auto means = roster::means_of(tx, {agent}, context.now());
    if (means.empty() || means.front().presence == roster::Presence::online) return;
    for (auto id : tx.list<TicketId>(sql::list_unanswered_of, agent)) {
        auto facts = tx.find<Facts>(sql::find_facts, id);
        if (!facts || !find_rule(tx, facts->brand_id, facts->team_id)) continue;
        auto system = context.as_system(facts->brand_id);
        tickets::set_assignee(tx, system, id, std::nullopt);
        trail::append(tx, system, tickets::stream_of(id), entries::given_back, entries::GivenBack{id, agent, means.front().name});
        route(tx, system, id);
    }
}

NextTicket take_next(db::Tx& tx, const Context& context, const http::Empty&) {
    auto asker = find_asker(tx, {context.actor.id}, context.now());
    if (!asker) return {};
    auto id = find_next(tx, context, *asker);
    auto facts = id ? tx.find<Facts>(sql::find_facts, *id) : std::nullopt;
    if (!facts || !wants_somebody(*facts)) return {};
    weigh_asker(tx, *asker, context.now());
    auto decision = decide(Rule::score, need_of(*facts, context.now()), {asker->candidate});
    auto of_brand = context;
    of_brand.brand = facts->brand_id;
    auto given = entry_of(*facts, decision, {*asker});
    given.way = Way::pull;
    give(tx, of_brand, given);
    return {id};
}

}  // namespace goodhost::routing
