#pragma once
#include "escalation/pages.hpp"
#include "platform/http/route.hpp"

/// Pages as the desk shows them, and the word that somebody is at work.
namespace goodhost::escalation {

struct PersonTold {
    AgentId agent_id;
    std::string name;
    std::int64_t round = 1, step = 1;
    Instant told_at{};
};
BOOST_DESCRIBE_STRUCT(PersonTold, (), (agent_id, name, round, step, told_at))

struct PageView {
    PageId id;
    TicketId ticket_id;
    std::string subject;
    tickets::Severity severity = tickets::Severity::normal;
    Trigger trigger = Trigger::critical_opened;
    std::vector<std::string> promises;
    std::string ladder;
    Instant started_at{};
    std::vector<PersonTold> told;  ///< in order
    std::optional<Instant> next_at;
    std::vector<std::string> next_told;  ///< who would be, as things stand
    std::optional<Instant> ended_at;
    std::optional<Ending> ending;
    std::string ended_by;
};
BOOST_DESCRIBE_STRUCT(PageView, (),
                      (id, ticket_id, subject, severity, trigger, promises, ladder, started_at, told, next_at, next_told, ended_at, ending,
                       ended_by))

struct PageList {
    std::vector<PageView> items;
    std::int64_t count = 0;  ///< of all; the list may be shorter
};
BOOST_DESCRIBE_STRUCT(PageList, (), (items, count))

struct TicketKey {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(TicketKey, (), (ticket_id))
struct PageKey {
    PageId page_id;
};
BOOST_DESCRIBE_STRUCT(PageKey, (), (page_id))

/// Running ones that concern the agent, the oldest first.
PageList list_my_pages(db::Reader& reader, const Context& context, const http::Empty&);
/// Of a ticket, the newest first.
PageList list_ticket_pages(db::Reader& reader, const Context& context, const TicketKey& input);
/// One that has ended stays as it is.
PageView acknowledge_page(db::Tx& tx, const Context& context, const PageKey& input);

struct SeveralPages {
    std::vector<PageId> page_ids;
    static constexpr Rule rules[] = {{"page_ids", 100}};
};
BOOST_DESCRIBE_STRUCT(SeveralPages, (), (page_ids))
PageList acknowledge_pages(db::Tx& tx, const Context& context, const SeveralPages& input);

}  // namespace goodhost::escalation
