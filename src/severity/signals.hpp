#pragma once
#include "platform/http/route.hpp"
#include "severity/weigh.hpp"

/// What monitors and incident tools outside say about a server, a service or a site.
namespace goodhost::severity {

struct Signal {
    SignalId id;
    std::string key;
    Basis kind = Basis::monitor;
    SignalState state = SignalState::up;
    std::optional<hosting::ServerId> server_id;
    std::optional<hosting::ServiceId> service_id;
    std::string site;   ///< as it was told
    std::string place;  ///< the name of what it is about
    std::string summary;
    Instant since{};
    Instant changed_at{};
    std::int64_t times = 0;  ///< how often it went down
};
BOOST_DESCRIBE_STRUCT(Signal, (), (id, key, kind, state, server_id, service_id, site, place, summary, since, changed_at, times))

/// One of server_id, service_id, site. The same again changes nothing.
struct SignalInput {
    std::string key;
    Basis kind = Basis::monitor;
    SignalState state = SignalState::down;
    std::optional<hosting::ServerId> server_id;
    std::optional<hosting::ServiceId> service_id;
    std::optional<std::string> site;
    std::optional<std::string> summary;
    std::optional<Instant> since;  ///< else now
    static constexpr Rule rules[] = {{"key", 100}, {"site", 500}, {"summary", 300, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(SignalInput, (), (key, kind, state, server_id, service_id, site, summary, since))
Signal put_signal(db::Tx& tx, const Context& context, const SignalInput& input);

struct SignalList {
    std::vector<Signal> items;  ///< what is down first, then what was over last
};
BOOST_DESCRIBE_STRUCT(SignalList, (), (items))
SignalList list_signals(db::Reader& reader, const Context& context, const http::Empty&);

struct SignalKey {
    std::string key;
};
BOOST_DESCRIBE_STRUCT(SignalKey, (), (key))
void delete_signal(db::Tx& tx, const Context& context, const SignalKey& input);

/// What is said about what a ticket's service stands on: down now, or over since less than a day.
std::vector<Signal> signals_on(db::Reader& reader, const Facts& facts, Instant now);

/// A ticket that comes, or that turns out to be about another service.
void weigh_signals(db::Tx& tx, const Context& system, Facts& facts, Instant at);

/// The open tickets of what a signal is about, some at a time.
struct Spread {
    SignalId signal_id;
    TicketId after;
};
BOOST_DESCRIBE_STRUCT(Spread, (), (signal_id, after))
inline constexpr std::string_view spread_job = "severity.spread";  ///< Spread
void spread_signal(db::Tx& tx, const Context& system, const Spread& from);

}  // namespace goodhost::severity
