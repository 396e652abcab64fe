#include "severity/signals.hpp"

#include <algorithm>

#include "platform/jobs/jobs.hpp"
#include "severity/queries.hpp"

namespace goodhost::severity {

using namespace std::chrono_literals;

namespace {

constexpr Duration told_of = 24h;
constexpr int tickets_at_once = 200;

/// A site without what stands around its host.
std::string host_of(std::string_view site) {
    if (auto scheme = site.find("://"); scheme != std::string_view::npos) site.remove_prefix(scheme + 3);
    std::string host(site.substr(0, site.find_first_of("/?#:")));
    std::ranges::transform(host, host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return host;
}

void check_targets(db::Reader& reader, const Context& context, Signal& signal, FieldProblems& problems) {
    if (signal.server_id) {
        auto name = reader.find<std::string>(sql::find_server_name, *signal.server_id);
        if (!name) problems.add("server_id", "unknown_value");
        signal.place = name.value_or("");
    }
    if (!signal.site.empty()) {
        signal.service_id = reader.find<hosting::ServiceId>(sql::find_service_of_host, host_of(signal.site));
        if (!signal.service_id) problems.add("site", "unknown_value");
    }
    if (!signal.service_id) return;
    auto service = hosting::find_service(reader, *signal.service_id);
    bool seen = service && context.sees_brand(service->brand_id);
    if (!seen) problems.add(signal.site.empty() ? "service_id" : "site", "unknown_value");
    if (seen) signal.place = !signal.site.empty() ? host_of(signal.site) : service->primary_domain;
}

Signal signal_of(db::Reader& reader, const Context& context, const SignalInput& input) {
    FieldProblems problems;
    Signal signal{.key = input.key, .kind = input.kind, .state = input.state, .server_id = input.server_id, .service_id = input.service_id};
    signal.site = input.site.value_or("");
    signal.summary = input.summary.value_or("");
    signal.since = input.since.value_or(context.now());
    signal.changed_at = context.now();
    bool told = signal.kind == Basis::monitor || signal.kind == Basis::incident;
    if (!told) problems.add("kind", "unknown_value");
    int targets = (signal.server_id ? 1 : 0) + (signal.service_id ? 1 : 0) + (signal.site.empty() ? 0 : 1);
    if (targets != 1)
        problems.add("server_id", "severity.one_target");
    else
        check_targets(reader, context, signal, problems);
    problems.throw_if_any();
    return signal;
}

bool is_same(const Signal& known, const Signal& told, bool since_told) {
    return known.kind == told.kind && known.state == told.state && known.server_id == told.server_id &&
           known.service_id == told.service_id && known.summary == told.summary && (!since_told || known.since == told.since);
}

/// Whether tickets hear of it anew.
bool goes_down(const std::optional<Signal>& known, const Signal& told) {
    if (told.state == SignalState::up) return false;
    return !known || known->state == SignalState::up || known->kind != told.kind || known->server_id != told.server_id ||
           known->service_id != told.service_id;
}

Fact fact_of(const Signal& signal, Instant at) {
    // With its time: the number of a signal that was forgotten may be given again.
    auto key = "signal/" + std::to_string(signal.id.value) + "/" + to_rfc3339(signal.changed_at);
    Fact fact{.basis = signal.kind, .key = key, .at = std::max(at, signal.changed_at)};
    fact.reason.place = signal.place;
    fact.reason.since = signal.since;
    fact.reason.summary = signal.summary;
    return fact;
}

std::vector<TicketId> open_tickets(db::Reader& reader, const Signal& signal, TicketId after) {
    if (signal.server_id) return reader.list<TicketId>(sql::list_open_of_server, *signal.server_id, after, tickets_at_once);
    return reader.list<TicketId>(sql::list_open_of_service, signal.service_id, after, tickets_at_once);
}

bool concerns(const Signal& signal, const Facts& facts, const std::vector<hosting::ServerId>& supports) {
    if (signal.server_id) return std::ranges::find(supports, *signal.server_id) != supports.end();
    return signal.service_id && signal.service_id == facts.service_id;
}

std::vector<hosting::ServerId> supports_of(db::Reader& reader, const Facts& facts) {
    if (!facts.server_id) return {};
    return reader.list<hosting::ServerId>(sql::list_supports, *facts.server_id);
}

/// Of a service only who sees its brand.
void require_sight(db::Reader& reader, const Context& context, const Signal& signal) {
    if (!signal.service_id) return;
    auto service = hosting::find_service(reader, *signal.service_id);
    if (!service || !context.sees_brand(service->brand_id)) throw Problem(ProblemKind::not_found, "severity.signal_not_found");
}

}  // namespace

Signal put_signal(db::Tx& tx, const Context& context, const SignalInput& input) {
    auto signal = signal_of(tx, context, input);
    auto known = tx.find<Signal>(sql::find_signal, signal.key);
    if (known) require_sight(tx, context, *known);
    if (known && is_same(*known, signal, input.since.has_value())) return *known;
    bool anew = goes_down(known, signal);
    signal.times = (known ? known->times : 0) + (anew ? 1 : 0);
    // What is told again with other words began when it began.
    if (known && known->state == signal.state && !input.since) signal.since = known->since;
    if (known && !anew && signal.state == SignalState::down) signal.changed_at = known->changed_at;
    signal.id = tx.get<SignalId>(sql::save_signal, signal.key, signal.kind, signal.state, signal.server_id, signal.service_id, signal.site,
                                 signal.place, signal.summary, signal.since, signal.changed_at, signal.times);
    auto type = signal.state == SignalState::down ? entries::signal_down : entries::signal_up;
    trail::append(tx, context, "signal/" + std::to_string(signal.id.value), type,
                  entries::Told{signal.id, signal.key, signal.kind, signal.state, signal.place, signal.summary, signal.since});
    return signal;
}

SignalList list_signals(db::Reader& reader, const Context& context, const http::Empty&) {
    db::Query query(sql::list_signals);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::signals_in_brands, scope);
    return {reader.list<Signal>(query)};
}

void delete_signal(db::Tx& tx, const Context& context, const SignalKey& input) {
    auto signal = tx.find<Signal>(sql::find_signal, input.key);
    if (!signal) throw Problem(ProblemKind::not_found, "severity.signal_not_found");
    require_sight(tx, context, *signal);
    tx.execute(sql::delete_signal, signal->id);
    trail::append(tx, context, "signal/" + std::to_string(signal->id.value), entries::signal_up,
                  entries::Told{signal->id, signal->key, signal->kind, SignalState::up, signal->place, signal->summary, context.now()});
}

std::vector<Signal> signals_on(db::Reader& reader, const Facts& facts, Instant now) {
    return reader.list<Signal>(sql::list_signals_on, facts.service_id, facts.server_id, now - told_of);
}

void weigh_signals(db::Tx& tx, const Context& system, Facts& facts, Instant at) {
    for (auto& signal : signals_on(tx, facts, at)) {
        if (signal.state == SignalState::up) continue;
        weigh(tx, system, facts, fact_of(signal, at));
    }
}

void spread_signal(db::Tx& tx, const Context& system, const Spread& from) {
    auto signal = tx.find<Signal>(sql::find_signal_by_id, from.signal_id);
    if (!signal || signal->state == SignalState::up) return;
    auto tickets = open_tickets(tx, *signal, from.after);
    for (auto id : tickets) {
        auto facts = find_facts(tx, id);
        if (facts && concerns(*signal, *facts, supports_of(tx, *facts))) weigh(tx, system, *facts, fact_of(*signal, signal->changed_at));
    }
    if (std::ssize(tickets) < tickets_at_once) return;
    Spread next{from.signal_id, tickets.back()};
    jobs::enqueue(tx, system, spread_job, next, {{}, std::to_string(from.signal_id.value)});
}

}  // namespace goodhost::severity
