#pragma once
#include "tickets/state.hpp"

/// How tickets hang together: merged, split, linked.
namespace goodhost::tickets {

struct MergeInput {
    TicketId ticket_id;
    TicketId into_ticket_id;
};
BOOST_DESCRIBE_STRUCT(MergeInput, (), (ticket_id, into_ticket_id))
/// The ticket's messages are shown on the other one from now on and answers to it go there. Both keep their trail; undone by
/// unmerge_ticket. Answers with the ticket that it was merged into.
TicketDetails merge_ticket(db::Tx& tx, const Context& context, const MergeInput& input);
/// What was written on the ticket, or to it since, goes back to it.
TicketDetails unmerge_ticket(db::Tx& tx, const Context& context, const TicketKey& input);

struct SplitInput {
    TicketId ticket_id;
    std::vector<MessageId> message_ids;
    std::string subject;
    static constexpr Rule rules[] = {{"message_ids", 200}, {"subject", 300}};
};
BOOST_DESCRIBE_STRUCT(SplitInput, (), (ticket_id, message_ids, subject))
/// Moves some of the messages to a new ticket of the same contact, linked to this one.
Ticket split_ticket(db::Tx& tx, const Context& context, const SplitInput& input);

struct LinkInput {
    TicketId from_ticket_id;
    TicketId ticket_id;
    LinkKind kind = LinkKind::related;
};
BOOST_DESCRIBE_STRUCT(LinkInput, (), (from_ticket_id, ticket_id, kind))
/// `from` is caused by, follows up or duplicates the other one. A second link of the same two replaces the first.
TicketDetails link_tickets(db::Tx& tx, const Context& context, const LinkInput& input);

struct LinkKey {
    TicketId from_ticket_id;
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(LinkKey, (), (from_ticket_id, ticket_id))
TicketDetails unlink_tickets(db::Tx& tx, const Context& context, const LinkKey& input);

}  // namespace goodhost::tickets
