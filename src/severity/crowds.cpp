#include "severity/crowds.hpp"

#include <algorithm>

#include "severity/queries.hpp"

namespace goodhost::severity {

using namespace std::chrono_literals;

namespace {

/// Longer than any rule looks back.
constexpr Duration kept = 25h;
constexpr std::size_t tickets_named = 100;

/// A server and what it stands on.
struct Node {
    hosting::ServerId id;
    std::string name;
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(Node, (), (id, name, kind))

struct Arrival {
    TicketId ticket_id;
    accounts::CustomerId customer_id;
    hosting::ServerId own_server_id;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Arrival, (), (ticket_id, customer_id, own_server_id, at))

struct Growing : Crowd {
    std::int64_t came = 0;  ///< tickets so far, whatever became of them
};
BOOST_DESCRIBE_STRUCT(Growing, (Crowd), (came))

/// A ticket that comes to a place at a moment.
struct Coming {
    const SeverityRule& rule;
    const Node& node;
    Instant at{};
};

template <class T>
std::int64_t count_different(std::vector<T> values) {
    std::ranges::sort(values);
    return std::ranges::distance(values.begin(), std::ranges::unique(values).begin());
}

/// On one server enough customers are enough. What carries several is only to blame when half of them are hit: a whole location always
/// has some tickets.
bool is_crowd(db::Reader& reader, const Coming& coming, const std::vector<Arrival>& arrivals) {
    std::vector<accounts::CustomerId> customers;
    std::vector<hosting::ServerId> servers;
    customers.reserve(arrivals.size());
    servers.reserve(arrivals.size());
    for (auto& one : arrivals) customers.push_back(one.customer_id), servers.push_back(one.own_server_id);
    if (count_different(std::move(customers)) < coming.rule.tickets) return false;
    if (coming.node.kind == "server") return true;
    auto hit = count_different(std::move(servers));
    return hit > 1 && 2 * hit >= reader.get<std::int64_t>(sql::count_servers_below, coming.node.id);
}

Fact fact_of(const Crowd& crowd, std::int64_t tickets, Instant at) {
    Fact fact{.basis = Basis::crowd, .key = "crowd/" + std::to_string(crowd.id.value), .at = std::max(at, crowd.formed_at)};
    fact.reason.place = crowd.server;
    fact.reason.tickets = tickets;
    fact.reason.since = crowd.began_at;
    return fact;
}

/// The ticket whose coming makes the crowd, and all that came.
struct Gathered {
    Facts& last;
    const std::vector<Arrival>& arrivals;
};

void form(db::Tx& tx, const Context& context, const Coming& coming, const Gathered& gathered) {
    auto& [last, arrivals] = gathered;
    Crowd crowd{.rule_id = coming.rule.id, .server_id = coming.node.id, .server = coming.node.name, .minutes = coming.rule.minutes};
    crowd.began_at = arrivals.front().at;
    crowd.formed_at = coming.at;
    crowd.last_at = coming.at;
    crowd.id = tx.get<CrowdId>(sql::insert_crowd, crowd.rule_id, crowd.server_id, crowd.minutes, crowd.began_at, crowd.formed_at,
                               crowd.last_at, std::ssize(arrivals));
    trail::append(tx, context, "severity", entries::crowd_formed,
                  entries::Formed{crowd.id, crowd.server_id, crowd.server, std::ssize(arrivals), crowd.began_at});
    const auto fact = fact_of(crowd, std::ssize(arrivals), coming.at);
    for (auto& one : arrivals)
        if (one.ticket_id == last.id)
            weigh(tx, context, last, fact);
        else if (auto facts = find_facts(tx, one.ticket_id))
            weigh(tx, context, *facts, fact);
}

void arrive(db::Tx& tx, const Context& context, Facts& facts, const Coming& coming) {
    auto& [rule, node, at] = coming;
    bool known = tx.execute(sql::insert_arrival, node.id, rule.id, facts.id, facts.customer_id, facts.server_id, facts.created_at) == 0;
    if (known) return;
    tx.execute(sql::delete_old_arrivals, node.id, rule.id, at - kept);
    auto from = at - std::chrono::minutes{rule.minutes};
    if (auto crowd = tx.find<Growing>(sql::find_crowd, node.id, rule.id, from)) {
        auto tickets = crowd->came + 1;
        tx.execute(sql::extend_crowd, crowd->id, at, tickets);
        weigh(tx, context, facts, fact_of(*crowd, tickets, at));
        return;
    }
    auto arrivals = tx.list<Arrival>(sql::list_arrivals, node.id, rule.id, from);
    if (is_crowd(tx, coming, arrivals)) form(tx, context, coming, {facts, arrivals});
}

CrowdView view_of(db::Reader& reader, const Context& context, const Crowd& crowd) {
    CrowdView view;
    static_cast<Crowd&>(view) = crowd;
    db::Query query(sql::list_crowd_tickets, crowd.server_id, crowd.rule_id, crowd.began_at, crowd.last_at);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::tickets_in_brands, scope);
    view.ticket_ids = reader.list<TicketId>(query);
    view.tickets = std::ssize(view.ticket_ids);
    view.ticket_ids.resize(std::min(view.ticket_ids.size(), tickets_named));
    return view;
}

}  // namespace

void join_crowds(db::Tx& tx, const Context& context, Facts& facts, Instant at) {
    if (!facts.server_id || !facts.customer_id || facts.merged_into) return;
    auto& rules = rule_book(tx).rules();
    auto rule = std::ranges::find_if(rules, [&](auto& one) { return one.basis == Basis::crowd && fits(one, facts); });
    if (rule == rules.end() || facts.created_at <= at - std::chrono::minutes{rule->minutes}) return;
    auto system = context.as_system(facts.brand_id);
    for (auto& node : tx.list<Node>(sql::list_supports, *facts.server_id)) arrive(tx, system, facts, {*rule, node, at});
}

CrowdList list_crowds(db::Reader& reader, const Context& context, const http::Empty&) {
    CrowdList list;
    for (auto& crowd : reader.list<Crowd>(sql::list_crowds, context.now() - kept)) {
        if (crowd.last_at < context.now() - std::chrono::minutes{crowd.minutes}) continue;
        auto view = view_of(reader, context, crowd);
        if (view.tickets > 0) list.items.push_back(std::move(view));
    }
    return list;
}

}  // namespace goodhost::severity
