#include "routing/waiting.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "roster/roster.hpp"
#include "routing/queries.hpp"

namespace goodhost::routing {

namespace {

constexpr std::int64_t few = 8, many = 200;  ///< of what waits, looked at in one go
constexpr int routed_at_once = 50;

/// What of a ticket that nobody has decides whether somebody can do it.
struct Waiting {
    TicketId id;
    BrandId brand_id;
    std::optional<accounts::TeamId> team_id;
    Instant owed_at{};
    std::string language;
    Instant created_at{};
    std::optional<Instant> unanswered_since, promise_due_at;
    std::optional<std::int64_t> skill_id;
    std::int64_t level = 1;
};
BOOST_DESCRIBE_STRUCT(Waiting, (),
                      (id, brand_id, team_id, owed_at, language, created_at, unanswered_since, promise_due_at, skill_id, level))

Need need_from(const Waiting& one, Instant now) {
    Need need{.skill = one.skill_id, .level = one.level, .language = one.language, .acquainted = {}};
    set_urgency(need, one, now);
    return need;
}

using Teams = std::vector<accounts::TeamId>;

bool can_do(const Waiting& one, const Person& person, const Teams& teams, Instant now) {
    bool of_others = one.team_id && std::ranges::find(teams, *one.team_id) == teams.end();
    auto need = need_from(one, now);
    return !of_others && fit_of(need, person.candidate, widest(need)) == Fit::fits;
}

/// On every channel, also when time runs out.
bool is_full(db::Reader& reader, const roster::Means& means) {
    auto& capacities = means.capacities;
    auto most = std::max({capacities.email, capacities.portal, capacities.chat, capacities.phone});
    return reader.get<std::int64_t>(sql::count_load, means.agent_id) >= most + (most + 1) / 2;
}

}  // namespace

std::optional<TicketId> find_next(db::Reader& reader, const Context& context, const Person& asker) {
    auto teams = accounts::teams_of(reader, asker.candidate.id);
    auto fits = [&](const Waiting& one) { return context.sees_brand(one.brand_id) && can_do(one, asker, teams, context.now()); };
    // Most can do the first of all.
    std::int64_t at_once = few;
    for (std::pair<Instant, TicketId> last{};; at_once = many) {
        auto page = reader.list<Waiting>(sql::list_waiting_for, last.first, last.second, at_once, asker.candidate.languages, context.now());
        if (auto found = std::ranges::find_if(page, fits); found != page.end()) return found->id;
        if (std::ssize(page) < at_once) return std::nullopt;
        last = {page.back().owed_at, page.back().id};
    }
}

void offer_waiting(db::Tx& tx, const Context& system, const Offer& offer) {
    auto means = roster::means_of(tx, {offer.agent_id}, system.now());
    auto person = find_asker(tx, offer.agent_id, system.now());
    if (!person || means.empty() || means.front().presence != roster::Presence::online) return;
    auto teams = accounts::teams_of(tx, offer.agent_id);
    auto page = tx.list<Waiting>(sql::list_waiting_after, offer.owed_at, offer.ticket_id, many);
    bool more = std::ssize(page) == many;
    auto next = offer;
    int routed = 0;
    for (auto& one : page) {
        if (can_do(one, *person, teams, system.now())) {
            if (is_full(tx, means.front())) return;
            more = more || routed == routed_at_once;
            if (routed++ == routed_at_once) break;
            route(tx, system, one.id);
        }
        next.owed_at = one.owed_at;
        next.ticket_id = one.id;
    }
    if (more) jobs::enqueue(tx, system, offer_job, next, {system.now(), std::to_string(offer.agent_id.value)});
}

}  // namespace goodhost::routing
