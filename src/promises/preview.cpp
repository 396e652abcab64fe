#include "promises/preview.hpp"

#include <algorithm>
#include <array>

#include "promises/queries.hpp"
#include "promises/reckoning.hpp"
#include "promises/settings.hpp"

namespace goodhost::promises {

namespace {

constexpr std::chrono::days looked_back{30};
constexpr std::size_t most_tickets = 1000, most_items = 100;
constexpr std::array kinds{PromiseKind::first_response, PromiseKind::next_response, PromiseKind::report, PromiseKind::resolution};

struct Played : Facts {
    std::string subject;
};
BOOST_DESCRIBE_STRUCT(Played, (Facts), (subject))

/// Policies in order with all the calendars that they name. The terms are filled anew for each ticket.
struct Regime {
    std::vector<Policy> policies;
    Terms terms;
};

Policy thought_of(const PolicyThought& thought, std::vector<Policy>& policies) {
    Policy policy;
    policy.position = 100'000;
    auto stands = std::ranges::find_if(policies, [&](const Policy& one) { return thought.policy_id == one.id; });
    if (thought.policy_id && stands == policies.end()) throw Problem(ProblemKind::not_found, "promises.policy_not_found");
    if (stands != policies.end()) policy = *stands, policies.erase(stands);
    policy.name = thought.name;
    policy.position = thought.position.value_or(policy.position);
    policy.conditions = thought.conditions;
    policy.targets = thought.targets;
    policy.calendar_id = thought.calendar_id;
    policy.pause_while_waiting = thought.pause_while_waiting.value_or(policy.pause_while_waiting);
    policy.active = thought.active.value_or(policy.active);
    return policy;
}

/// As saving would leave them: what comes to a place stands before what was there.
std::vector<Policy> with_thoughts(db::Reader& reader, std::vector<Policy> policies, const PreviewInput& input) {
    std::erase_if(policies,
                  [&](const Policy& one) { return !one.floor && std::ranges::find(input.without, one.id) != input.without.end(); });
    for (auto& thought : input.policies) {
        auto policy = thought_of(thought, policies);
        check_policy(reader, policy);
        auto behind = std::ranges::find_if(policies, [&](const Policy& one) { return one.floor || one.position >= policy.position; });
        policies.insert(policy.floor ? policies.end() : behind, policy);
    }
    return policies;
}

Regime regime_of(db::Reader& reader, std::vector<Policy> policies) {
    Regime regime{std::move(policies), {}};
    for (auto& row : reader.list<CalendarRow>(sql::list_calendars)) {
        bool named = std::ranges::any_of(regime.policies, [&](const Policy& policy) { return policy.calendar_id == row.id; });
        if (named) regime.terms.calendars.try_emplace(row.id, NamedCalendar{row.id, row.name, Calendar(hours_of(row))});
    }
    return regime;
}

/// The clocks of a ticket as they would have been reckoned.
std::vector<Clock> play(Regime& regime, const Facts& facts, const std::vector<Clock>& clocks) {
    auto chosen = choose(regime.policies, facts);
    auto& terms = regime.terms;
    terms.facts = facts;
    terms.policy.reset();
    terms.floor.reset();
    if (chosen.policy) terms.policy = *chosen.policy;
    if (chosen.floor) terms.floor = *chosen.floor;
    Book book{{}, clocks};
    for (auto& clock : book.clocks) {
        clock.broken_at.reset();
        // What was announced to the customer is due when it was announced, whatever a policy says.
        if (!clock.policy.empty()) clock.target_seconds = 0;
    }
    reckon(book, terms);
    return std::move(book.clocks);
}

/// Whether it was kept; nothing while it runs, stands still, or was not owed any more before it was due.
std::optional<bool> kept(const Clock& clock, Instant now) {
    if (!clock.due_at) return std::nullopt;
    bool given = clock.ended_at && clock.ending != Ending::dropped;
    if (given) return *clock.ended_at <= *clock.due_at;
    if (clock.ended_at.value_or(now) >= *clock.due_at) return false;
    return std::nullopt;
}

void count(PreviewFigures& figures, const std::optional<bool>& was_kept) {
    if (!was_kept) return;
    ++figures.due;
    ++(*was_kept ? figures.kept : figures.broken);
}

void compare(PolicyPreview& preview, const Played& ticket, const std::pair<Clock, Clock>& clocks, Instant at) {
    auto& [now, planned] = clocks;
    auto kind = std::ranges::find(preview.kinds, now.kind, &PreviewKind::kind);
    if (kind == preview.kinds.end()) return;
    auto kept_now = kept(now, at), kept_planned = kept(planned, at);
    count(kind->now, kept_now);
    count(kind->planned, kept_planned);
    if (kept_now == kept_planned) return;
    ++preview.differences;
    if (preview.items.size() == most_items) return;
    preview.items.push_back({ticket.id, ticket.subject, ticket.severity, now.kind, now.policy, planned.policy, now.due_at, planned.due_at,
                             kept_now, kept_planned});
}

/// The newest, up to one more than are looked at.
std::vector<Played> list_played(db::Reader& reader, const Context& context, Instant from) {
    db::Query query(sql::list_facts);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::in_brands, scope);
    auto tickets = reader.list<Played>(query);
    std::erase_if(tickets, [&](const Played& ticket) { return ticket.created_at < from; });
    return tickets;
}

std::map<TicketId, std::vector<Clock>> clocks_of(db::Reader& reader, const std::vector<Played>& tickets) {
    std::vector<TicketId> ids;
    ids.reserve(tickets.size());
    for (auto& ticket : tickets) ids.push_back(ticket.id);
    std::map<TicketId, std::vector<Clock>> clocks;
    for (auto& clock : reader.list<Clock>(sql::list_clocks_of_tickets, ids)) clocks[clock.ticket_id].push_back(clock);
    return clocks;
}

}  // namespace

PolicyPreview preview_policies(db::Reader& reader, const Context& context, const PreviewInput& input) {
    auto policies = reader.list<Policy>(sql::list_policies);
    auto planned = regime_of(reader, with_thoughts(reader, policies, input));
    auto now = regime_of(reader, std::move(policies));
    PolicyPreview preview{context.now() - looked_back, 0, false, {}, 0, {}};
    for (auto kind : kinds) preview.kinds.push_back({kind, {}, {}});
    auto tickets = list_played(reader, context, preview.from);
    if (tickets.size() > most_tickets) tickets.resize(most_tickets), preview.older_left_out = true;
    preview.tickets = std::ssize(tickets);
    auto clocks = clocks_of(reader, tickets);
    for (auto& ticket : tickets) {
        auto& of_ticket = clocks[ticket.id];
        auto as_now = play(now, ticket, of_ticket), as_planned = play(planned, ticket, of_ticket);
        for (std::size_t i = 0; i < as_now.size(); ++i) compare(preview, ticket, {as_now[i], as_planned[i]}, context.now());
    }
    return preview;
}

}  // namespace goodhost::promises
