#pragma once
#include "platform/http/route.hpp"
#include "severity/weigh.hpp"

/// Many tickets of different customers on one server within minutes: something is wrong there.
namespace goodhost::severity {

/// Counts a ticket where its service stands. With enough of them all are weighed, and those that follow in time.
void join_crowds(db::Tx& tx, const Context& system, Facts& facts, Instant at);

struct Crowd {
    CrowdId id;
    RuleId rule_id;
    hosting::ServerId server_id;
    std::string server;
    std::int64_t minutes = 0;
    Instant began_at{};  ///< its first ticket
    Instant formed_at{};
    Instant last_at{};  ///< its newest ticket
};
BOOST_DESCRIBE_STRUCT(Crowd, (), (id, rule_id, server_id, server, minutes, began_at, formed_at, last_at))

/// `ticket_ids`: those that the asker sees and that are open, the newest first, at most 100; `tickets` counts them all.
struct CrowdView : Crowd {
    std::int64_t tickets = 0;
    std::vector<TicketId> ticket_ids;
};
BOOST_DESCRIBE_STRUCT(CrowdView, (Crowd), (tickets, ticket_ids))
struct CrowdList {
    std::vector<CrowdView> items;
};
BOOST_DESCRIBE_STRUCT(CrowdList, (), (items))
/// What goes on now, with tickets that the asker sees.
CrowdList list_crowds(db::Reader& reader, const Context& context, const http::Empty&);

}  // namespace goodhost::severity
