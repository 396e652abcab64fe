#include <algorithm>

#include "severity/queries.hpp"
#include "severity/rules.hpp"
#include "severity/weigh.hpp"

namespace goodhost::severity {

namespace {

constexpr std::chrono::days looked_back{30};
constexpr std::size_t items_shown = 50;

struct Past : Facts {
    std::string subject, body_text;
};
BOOST_DESCRIBE_STRUCT(Past, (Facts), (subject, body_text))

/// `only` has the one rule.
std::optional<WouldRaise> by_rule(const RuleBook& only, const Past& past) {
    Fact fact{.basis = only.rules().front().basis};
    std::optional<SaidWords> said;
    if (fact.basis == Basis::words) fact.words = &said.emplace(past.subject + "\n" + past.body_text);
    auto verdict = judge(only, past, fact);
    if (!verdict) return std::nullopt;
    return WouldRaise{past.id, past.subject, past.severity, verdict->phrase};
}

/// Whether enough customers had come to the server of a ticket within the time before it; `pasts` is from the newest on.
bool in_crowd(const SeverityRule& rule, const std::vector<Past>& pasts, std::size_t at) {
    auto& last = pasts[at];
    if (!last.server_id) return false;
    std::vector<accounts::CustomerId> customers;
    for (auto i = at; i < pasts.size() && pasts[i].created_at > last.created_at - std::chrono::minutes{rule.minutes}; ++i)
        if (pasts[i].server_id == last.server_id && pasts[i].customer_id && fits(rule, pasts[i]))
            customers.push_back(*pasts[i].customer_id);
    std::ranges::sort(customers);
    return std::ranges::distance(customers.begin(), std::ranges::unique(customers).begin()) >= rule.tickets;
}

std::vector<WouldRaise> by_crowds(const SeverityRule& rule, const std::vector<Past>& pasts) {
    std::vector<WouldRaise> raised;
    for (std::size_t i = 0; i < pasts.size(); ++i)
        if (fits(rule, pasts[i]) && in_crowd(rule, pasts, i)) raised.push_back({pasts[i].id, pasts[i].subject, pasts[i].severity, {}});
    return raised;
}

}  // namespace

Preview preview_rule(db::Reader& reader, const Context& context, const RuleKey& input) {
    auto rule = get_rule(reader, context, input);
    rule.active = true;
    db::Query query(sql::list_past, context.now() - looked_back);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::tickets_in_brands, scope);
    Preview preview;
    bool knowable = rule.basis == Basis::words || rule.basis == Basis::ticket || rule.basis == Basis::crowd;
    if (!knowable) return preview;
    auto pasts = reader.list<Past>(query);
    preview.examined = std::ssize(pasts);
    const RuleBook only({rule});
    if (rule.basis == Basis::crowd)
        preview.items = by_crowds(rule, pasts);
    else
        for (auto& past : pasts)
            if (auto would = by_rule(only, past)) preview.items.push_back(*would);
    std::erase_if(preview.items, [&](const WouldRaise& one) { return outcome_of(one.severity, rule.severity, {}, {}) != Outcome::raised; });
    preview.raised = std::ssize(preview.items);
    preview.items.resize(std::min(preview.items.size(), items_shown));
    return preview;
}

}  // namespace goodhost::severity
